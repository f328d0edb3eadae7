"""The practice sample: invented companies, marked practice on every screen and never in a live export."""

import csv
from importlib.resources import files

from cati.fieldwork.room import Room
from cati.questionnaire.phone_number import read_phone
from cati.questionnaire.validity import Invalid
from cati.storage.cases import Contact, NewCase, Phone, add_cases, list_cases

APART = ("contact_name", "contact_function", "email", "notes", "phone_1", "phone_2", "case_id", "practice")


def load_practice(room: Room) -> int:
    """Add the practice sample; cases that are there already stay as they are. Returns how many are there."""
    add_cases(room.store, practice_cases(room.study.questionnaire.study.phone_region), room.clock())
    return sum(1 for _ in list_cases(room.store, practice=True))


def practice_cases(region: str) -> list[NewCase]:
    """The invented companies as cases of a study that calls in this country."""
    text = files(__package__).joinpath("practice_sample.csv").read_text(encoding="utf-8")
    return [practice_case(row, region) for row in csv.DictReader(text.splitlines())]


def practice_case(row: dict[str, str], region: str) -> NewCase:
    """One invented company as a case."""
    numbers = [read_phone(row[name], region) for name in ("phone_1", "phone_2") if row[name]]
    return NewCase(
        case_key=row["case_id"],
        sample={name: value for name, value in row.items() if value and name not in APART},
        phones=[Phone(number) for number in numbers if not isinstance(number, Invalid)],
        contact=Contact(row["contact_name"], row["contact_function"], row["email"], row["notes"]),
        practice=True,
        language=row["language"],
        due_at=int(row["replicate"]),
        shuffle=int(row["case_id"].lstrip("P")),
    )
