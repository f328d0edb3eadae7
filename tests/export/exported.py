"""Small exports for tests: an instrument with every question type, interviews in short, and their cells."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cati.export.cells import Cell
from cati.export.columns import columns_of
from cati.export.csv_file import write_csv
from cati.export.interview import Interviewed, Version
from cati.export.table import Table, row_cells
from cati.questionnaire.answer import Answer, AnswerKey, Choice, Choices, Clock, Day, GridRows, Quantity, Read, Words
from cati.questionnaire.model import Questionnaire
from spoken import questionnaire_of

HERE = Path(__file__).parent
BRUSSELS = ZoneInfo("Europe/Brussels")
NOON = datetime(2026, 11, 25, 11, 0, tzinfo=UTC).astimezone(BRUSSELS)

EVERY_TYPE = """
study: {title: Alles, languages: [nl]}
sample:
  size:
    type: choice
    export: true
    options: [{code: 1, name: small, label: klein}, {code: 2, name: big, label: groot}]
  town: {type: text, export: true}
  staff: {type: integer, export: true}
  secret: {type: text, personal: true, export: true}
  inside: {type: text}
questions:
- id: S
  type: single
  text: Werkt u samen?
  options: [{code: 1, name: yes, label: ja}, {code: 2, name: no, label: nee}]
- id: M
  type: multi
  ask_if: S == yes
  text: Met wie?
  randomise: true
  options:
  - {code: 1, name: a, label: leveranciers}
  - {code: 2, name: b, label: klanten, show_if: "sample.size == big"}
  - {code: 96, name: other, label: anderen, other: true}
- id: EACH
  type: single
  for_each: M
  as: partner
  text: "Hoe gaat het met {partner}?"
  options: [{code: 1, name: well, label: goed}, {code: 2, name: badly, label: slecht}]
- id: E
  type: multi
  read_options: each
  text: Wat gebruikt u?
  options: [{code: 1, name: x, label: X}, {code: 2, name: y, label: Y}, {code: 3, name: z, label: Z}]
- {id: N, type: number, text: Hoeveel?, min: 0, max: 99999}
- {id: P, type: number, text: Welk deel?, min: 0, max: 100, decimals: 2}
- id: G
  type: grid
  randomise: true
  text: Hoe belangrijk?
  rows: [{name: a, label: tijd}, {name: b, label: geld}]
  options: [{code: 1, name: much, label: veel}, {code: 2, name: little, label: weinig}]
- {id: T, type: text, text: Waarom?, max_length: 100000}
- {id: D, type: date, text: Wanneer?}
- {id: H, type: time, text: Hoe laat?}
- {id: READ, type: statement, text: Dank u.}
- {id: MAIL, type: email, text: Uw adres?, nonresponse: both}
- id: CLASS
  type: derived
  cases: [{if: N < 10, value: few}, {if: N >= 10, value: many}]
  options: [{code: 1, name: few, label: weinig}, {code: 2, name: many, label: veel}]
- {id: TWICE, type: derived, value: N * 2, min: 0, max: 200000}
- {id: BYE, type: end, disposition: complete, text: Dank u.}
"""

READ_ALOUD = {"READ": Read(), "MAIL": Words(value="…")}


def given(value: Any) -> Answer:  # noqa: ANN401
    """An answer in short: an option, several, a number, rows, a day, a time; or itself."""
    match value:
        case str():
            return Choice(option=value)
        case list():
            return Choices(options=tuple(value))
        case int() | Decimal():
            return Quantity(value=Decimal(value))
        case dict():
            return GridRows(
                rows={row: Choice(option=one) if isinstance(one, str) else one for row, one in value.items()}
            )
        case date():
            return Day(value=value)
        case time():
            return Clock(value=value)
        case _:
            return value  # type: ignore[no-any-return]


def version_of(questionnaire: Questionnaire | str, *, rank: int = 1, name: str = "3f2a91c0d4e5") -> Version:
    """A version of a questionnaire."""
    whole = questionnaire_of(questionnaire) if isinstance(questionnaire, str) else questionnaire
    return Version(name, rank, whole)


def taken(version: Version, answers: Mapping[str, object], number: int = 1, **changes: object) -> Interviewed:
    """An interview with these answers, `EACH.a` for a roster item."""
    values: dict[str, Any] = {
        "case_key": f"{number:016x}",
        "interview_id": str(number),
        "outcome": "complete",
        "aapor": "1.1",
        "version": version,
        "first_version": version.name,
        "languages": ("nl",),
        "started_at": NOON,
        "ended_at": NOON + timedelta(seconds=90),
        "open_seconds": 90,
        "sessions": 1,
        "interviewer": "an",
        "sample": {},
        "answers": {AnswerKey(key): given(value) for key, value in answers.items()},
    }
    return Interviewed(**(values | changes))


def cells(version: Version, answers: Mapping[str, object], **changes: object) -> dict[str, Cell]:
    """The cells of one interview by column."""
    row = row_cells(taken(version, answers, **changes))
    return {column.name: cell for column, cell in zip(columns_of(version), row, strict=True)}


def csv_bytes(interviews: Iterable[Interviewed], folder: Path) -> bytes:
    """What a CSV file of these interviews holds."""
    file = folder / "some.csv"
    with Table.of(interviews, folder) as table:
        write_csv(table, file)
    found = file.read_bytes()
    file.unlink()
    return found
