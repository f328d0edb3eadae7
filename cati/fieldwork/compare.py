"""Two versions of a questionnaire compared, and held against the data that were collected."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cati.errors import StudyError
from cati.fieldwork.interviewed import with_stand_ins
from cati.fieldwork.study import FaultyQuestionnaireError, read_questionnaire
from cati.fieldwork.versions import Mixed, compared, instrument, mixed_meanings
from cati.questionnaire.changes import Change, Effect
from cati.questionnaire.differences.in_data import is_concerned
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.path import Path as AnswerPath
from cati.questionnaire.path import path
from cati.questionnaire.sample_values import read_sample
from cati.questionnaire.steps import step_by_id
from cati.questionnaire.version import SHOWN, content_hash, version_of
from cati.storage.store import Store
from cati.storage.stored_interviews import interviews_for_export
from cati.storage.versions import last_version


@dataclass(frozen=True)
class Weighed:
    """A change, and how many live interviews it concerns; None if it was held against no data."""

    change: Change
    interviews: int | None = None


@dataclass(frozen=True)
class Comparison:
    """Every change from one version to another.

    `earlier` are the refused changes against versions before that one, under which there is data as well; `held`
    counts the live interviews by version.
    """

    old: Questionnaire
    new: Questionnaire
    changes: tuple[Weighed, ...]
    earlier: tuple[tuple[str, tuple[Weighed, ...]], ...] = ()
    held: Counter[str] | None = None

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
    mixed = [each for each in mixed_meanings(store, content_hash(after), after) if each.stored != stored]
    names = dict.fromkeys(each.stored.content_hash[:SHOWN] for each in mixed)
    earlier = tuple((name, weighed(store, refused_under(name, mixed), after)) for name in names)
    return Comparison(before, after, weighed(store, found, after), earlier, held_by_version(store))


def refused_under(name: str, mixed: Iterable[Mixed]) -> tuple[Change, ...]:
    """The changes that would mix meanings with those of one version."""
    return tuple(each.change for each in mixed if each.stored.content_hash.startswith(name))


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
    """The path of each live interview, under its own version."""
    for stored in interviews_for_export(store, practice=False, with_events=False):
        questionnaire = instrument(stored.version, today)
        sample = {name: str(value) for name, value in stored.case.sample.items() if value is not None}
        yield path(questionnaire, read_sample(questionnaire, sample), with_stand_ins(stored, questionnaire))


def held_by_version(store: Store) -> Counter[str]:
    """How many live interviews there are under each version."""
    found = interviews_for_export(store, practice=False, with_events=False)
    return Counter(stored.version.content_hash[:SHOWN] for stored in found)
