"""The table of versions, row by row and each way: what changed, and whether interviews in progress may move on."""

import pytest

from cati.questionnaire.changes import ChangeKind, Effect, Point, changes, safe_for
from cati.questionnaire.differences.change import MEANINGS
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.steps import steps
from cati.questionnaire.version import content_hash
from scenario import questionnaire_of
from version_table import AT_A, AT_END, AT_GRID, BASE, TABLE, TableRow, after


def kinds(old: Questionnaire, new: Questionnaire) -> str:
    """The kinds of all changes."""
    return " ".join(sorted(change.kind.value for change in changes(old, new)))


def answers_of(old: Questionnaire, new: Questionnaire) -> str:
    """Whether interviews at three points go on under the new version."""
    found = changes(old, new)
    return " ".join("yes" if safe_for(found, point) else "no" for point in (AT_A, AT_GRID, AT_END))


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_each_row_of_the_table_of_versions_holds_each_way(row: TableRow):
    old, new = questionnaire_of(BASE), after(row.edit)
    assert (kinds(old, new), kinds(new, old)) == (row.kinds, row.back)
    assert (answers_of(old, new), answers_of(new, old)) == (row.goes_on, row.goes_on_back)
    assert (content_hash(old) == content_hash(new)) == (row.kinds == "")


def test_the_table_has_an_example_of_every_kind_of_change():
    shown = {kind for row in TABLE.values() for kind in (*row.kinds.split(), *row.back.split())}
    of_languages = {"language_added", "language_removed", "language_order"}
    assert {kind.value for kind in ChangeKind} - shown - of_languages == set()


def test_every_kind_of_change_has_a_meaning():
    assert set(MEANINGS) == set(ChangeKind)


def test_what_would_mix_meanings_is_refused():
    refused = {kind.value for kind in ChangeKind if MEANINGS[kind].effect is Effect.REFUSED}
    assert refused == {"code_changed", "name_changed", "type_changed", "number_changed", "id_reused"}


def test_the_points_of_the_table_are_where_they_say():
    ids = [step.item.id for step in steps(questionnaire_of(BASE))]
    assert [ids[point.order] for point in (AT_A, AT_GRID, AT_END)] == ["A", "GRID", "DONE"]


def test_an_option_is_below_the_point_only_where_nothing_was_given_at_its_question():
    found = changes(questionnaire_of(BASE), after(TABLE["option of a question further down"].edit))
    assert safe_for(found, Point(5, frozenset({"A"})))
    assert not safe_for(found, Point(5, frozenset({"A", "GRID"})))
    assert not safe_for(found, Point(0, frozenset({"GRID"})))
