"""The forms of what stands in the file: names, codes, numbers, days, and texts in the study's languages."""

import re
from datetime import date, time
from decimal import Decimal
from typing import Annotated

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    RootModel,
    StringConstraints,
)

from cati.questionnaire.partial_dates import ISO, CalendarDate, read_date
from cati.questionnaire.scalars import Whole, read_as

QUESTION_ID = re.compile(r"[A-Z][A-Z0-9_]{0,23}")
NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")

ItemId = Annotated[str, StringConstraints(pattern=rf"^{QUESTION_ID.pattern}$")]
Name = Annotated[str, StringConstraints(pattern=rf"^{NAME.pattern}$")]
Line = Annotated[str, StringConstraints(min_length=1)]
Code = Annotated[Whole, Field(ge=0, le=9999)]
Number = Annotated[Decimal, BeforeValidator(read_as(Decimal, r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", "number"))]
DayScalar = Annotated[date, BeforeValidator(read_as(date.fromisoformat, r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "date"))]
DateScalar = Annotated[
    CalendarDate,
    PlainValidator(read_as(read_date, ISO.pattern, "date")),
    PlainSerializer(str, when_used="json"),
]
TimeScalar = Annotated[time, BeforeValidator(read_as(time.fromisoformat, r"[0-9]{2}:[0-9]{2}(:00)?", "time"))]
"""With seconds as well, since the stored document of a version has them."""


MOST_ITEMS = 30
"""So often a roster by number or by names can be repeated: each time has its columns, and its place in the proof."""


class Text(RootModel[dict[str, str]]):
    """A text in the study's languages; one plain string means the same in all of them (key `""`)."""

    model_config = ConfigDict(frozen=True)

    def within(self, language: str) -> str:
        """The text in a language, or the one string for all, or nothing where a translation is missing."""
        return self.root.get(language, self.root.get("", ""))

    def every(self) -> tuple[tuple[str, str], ...]:
        """Each (language, text); the language is `""` where one string serves all."""
        return tuple(self.root.items())


def lifted(value: object) -> object:
    """A plain string as the text of all languages."""
    return {"": value} if isinstance(value, str) else value


Wording = Annotated[Text, BeforeValidator(lifted)]
