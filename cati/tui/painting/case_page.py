"""A case as lines for a supervisor: how it stands, its numbers, calls, notes, history and deeds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from textual.content import Content

from cati.fieldwork.case_page import POWERS, CasePage, Power
from cati.fieldwork.use_power import MARKS
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.phone_number import written_phone
from cati.sample.said import Said
from cati.storage.audit import Deed
from cati.storage.call_history import Dial, Note
from cati.storage.cases import Attempt
from cati.tui.painting.card import said_text
from cati.tui.painting.columns import EMPTY, cell, cut, filled, wrapped
from cati.tui.painting.moments import moment_from, short_moment
from cati.tui.show import show
from cati.words import say, subject

KEYS: dict[Power, str] = {power: str(number) for number, power in enumerate(POWERS, 1)}
"""A power has the same key on every case."""
COLUMNS = 3
LABEL = 12


@dataclass(frozen=True)
class Reader:
    """Who reads: the language, the study's zone and phone region, and how wide the terminal is."""

    language: str
    zone: ZoneInfo
    region: str
    width: int

    def say(self, word: str, **places: object) -> str:
        """A sentence in the language."""
        return say(self.language, word, **places)

    def moment(self, at: datetime) -> str:
        """`wo 25 nov 14:02`."""
        return short_moment(at.astimezone(self.zone), self.language)


def title_of(page: CasePage) -> str:
    """The key of the case, and whom it is about."""
    sample = page.file.case.sample
    told = (page.file.case.case_key, sample.get("company_name"), sample.get("municipality"))
    return " · ".join(str(each) for each in told if each)


def power_rows(powers: Sequence[Power], reader: Reader) -> list[Content]:
    """The keys of the powers, three on a row."""
    wide = (reader.width - 3) // COLUMNS
    cells = [
        filled(
            show(KEYS[power]).stylize("bold $key") + cut(f" {reader.say(f'case_page.power.{power}')}", wide - 2), wide
        )
        for power in powers
    ]
    return [show(" ").join([EMPTY, *cells[at : at + COLUMNS]]) for at in range(0, len(cells), COLUMNS)]


def case_lines(page: CasePage, reader: Reader) -> list[Content]:
    """Everything about the case, from top to bottom."""
    parts = (
        state_lines(page, reader),
        part("case_page.numbers", number_rows(page, reader), reader),
        part("case_page.attempts", attempt_rows(page, reader), reader, count=len(page.file.attempts)),
        part("case_page.agreed", agreed_rows(page, reader), reader),
        part("case_page.notes", note_rows(page, reader), reader),
        part("case_page.history", history_rows(page, reader), reader),
        part("case_page.deeds", (deed_row(each, page, reader) for each in page.deeds), reader),
    )
    return [EMPTY, *(line for lines in parts for line in lines)]


def part(word: str, rows: Iterable[str], reader: Reader, **places: object) -> Iterator[Content]:
    """A heading and its rows; nothing if there are none."""
    lines = [line for row in rows for line in wrapped(row, reader.width - 3, indent=3)]
    if lines:
        yield EMPTY
        yield show(f" {reader.say(word, **places)}").stylize("bold")
        yield from lines


def state_lines(page: CasePage, reader: Reader) -> Iterator[Content]:
    """How the case stands, who has it, and whom to ask for."""
    case, contact = page.file.case, page.file.contact
    due = datetime.fromtimestamp(case.due_at, UTC).astimezone(reader.zone)
    is_waiting = case.queue is not None and case.state != "fresh"
    told = [
        reader.say("case_page.erased") if page.is_erased else reader.say(f"cases.state.{case.state}"),
        f"AAPOR {case.current_code}",
        case.parked_because or "",
        reader.say("case_page.due", moment=moment_from(due, page.at, reader.language)) if is_waiting else "",
        reader.say("case_page.reserved", name=named(page, case.reserved_for)) if case.reserved_for else "",
    ]
    yield labelled(reader.say("case_page.state"), " · ".join(filter(None, told)), reader)
    if page.held_until is not None:
        held = reader.say("case_page.held", name=page.holder, time=f"{page.held_until:%H:%M}")
        yield labelled("", held, reader).stylize("bold")
    elif case.lease_by is not None:
        yield labelled("", reader.say("case_page.ran_out", name=named(page, case.lease_by)), reader).stylize("$alert")
    if contact is not None:
        who = ", ".join(filter(None, (contact.name, contact.function, contact.email)))
        yield labelled(reader.say("card.contact"), who, reader)


def labelled(label: str, text: str, reader: Reader) -> Content:
    """A text with its name before it."""
    return cell(f" {label}", LABEL).stylize("bold") + cut(text, reader.width - LABEL - 1)


def named(page: CasePage, code: str | None) -> str:
    """An interviewer's name by code."""
    return page.names.get(code or "", code or "")


def number_rows(page: CasePage, reader: Reader) -> Iterator[str]:
    """The numbers in calling order, and what became of them."""
    for position, phone in enumerate(page.file.phones, 1):
        state = "" if phone.state == "usable" else reader.say(f"card.number.{phone.state}")
        told = (f"{position}", written_phone(phone.e164, reader.region), phone.label, state)
        yield "  ".join(filter(None, told))


def attempt_rows(page: CasePage, reader: Reader) -> Iterator[str]:
    """Every call, the last one first, with what was dialled in it."""
    for attempt in reversed(page.file.attempts):
        yield attempt_row(attempt, page, reader)
        yield from (
            f"     {dial_row(dial, page, reader)}" for dial in page.file.dials if dial.attempt_id == attempt.attempt_id
        )


def attempt_row(attempt: Attempt, page: CasePage, reader: Reader) -> str:
    """`2  di 24 nov 10:12–10:13  geen gehoor  Maes`."""
    until = "" if attempt.ended_at is None else f"–{attempt.ended_at.astimezone(reader.zone):%H:%M}"
    result = result_of(attempt.disposition, reader) if attempt.disposition else reader.say("case_page.no_result")
    when = f"{reader.moment(attempt.started_at)}{until}"
    return "  ".join((f"{attempt.number}", when, result, named(page, attempt.interviewer)))


def dial_row(dial: Dial, page: CasePage, reader: Reader) -> str:
    """`gebeld 056 12 34 56  10:12:05  bezet`: an erased number is told by its place."""
    numbers = {phone.phone_id: written_phone(phone.e164, reader.region) for phone in page.file.phones}
    number = numbers.get(dial.phone_id) or reader.say("case_page.position", position=dial.position)
    time = f"{dial.dialled_at.astimezone(reader.zone):%H:%M:%S}"
    told = (reader.say("case_page.dial", number=number), time, result_of(dial.result, reader) if dial.result else "")
    return "  ".join(filter(None, told))


def result_of(name: str, reader: Reader) -> str:
    """A disposition in words."""
    known = dispositions().get(name)
    return name if known is None else known.label(reader.language)


def agreed_rows(page: CasePage, reader: Reader) -> Iterator[str]:
    """Times that were agreed on."""
    for each in page.file.agreed:
        kind = reader.say("monitor.firm" if each.firm else "monitor.soft")
        over = "" if each.is_open else reader.say("case_page.settled")
        when = reader.moment(datetime.fromtimestamp(each.due_at, UTC))
        yield "  ".join(filter(None, (when, kind, named(page, each.for_interviewer), over)))


def note_rows(page: CasePage, reader: Reader) -> Iterator[str]:
    """All notes; that of the sample first."""
    if page.file.contact is not None and page.file.contact.notes:
        yield page.file.contact.notes
    for note in page.file.notes:
        told = (reader.moment(note.at), named(page, note.author), reader.say(f"case_page.kind.{note.kind}"))
        yield f"{'  '.join(told)}: {words_in(note, reader)}"


def words_in(note: Note, reader: Reader) -> str:
    """A note as it reads; what a result asked is put in words."""
    return said_text(Said.read(note.text), reader.language) if note.kind == "reason" else note.text


def history_rows(page: CasePage, reader: Reader) -> Iterator[str]:
    """What the case came to, each time that changed."""
    for each in page.history:
        state = reader.say(f"cases.state.{each.state}")
        because = verb_of(each.because, reader)
        yield "  ".join((reader.moment(each.at), state, each.code, because))


def deed_row(deed: Deed, page: CasePage, reader: Reader) -> str:
    """`di 24 nov 10:12  bo  geparkeerd: verkeerde lijst`."""
    details = [deed.detail.get("reason"), *deed.detail.values()]
    words = dict.fromkeys(value_of(each, page, reader) for each in details if each)
    told = "  ".join((reader.moment(deed.at), named(page, deed.actor), verb_of(deed.verb, reader)))
    return f"{told}: {', '.join(words)}" if words else told


def value_of(value: object, page: CasePage, reader: Reader) -> str:
    """A detail of a deed: an interviewer by name, a disposition and a review in words, all else as it stands."""
    if isinstance(value, list):
        return ", ".join(value_of(each, page, reader) for each in value)
    text = str(value)
    return reader.say(f"case_page.mark.{text}") if text in MARKS else result_of(named(page, text), reader)


def verb_of(name: str, reader: Reader) -> str:
    """A deed, or a disposition, in words."""
    return reader.say(f"case_page.verb.{name}") if name in subject("case_page")["verb"] else result_of(name, reader)
