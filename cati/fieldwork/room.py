"""Who works at which study, on which database, by which clock: what every verb of the phone room needs."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cati.fieldwork.study import Study
from cati.interview.entry import Desk
from cati.storage.store import Store, open_store

Clock = Callable[[], datetime]
Chance = Callable[[], str]


def wall_clock() -> datetime:
    """The time now, aware UTC."""
    return datetime.now(UTC)


def drawn() -> str:
    """Chance for one interview or one study: 16 hex digits."""
    return secrets.token_hex(8)


@dataclass(frozen=True)
class Command:
    """One deed of an interviewer: its moment (aware UTC) and its own id. Tried again with the same, it is done once."""

    at: datetime
    token: str


@dataclass(frozen=True)
class Room:
    """A desk in the phone room. `interviewer` is a code, its name is said to respondents.

    Clock and chance are handed in: two runs with the same input are the same (law 6).
    """

    study: Study
    store: Store
    interviewer: str = ""
    interviewer_name: str = ""
    language: str = "nl"
    clock: Clock = field(default=wall_clock)
    chance: Chance = field(default=drawn)

    def local_now(self) -> datetime:
        """The time now in the study's zone."""
        return self.clock().astimezone(self.study.zone)

    def command(self) -> Command:
        """A deed that begins now."""
        return Command(self.clock().astimezone(UTC), self.chance())

    def desk(self) -> Desk:
        """How typed answers are read here and now."""
        return Desk(self.study.questionnaire.study.phone_region, self.local_now().date(), self.language)

    @property
    def lease_seconds(self) -> int:
        """How long a case is held without an answer."""
        return int(self.study.questionnaire.fieldwork.lease.total_seconds())


def open_database(study: Study, place: str | Path | None = None) -> Store:
    """Open the study's database, making it on first use. Raises `StorageError` with what is wrong."""
    return open_store(study.database if place is None else place, create=True)
