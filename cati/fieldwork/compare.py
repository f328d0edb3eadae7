"""Two versions of a questionnaire compared, and held against the data that were collected."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from cati.errors import StudyError
from cati.fieldwork.interviewed import sample_of, with_stand_ins
from cati.fieldwork.study import FaultyQuestionnaireError, read_questionnaire
from cati.fieldwork.versions import compared, instrument, mixed_meanings
from cati.questionnaire.changes import Change, Effect
from cati.questionnaire.differences.in_data import is_concerned
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.path import Path as AnswerPath
from cati.questionnaire.path import path
from cati.questionnaire.sample_values import read_sample
from cati.questionnaire.steps import step_by_id
from cati.questionnaire.version import SHOWN, content_hash, version_of
from cati.storage.collected import collected_under
from cati.storage.snapshot import snapshot
from cati.storage.store import Store
from cati.storage.stored_interviews import read_interviews
from cati.storage.versions import StoredVersion, last_version


@dataclass(frozen=True)
class Weighed:
    """A change, and how many live interviews it concerns; None if it was held against no data."""

    change: Change
    interviews: int | None = None


@dataclass(frozen=True)
class Earlier:
    """The refused changes against another version under which there is data, and its live interviews."""

    version: str
    interviews: int
    changes: tuple[Weighed, ...]


@dataclass(frozen=True)
class Comparison:
    """Every change from one version to another; `earlier` are versions whose meanings would be mixed as well."""

    old: Questionnaire
    new: Questionnaire
    changes: tuple[Weighed, ...]
    earlier: tuple[Earlier, ...] = ()

    @property
    def versions(self) -> tuple[str, str]:
        """The two versions as they are shown."""
        return version_of(self.old), version_of(self.new)

    @property
    def is_safe(self) -> bool:
        """Whether no change asks for attention."""
        return not self.earlier and all(each.change.effect is Effect.SAFE for each in self.changes)


def compare_files(old: Path, new: Path, store: Store | None) -> Comparison:
    """Compare two files, and hold the changes against the data if there is a database. Raises `StudyError`."""
    before, after = sound(old), sound(new)
    found = compared(before, after)
    return Comparison(before, after, tuple(map(Weighed, found)) if store is None else weighed(store, found, after))


def compare_with_stored(file: Path, store: Store) -> Comparison:
    """Compare a file with the version under which interviews are held now. Raises `StudyError` if there is none."""
    after = sound(file)
    stored = last_version(store)
    if stored is None:
        raise StudyError("errors.no_version_yet")
    before = instrument(stored, after)
    found = compared(before, after)
    return Comparison(before, after, weighed(store, found, after), tuple(against_others(store, after, stored)))


def against_others(store: Store, after: Questionnaire, stored: StoredVersion) -> Iterator[Earlier]:
    """What would mix meanings with those of versions other than the stored one."""
    mixed = [each for each in mixed_meanings(store, content_hash(after), after) if each.stored != stored]
    for other, of_other in groupby(mixed, lambda each: each.stored):
        held = sum(1 for _ in collected_under(store, other.version_id))
        changes = weighed(store, [each.change for each in of_other], after)
        yield Earlier(other.content_hash[:SHOWN], held, changes)


def sound(file: Path) -> Questionnaire:
    """The questionnaire of a file. Raises `FaultyQuestionnaireError` with all its problems."""
    loaded = read_questionnaire(file)
    if loaded.questionnaire is None:
        raise FaultyQuestionnaireError(file, loaded.problems)
    return loaded.questionnaire


def weighed(store: Store, found: Iterable[Change], new: Questionnaire) -> tuple[Weighed, ...]:
    """The changes, those that are not safe with the number of live interviews they concern.

    What counts is what an export would hold: the answers on the path, each interview under its own version.
    """
    changes, items = tuple(found), step_by_id(new)
    places = [place for place, change in enumerate(changes) if is_of_an_item(change)]
    counts = Counter(dict.fromkeys(places, 0))
    for answered in paths(store, new) if places else ():
        for place in places:
            step = items.get(changes[place].question)
            counts[place] += is_concerned(changes[place], None if step is None else step.item, answered)
    return tuple(Weighed(change, counts.get(place)) for place, change in enumerate(changes))


def is_of_an_item(change: Change) -> bool:
    """Whether it is a change of an item that asks for attention: only of these there are answers to count."""
    return change.effect is not Effect.SAFE and change.question[:1].isupper()


def paths(store: Store, today: Questionnaire) -> Iterator[AnswerPath]:
    """The path of each live interview, under its own version, as an export takes it."""
    with snapshot(store) as now:
        for stored in read_interviews(now.connection, practice=False, with_events=False):
            questionnaire = instrument(stored.version, today)
            sample = read_sample(questionnaire, sample_of(stored, questionnaire, now))
            yield path(questionnaire, sample, with_stand_ins(stored, questionnaire, now))
