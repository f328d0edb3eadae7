"""A case as a supervisor looks at it: how it stands, all that was tried, noted and done, and what can be done now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from cati.fieldwork.room import Room
from cati.storage.audit import Deed, read_deeds
from cati.storage.case_history import Became, read_history
from cati.storage.cases import CaseFile, read_file
from cati.storage.erasing import is_erased
from cati.storage.ids import CaseId
from cati.storage.interviewers import interviewer_names
from cati.storage.subjects import was_interviewed

Power = Literal["call_now", "reserve", "park", "release", "reopen", "free", "note", "result", "review"]
POWERS: tuple[Power, ...] = get_args(Power)


@dataclass(frozen=True)
class CasePage:
    """One case at one moment (aware, in the study's zone); `names` are interviewers by code."""

    at: datetime
    file: CaseFile
    history: tuple[Became, ...]
    deeds: tuple[Deed, ...]
    names: dict[str, str]
    held_until: datetime | None
    is_erased: bool
    was_interviewed: bool

    @property
    def holder(self) -> str:
        """Who is in the case now, by name; empty: nobody."""
        code = self.file.case.lease_by or ""
        return self.names.get(code, code) if self.held_until is not None else ""

    @property
    def powers(self) -> tuple[Power, ...]:
        """What may come of something now; whether it may be done is asked again when it is done."""
        return tuple(sensible(self))


def case_page(room: Room, case_id: CaseId) -> CasePage:
    """Read a case in one reading, which blocks no interviewer. Raises `StorageError`."""
    now = room.local_now()
    with room.store.reading() as connection:
        file = read_file(connection, case_id)
        case = file.case
        is_held = case.lease_by is not None and case.lease_until > room.store.second(now)
        return CasePage(
            at=now,
            file=file,
            history=read_history(connection, case_id),
            deeds=read_deeds(connection, case.case_key),
            names=interviewer_names(connection),
            held_until=datetime.fromtimestamp(case.lease_until, room.study.zone) if is_held else None,
            is_erased=is_erased(connection, case_id),
            was_interviewed=was_interviewed(connection, case_id),
        )


def sensible(page: CasePage) -> Iterator[Power]:
    """The powers that fit the state of a case, in the order of their keys."""
    state = page.file.case.state
    if page.is_erased:
        return
    if state != "closed":
        if state != "parked":
            yield from ("call_now", "reserve", "park")
        else:
            yield from ("reserve", "release")
    else:
        yield "reopen"
    if page.file.case.lease_by is not None:
        yield "free"
    yield from ("note", "result")
    if page.was_interviewed:
        yield "review"
