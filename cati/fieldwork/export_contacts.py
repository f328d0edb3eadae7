"""Contact data in a file of their own: never beside answers, never without a reason, readable by its owner only."""

import csv
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cati.errors import NothingToExportError, UnknownOptionError
from cati.export.answer_cells import place_of
from cati.export.csv_file import END, compare_fields
from cati.export.whole_file import refuse_existing, told_as_export, whole_file
from cati.fieldwork.interview import personal_questions
from cati.fieldwork.interviewed import CONTACT
from cati.fieldwork.room import Room
from cati.questionnaire.answer import Answer, AnswerKey, Appointment, Names, Words, item_of, question_of
from cati.questionnaire.path import path
from cati.questionnaire.sample_values import read_sample
from cati.storage.audit import Deed, note_deed
from cati.storage.cases import Case
from cati.storage.snapshot import Snapshot, snapshot
from cati.storage.stored_interviews import StoredInterview

VERB = "export_contacts"
OWNER_ONLY = 0o600
NUMBERS = 4
Line = list[str]


@dataclass(frozen=True)
class ContactsReport:
    """What was written."""

    target: Path
    people: int


def people_with_contact_data(room: Room) -> int:
    """How many cases the file would name: what a supervisor is asked to confirm."""
    with snapshot(room.store) as now:
        return sum(1 for _ in lines(room, now))


def export_contacts(room: Room, target: Path, reason: str, *, actor: str = "", force: bool = False) -> ContactsReport:
    """Write contact data and personal answers of live cases as plain CSV; who did and why is kept for good.

    Raises an `ExportError` that says what is wrong; nothing is left behind then.
    """
    if not reason.strip():
        raise UnknownOptionError("export.no_reason")
    refuse_existing(target, replace=force)
    with told_as_export(target), snapshot(room.store) as now:
        found = list(lines(room, now))
    if not found:
        raise NothingToExportError("export.no_contacts")
    deed = Deed(room.clock(), actor or room.interviewer, VERB, str(target), {"reason": reason, "people": len(found)})
    with whole_file(target, replace=force) as file:
        write([head(room), *found], file)
        with room.store.transaction() as connection:
            note_deed(connection, deed)
    return ContactsReport(target, len(found))


def write(wanted: list[Line], file: Path) -> None:
    """Write and read back."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with open(handle, "w", encoding="utf-8", newline="") as out:  # noqa: PTH123  # a handle, for its mode
        csv.writer(out, lineterminator=END).writerows(wanted)
        out.flush()
        os.fsync(out.fileno())
    with file.open(encoding="utf-8", newline="") as lines_:
        found = list(csv.reader(lines_, strict=True))
    compare_fields(file.name, "", [], map(str, wanted), map(str, found))


def head(room: Room) -> Line:
    """The columns."""
    return [
        "case_id", *CONTACT, "notes", *(f"phone_{number}" for number in range(1, NUMBERS + 1)),
        *personal_fields(room), *sorted(personal_questions(room.study.questionnaire)),
    ]  # fmt: skip


def personal_fields(room: Room) -> Line:
    """The personal sample fields that are not contact data by themselves."""
    fields = room.study.questionnaire.sample
    return [name for name, field in fields.items() if field.personal and name not in CONTACT]


def lines(room: Room, now: Snapshot) -> Iterator[Line]:
    """A line per live case with anything personal about it."""
    said: dict[int, Mapping[AnswerKey, Answer]] = {
        stored.case.case_id: personal_on_path(room, now, stored)
        for stored in now.interviews(practice=False)
        if stored.kept_apart
    }
    for case in now.cases(practice=False):
        line = line_of(room, now, case, said.get(case.case_id, {}))
        if any(line[1:]):
            yield line


def line_of(room: Room, now: Snapshot, case: Case, said: Mapping[AnswerKey, Answer]) -> Line:
    """One case."""
    contact = now.contact(case.case_id)
    person = ["", "", "", ""] if contact is None else [contact.name, contact.function, contact.email, contact.notes]
    phones = [phone.e164 for phone in now.phones(case.case_id)][:NUMBERS]
    return [
        case.case_key,
        *person,
        *phones,
        *[""] * (NUMBERS - len(phones)),
        *(str(case.sample.get(name) or "") for name in personal_fields(room)),
        *(answers_to(name, said) for name in sorted(personal_questions(room.study.questionnaire))),
    ]


def personal_on_path(room: Room, now: Snapshot, stored: StoredInterview) -> dict[AnswerKey, Answer]:
    """The personal answers that count: those on the path, of names under the place of each."""
    questionnaire = room.study.questionnaire
    answers = {**stored.answers, **now.personal_answers(stored.interview_id)}
    raw = {name: str(value) for name, value in stored.case.sample.items() if value is not None}
    found = path(questionnaire, read_sample(questionnaire, raw), answers)
    return {
        place_of(stop, found): stop.answer
        for stop in found.stops
        if stop.answer is not None and stop.key in stored.kept_apart
    }


def answers_to(question: str, said: Mapping[AnswerKey, Answer]) -> str:
    """What was answered to a question; in a roster item by item."""
    found = {item_of(key): in_text(answer) for key, answer in said.items() if question_of(key) == question}
    return "; ".join(text if item is None else f"{item}: {text}" for item, text in found.items())


def in_text(answer: Answer) -> str:
    """A personal answer as it was given."""
    match answer:
        case Words():
            return answer.value
        case Names():
            return "; ".join(each.name for each in answer.given)
        case Appointment():
            return f"{answer.wall.isoformat(' ', 'minutes')} {answer.name} {answer.phone} {answer.note}".strip()
        case _:
            return answer.model_dump_json(exclude={"kind"})
