"""What could not be saved before the program had to end: kept in a file of its own, offered at the next start."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from cati.errors import StudyError
from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import open_interview_of, resume_interview
from cati.fieldwork.room import Room
from cati.interview.events import Event
from cati.storage.ids import CaseId, InterviewId
from cati.storage.sqlite_file import on_disk
from cati.storage.stored_interviews import load_events
from cati.words import say

FOLDER = "unsaved"


class Kept(BaseModel):
    """The file: which event of which interview, whole."""

    case_key: str
    case_id: int
    interview_id: int
    sequence: int
    event: Event


@dataclass(frozen=True)
class Unsaved:
    """An event that is in no database yet; `question` is where it was given ("": at none)."""

    file: Path
    kept: Kept

    @property
    def question(self) -> str:
        """Where it was given."""
        return str(getattr(self.kept.event, "key", ""))

    def discard(self) -> None:
        """Let it go for good."""
        self.file.unlink(missing_ok=True)


def folder_of(room: Room) -> Path:
    """Beside the database, or where it would be if it is on a server."""
    return (room.store.path or room.study.database).parent / FOLDER


def keep_unsaved(interview: Interview) -> Path | None:
    """Keep what an interview could not save, durably, readable by its owner alone; None if all is saved.

    Raises `OSError` where no file can be written either.
    """
    if interview.unsaved is None:
        return None
    case, sequence = interview.case.case, interview.session.state.sequence + 1
    kept = Kept(
        case_key=case.case_key,
        case_id=case.case_id,
        interview_id=interview.hold.interview_id,
        sequence=sequence,
        event=interview.unsaved,
    )
    folder = folder_of(interview.room)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    on_disk(folder.parent)
    file = folder / f"case-{case.case_id}-{sequence}.json"
    with open(os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_CLOEXEC, 0o600), "w", encoding="utf-8") as out:  # noqa: PTH123  # 0600 from the first byte
        out.write(kept.model_dump_json())
        out.flush()
        os.fsync(out.fileno())
    on_disk(folder)
    return file


def kept_or_said(interview: Interview, language: str) -> str:
    """Keep what could not be saved, and say where it is; if no file can be written, the sentence itself says it."""
    try:
        file = keep_unsaved(interview)
    except OSError:
        event = interview.unsaved
        places = {"case_key": interview.case.case.case_key, "question": getattr(event, "key", "")}
        return say(language, "errors.unsaved_said", answer="" if event is None else event.model_dump_json(), **places)
    return "" if file is None else say(language, "errors.unsaved_kept", file=file)


def unsaved_answers(room: Room) -> tuple[Unsaved, ...]:
    """What is kept and is not in the database after all, in the order of the files' names; what is there is let go."""
    return tuple(_still_unsaved(room))


def found_in_words(unsaved: Unsaved, language: str) -> str:
    """Whose answer it is."""
    word = "unsaved.found" if unsaved.question else "unsaved.found_step"
    return say(language, word, case_key=unsaved.kept.case_key, question=unsaved.question)


def _still_unsaved(room: Room) -> Iterator[Unsaved]:
    folder = folder_of(room)
    for file in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            kept = Kept.model_validate_json(file.read_text(encoding="utf-8"))
        except (OSError, ValidationError, UnicodeDecodeError):
            continue  # not ours to throw away
        if kept.event in load_events(room.store, InterviewId(kept.interview_id)):
            file.unlink()
        else:
            yield Unsaved(file, kept)


def save_now(room: Room, unsaved: Unsaved) -> None:
    """Put it in its interview, and let the file go.

    Raises `StudyError` if the interview is over or the question was answered anew (the file stays), and what
    resuming and recording raise.
    """
    kept = unsaved.kept
    broken = open_interview_of(room, CaseId(kept.case_id))
    if broken is None or broken.interview_id != kept.interview_id:
        raise StudyError("errors.unsaved_too_late", case_key=kept.case_key, file=unsaved.file)
    events = load_events(room.store, InterviewId(kept.interview_id))
    if any(getattr(event, "key", "") == unsaved.question != "" for event in events[kept.sequence - 1 :]):
        raise StudyError(
            "errors.unsaved_overtaken", case_key=kept.case_key, question=unsaved.question, file=unsaved.file
        )
    interview = resume_interview(room, broken)
    try:
        interview.record(kept.event)
    finally:
        if not interview.is_over:
            interview.leave()
    unsaved.discard()
