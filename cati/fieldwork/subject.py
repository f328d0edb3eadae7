"""Everything held about one subject, in the order in which the law asks for it: source and date first (GDPR 14, 15)."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from cati.errors import StudyError
from cati.fieldwork.powers import unknown_case
from cati.fieldwork.room import Room
from cati.interview.events import Event
from cati.questionnaire.phone_number import read_phone
from cati.questionnaire.validity import Invalid
from cati.storage.audit import Deed, list_deeds, note_deed
from cati.storage.cases import CaseFile, fetch_case
from cati.storage.stored_interviews import load_events
from cati.storage.subjects import Held, cases_with_phone, held_of, key_of

SOURCE_FIRST = ("sample_source", "sample_date")


def everything_about(room: Room, case_key: str) -> dict[str, Any]:
    """All that is held about a case, as plain values; reading it is a deed of its own. Raises `StudyError`."""
    case_id = key_of(room.store, case_key)
    if case_id is None:
        raise unknown_case(room, case_key)
    file, held = fetch_case(room.store, case_id), held_of(room.store, case_id)
    with room.store.transaction() as connection:
        note_deed(connection, Deed(room.clock(), room.interviewer, "subject_access", case_key, {}))
    return dict(parts_of(room, file, held))


def case_with_phone(room: Room, phone: str) -> str:
    """The one case with this number, however it is spelled. Raises `StudyError` if it is not one."""
    number = read_phone(phone, room.study.questionnaire.study.phone_region)
    keys = [] if isinstance(number, Invalid) else cases_with_phone(room.store, number)
    if not keys:
        raise StudyError("powers.no_case_with_phone", phone=phone)
    if len(keys) > 1:
        raise StudyError("powers.cases_with_phone", phone=phone, known=", ".join(keys))
    return keys[0]


def parts_of(room: Room, file: CaseFile, held: Held) -> Iterator[tuple[str, Any]]:
    """Each kind of thing that is held, by name."""
    sample = dict(file.case.sample)
    yield "case", file.case.case_key
    yield "source", {name: sample.pop(name) for name in SOURCE_FIRST if name in sample}
    yield "sample", sample
    yield "contact", None if file.contact is None else asdict(file.contact)
    yield "phones", [{"number": phone.e164, "label": phone.label, "state": phone.state} for phone in file.phones]
    yield "notes", [{"at": on_wall(room, note.at), "kind": note.kind, "text": note.text} for note in held.notes]
    yield "state", {"state": file.case.state, "aapor": file.case.current_code}
    yield (
        "attempts",
        [
            {
                "number": each.number,
                "at": on_wall(room, each.started_at),
                "interviewer": each.interviewer,
                "result": each.disposition,
            }
            for each in file.attempts
        ],
    )
    yield "appointments", [{"at": each.wall, "zone": each.timezone, "firm": each.firm} for each in held.appointments]
    yield (
        "interviews",
        [[told(event) for event in load_events(room.store, each)] for each in held.interviews],
    )
    yield (
        "deeds",
        [
            {"at": on_wall(room, deed.at), "by": deed.actor, "what": deed.verb, **deed.detail}
            for deed in list_deeds(room.store)
            if deed.object == file.case.case_key
        ],
    )


def told(event: Event) -> dict[str, Any]:
    """One event, what it is first."""
    return {"kind": event.kind, **event.model_dump(mode="json", exclude_defaults=True)}


def on_wall(room: Room, moment: datetime) -> str:
    """A moment in the study's zone, to the minute."""
    return moment.astimezone(room.study.zone).isoformat(timespec="minutes")
