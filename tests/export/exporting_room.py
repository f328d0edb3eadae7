"""A phone room to export from: cases with personal data, practice cases, interviews conducted by the verbs."""

import csv
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from exported import given

from cati.errors import ExportError
from cati.export.edition import Progress, idle
from cati.fieldwork.export import ExportReport, export_file
from cati.fieldwork.export_source import Wanted
from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case
from cati.fieldwork.room import Room, open_database
from cati.fieldwork.study import open_study
from cati.interview.events import AnswerRecorded
from cati.questionnaire.answer import AnswerKey, Words
from cati.storage.cases import Contact, NewCase, Phone, add_cases
from cati.words import LANGUAGES, sentence_of

START = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
CANARY = "Zwaluwstraat"
SHORT = """
study: {languages: [nl, fr]}
sample: {region: {type: text, export: true}, person: {type: text, personal: true}}
questions:
- {id: Q, type: single, text: q, options: [{code: 1, name: yes, label: ja}, {code: 2, name: no, label: nee}]}
- {id: MAIL, type: email, text: m}
- {id: T, type: text, text: t}
- {id: END, type: end, disposition: complete, text: e}
"""
ANSWERS = {"Q": "yes", "MAIL": Words(value=f"{CANARY}@example.org"), "T": Words(value="goed")}


def room_of(folder: Path, yaml: str = SHORT, *, cases: int = 4, practice: int = 2) -> Room:
    (folder / "questionnaire.yaml").write_text(yaml, encoding="utf-8")
    study = open_study(folder)
    seconds, draws = count(), count(1)
    room = Room(
        study,
        open_database(study),
        "an",
        "An",
        clock=lambda: START + timedelta(seconds=next(seconds)),
        chance=lambda: f"{next(draws):016x}",
    )
    add_cases(room.store, sample_cases(cases, practice))
    return room


def sample_cases(live: int = 4, practice: int = 2) -> list[NewCase]:
    """Live cases, and practice cases."""
    return [case(number, is_practice=False) for number in range(live)] + [
        case(number, is_practice=True) for number in range(practice)
    ]


def case(number: int, *, is_practice: bool) -> NewCase:
    letter = "P" if is_practice else "C"
    return NewCase(
        f"{letter}{number:05}",
        sample={"region": "oefening" if is_practice else "kust", "person": CANARY},
        phones=[Phone(f"+3250{is_practice:d}{number:05}")],
        contact=Contact(name=CANARY, email=f"{CANARY}@example.org"),
        practice=is_practice,
        shuffle=number,
    )


def conduct(room: Room, answers: Mapping[str, object] = ANSWERS, *, practice: bool = False) -> Interview:
    interview = next_case(room, practice=practice)
    assert interview is not None
    for key, answer in answers.items():
        interview.record(AnswerRecorded(at=interview.now(), key=AnswerKey(key), answer=given(answer)))
    return interview


def export_csv(
    room: Room,
    target: Path,
    *,
    force: bool = False,
    progress: Progress = idle,
    **asked: Any,  # noqa: ANN401
) -> ExportReport:
    """One plain CSV file."""
    return export_file(room, target, Wanted(("csv",), **asked), force=force, progress=progress)


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def in_a_child(deed: Callable[[], None]) -> int:
    """What a child process with other rights comes to; it shares nothing but the disk."""
    child = os.fork()
    if child == 0:
        try:
            deed()
        except ExportError as told:
            for language in LANGUAGES:
                sentence_of(told, language)
            os._exit(told.exit_code)
        except BaseException:  # noqa: BLE001
            os._exit(99)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
