"""What of the database goes into an export, read at one moment."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

from cati.errors import NothingToExportError, UnknownOptionError
from cati.export.answer_cells import sample_cell
from cati.export.cells import Cell
from cati.export.edition import NEVER, Edition
from cati.export.interview import Interviewed, Version
from cati.export.other_tables import attempt_columns, case_columns, dial_columns, event_columns, or_not_asked
from cati.export.sorted_rows import Listing
from cati.export.table import Table
from cati.fieldwork.interviewed import IN_PROGRESS, interviewed, outcome_of, pseudonym
from cati.fieldwork.room import Room
from cati.fieldwork.study import Study
from cati.fieldwork.versions import instrument
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.model import Text
from cati.questionnaire.sample_values import read_sample
from cati.questionnaire.variables import sample_variables
from cati.questionnaire.version import SHOWN
from cati.storage.cases import Attempt, Case
from cati.storage.ids import CaseId
from cati.storage.settings import read_setting, settle
from cati.storage.snapshot import Dial, Snapshot
from cati.storage.stored_interviews import StoredInterview
from cati.storage.versions import StoredVersion

DEFAULT = frozenset({"complete", "partial"})
ALL = "all"
SALT = "export_salt"
Keyed = tuple[tuple[str, str], list[Cell]]


def plainly(name: str) -> str:
    """A disposition as it is stored, from how it may be typed."""
    return name.strip().replace("-", "_")


@dataclass(frozen=True)
class Wanted:
    """What to export. `include` names dispositions, or `all`; `version` is the start of a questionnaire's version.

    Practice interviews are exported alone or not at all.
    """

    formats: tuple[str, ...] = ("csv", "xlsx", "sav")
    practice: bool = False
    include: frozenset[str] = DEFAULT
    version: str = ""
    by_version: bool = False
    language: str = ""
    with_events: bool = False

    def __post_init__(self) -> None:
        """Refuse an outcome that no interview can have. Raises `UnknownOptionError`."""
        known = {ALL, IN_PROGRESS, *dispositions()}
        for name in sorted(self.include):
            if plainly(name) not in known:
                near = get_close_matches(plainly(name), known, 1, 0) or [ALL]
                raise UnknownOptionError("export.unknown_outcome", given=name, near=near[0].replace("_", "-"))

    def selection(self) -> dict[str, Any]:
        """What was asked for but the formats, as plain JSON."""
        return {
            "include": sorted(map(plainly, self.include)),
            "practice": self.practice,
            "version": self.version,
            "by_version": self.by_version,
            "language": self.language,
            "paradata": self.with_events,
        }

    @classmethod
    def of(cls, selection: Mapping[str, Any], formats: Iterable[str]) -> Self:
        """The same once more, in these formats. Raises `UnknownOptionError`."""
        return cls(
            tuple(formats),
            practice=bool(selection["practice"]),
            include=frozenset(map(str, selection["include"])),
            version=str(selection["version"]),
            by_version=bool(selection["by_version"]),
            language=str(selection["language"]),
            with_events=bool(selection["paradata"]),
        )

    def takes(self, outcome: str) -> bool:
        """Whether an interview with this outcome is wanted (`break-off` and `break_off` are one)."""
        return ALL in self.include or outcome in map(plainly, self.include)


@dataclass
class Source:
    """A moment of a study's database; `left_out` counts what was read and not wanted."""

    room: Room
    now: Snapshot
    wanted: Wanted
    salt: str
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def study(self) -> Study:
        """The study."""
        return self.room.study

    def table(self, scratch: Path) -> Table:
        """The interviews of the selection. Raises `NothingToExportError` if there are none."""
        table = Table.of(self.interviews(), scratch)
        if not len(table):
            table.close()
            raise self.nothing()
        return table

    def interviews(self) -> Iterator[Interviewed]:
        """Each interview of the selection under its own version of the questionnaire."""
        read = cache(self.version)
        for stored in self.now.interviews(practice=self.wanted.practice):
            outcome = outcome_of(stored)
            if self.wanted.takes(outcome) and stored.version.content_hash.startswith(self.wanted.version):
                yield interviewed(stored, read(stored.version), self.salt, self.study.zone, self.now)
            else:
                self.left_out[outcome] += 1

    def version(self, stored: StoredVersion) -> Version:
        """A stored version with its questionnaire. Raises `StudyError` if this program cannot read it any more."""
        name = stored.content_hash[:SHOWN]
        if stored.content_hash == self.study.content_hash:
            return Version(name, stored.version_id, self.study.questionnaire)
        return Version(name, stored.version_id, instrument(stored, self.study.questionnaire))

    def case_named(self, key: object) -> object:
        """The case behind a pseudonym, or what was given if it is none."""
        found = self.now.cases(practice=self.wanted.practice)
        return next((case.case_key for case in found if pseudonym(self.salt, case.case_key) == key), key)

    def nothing(self) -> NothingToExportError:
        """Why there is nothing to write."""
        return NothingToExportError(
            "export.no_rows",
            count=sum(1 for _ in self.now.cases(practice=self.wanted.practice)),
            complete=self.left_out["complete"],
            partial=self.left_out["partial"],
            break_off=self.left_out["break_off"],
        )

    def edition(self, table: Table) -> Edition:
        """How the files of this export tell of it."""
        languages = self.study.questionnaire.study.languages
        if self.wanted.language and self.wanted.language not in languages:
            known = ", ".join(languages)
            raise UnknownOptionError("export.unknown_language", given=self.wanted.language, known=known)
        return Edition(
            title=Text({language: self.study.title(language) for language in languages}),
            language=self.wanted.language or languages[0],
            data_as_of=table.last_at or NEVER,
            versions=tuple(table.versions[rank] for rank in sorted(table.versions)),
            outcomes=dict(table.outcomes),
            left_out=dict(self.left_out),
            selection=self.wanted.selection(),
            practice=self.wanted.practice,
        )

    def cases(self, scratch: Path) -> Listing:
        """Every case of the sample, called or not."""
        attempts: dict[str, list[Attempt]] = {}
        for case_key, attempt in self.now.attempts(practice=self.wanted.practice):
            attempts.setdefault(case_key, []).append(attempt)
        found = self.now.cases(practice=self.wanted.practice)
        cells = self.now.cells()
        rows = (self.case_row(case, attempts.get(case.case_key, []), cells) for case in found)
        return Listing.of(case_columns(self.study.questionnaire), rows, scratch)

    def case_row(self, case: Case, attempts: list[Attempt], cells: Mapping[CaseId, str]) -> Keyed:
        """One case; `cells` names the quota cells of those that are in one."""
        key = pseudonym(self.salt, case.case_key)
        results = [attempt.disposition for attempt in attempts if attempt.disposition is not None]
        times = [attempt.started_at.astimezone(self.study.zone).replace(microsecond=0) for attempt in attempts]
        questionnaire = self.study.questionnaire
        raw = {name: str(value) for name, value in case.sample.items() if value is not None}
        sample = read_sample(questionnaire, raw)
        return (key, ""), [
            key,
            or_not_asked(results[-1] if results else None),
            case.current_code,
            case.attempt_count,
            or_not_asked(times[0] if times else None),
            or_not_asked(times[-1] if times else None),
            or_not_asked(cells.get(case.case_id)),
            *(
                sample_cell(questionnaire, column, sample.get(column.question))
                for column in sample_variables(questionnaire)
            ),
        ]

    def attempts(self, scratch: Path) -> Listing:
        """Every call attempt."""
        found = self.now.attempts(practice=self.wanted.practice)
        rows = (self.attempt_row(case_key, attempt) for case_key, attempt in found)
        return Listing.of(attempt_columns(self.study.questionnaire), rows, scratch)

    def attempt_row(self, case_key: str, attempt: Attempt) -> Keyed:
        """One call attempt; one that broke with its machine has no outcome."""
        key = pseudonym(self.salt, case_key)
        spent = None if attempt.ended_at is None else int((attempt.ended_at - attempt.started_at).total_seconds())
        return (key, f"{attempt.number:010}"), [
            key,
            attempt.number,
            attempt.started_at.astimezone(self.study.zone).replace(microsecond=0),
            or_not_asked(spent),
            attempt.interviewer,
            or_not_asked(attempt.disposition),
        ]

    def dials(self, scratch: Path) -> Listing:
        """Every number dialled, by its place in the case's list: the number itself is in no export."""
        found = self.now.dials(practice=self.wanted.practice)
        rows = (self.dial_row(dial) for dial in found)
        return Listing.of(dial_columns(self.study.questionnaire), rows, scratch)

    def dial_row(self, dial: Dial) -> Keyed:
        """One number dialled; one that broke with its machine has no end."""
        key = pseudonym(self.salt, dial.case_key)
        spent = None if dial.ended_at is None else int((dial.ended_at - dial.dialled_at).total_seconds())
        return (key, f"{dial.attempt:010}{dial.number:010}"), [
            key,
            dial.attempt,
            dial.number,
            dial.position,
            dial.dialled_at.astimezone(self.study.zone).replace(microsecond=0),
            or_not_asked(spent),
            or_not_asked(dial.result),
        ]

    def listings(self) -> dict[str, Callable[[Path], Listing]]:
        """The other tables of this export by name."""
        found: dict[str, Callable[[Path], Listing]] = {
            "cases": self.cases,
            "attempts": self.attempts,
            "dials": self.dials,
        }
        if self.wanted.with_events:
            found["events"] = self.events
        return found

    def events(self, scratch: Path) -> Listing:
        """Every event of the interviews of the selection; no answer is in it."""
        found = self.now.interviews(practice=self.wanted.practice)
        taken = (stored for stored in found if self.wanted.takes(outcome_of(stored)))
        rows = (row for stored in taken for row in self.event_rows(stored))
        return Listing.of(event_columns(self.study.questionnaire), rows, scratch)

    def event_rows(self, stored: StoredInterview) -> Iterable[Keyed]:
        """The events of one interview."""
        for before, event in pairwise((stored.events[0], *stored.events)):
            yield (
                (f"{stored.interview_id:020}", f"{event.sequence:010}"),
                [
                    str(stored.interview_id),
                    event.sequence,
                    event.at.astimezone(self.study.zone).replace(microsecond=0),
                    event.kind,
                    or_not_asked(event.question_id),
                    or_not_asked(event.iteration),
                    int((event.at - before.at).total_seconds()),
                ],
            )


def salt_of(room: Room) -> str:
    """The study's secret behind pseudonyms, drawn at the first export."""
    return str(read_setting(room.store, SALT) or settle(room.store, SALT, room.chance()))
