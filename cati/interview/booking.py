"""Filling in an appointment, field by field: when, how firm, on which number, with whom."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, Self, get_args

from cati.interview.cleaning import clean
from cati.interview.when import in_full, read_when
from cati.questionnaire.answer import Appointment, Draft
from cati.questionnaire.phone_number import read_phone
from cati.questionnaire.validity import Invalid, invalid

Field = Literal["when", "firm", "phone", "name", "position", "note"]
FIELDS: tuple[Field, ...] = get_args(Field)


@dataclass
class Booking:
    """An appointment being made. `now` is aware, in the study's zone; `phones` are the case's numbers (E.164).

    The time is read back in `language`, that of the interview; faults are told in that of the `screen`.
    """

    now: datetime
    language: str
    phone_region: str
    phones: Sequence[str] = ()
    texts: dict[str, str] = field(default_factory=dict)
    screen: str = ""

    @classmethod
    def kept(
        cls, draft: Draft, now: datetime, language: str, phone_region: str, phones: Sequence[str], screen: str = ""
    ) -> Self:
        """A booking as it stands in a draft."""
        return cls(now, language, phone_region, phones, dict(draft.fields), screen)

    def draft(self) -> Draft:
        """What has been typed so far."""
        return Draft(fields={name: text for name, text in self.texts.items() if text})

    def put(self, name: Field, text: str) -> Invalid | None:
        """Type into a field; why it cannot stand, if so. The text stays all the same, unless it cannot be kept."""
        cleaned = clean(text, one_line=True)
        if isinstance(cleaned, Invalid):
            return cleaned
        self.texts[name] = cleaned
        match name:
            case "when":
                moment = self.moment()
                return moment if isinstance(moment, Invalid) else None
            case "firm":
                return None if self.texts[name] in ("", "1", "2") else invalid("firm_or_soft")
            case "phone":
                number = self.phone()
                return number if isinstance(number, Invalid) else None
            case _:
                return None

    def moment(self) -> datetime | Invalid:
        """The time of the appointment, aware, in the study's zone."""
        return read_when(self.texts.get("when", ""), self.now, self.screen or self.language)

    def understood(self) -> str:
        """The time in words, to be read back; empty if there is none yet."""
        moment = self.moment()
        return "" if isinstance(moment, Invalid) else in_full(moment, self.language)

    def phone(self) -> str | Invalid:
        """The number to call: empty for the one just called, one of the case by its place, or a new one."""
        text = self.texts.get("phone", "")
        if not text:
            return self.phones[0] if self.phones else ""
        if text.isdecimal() and 1 <= int(text) <= len(self.phones):
            return self.phones[int(text) - 1]
        return read_phone(text, self.phone_region)

    def appointment(self) -> Appointment | Invalid:
        """The whole appointment, or the first reason why it cannot stand."""
        moment, number = self.moment(), self.phone()
        if isinstance(moment, Invalid):
            return moment
        if isinstance(number, Invalid):
            return number
        if self.texts.get("firm", "") not in ("", "1", "2"):
            return invalid("firm_or_soft")
        return Appointment(
            at=moment.astimezone(UTC),
            wall=moment.replace(tzinfo=None),
            timezone=str(moment.tzinfo),
            firm=self.texts.get("firm", "1") != "2",
            name=self.texts.get("name", ""),
            position=self.texts.get("position", ""),
            phone=number,
            note=self.texts.get("note", ""),
        )
