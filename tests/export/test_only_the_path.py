"""Whatever the questionnaire and the answers: an export holds what is on the path, and nothing else."""

from any_interview import interviews
from exported import taken
from hypothesis import given, settings

from cati.export.cells import Cell, NoAnswer
from cati.export.columns import columns_of
from cati.export.interview import Version
from cati.export.packed import pack, unpack
from cati.export.table import row_cells
from cati.questionnaire.answer import Answer, DontKnow, GridRows, Names, Refused
from cati.questionnaire.path import Path, Stop, path
from cati.questionnaire.variables import Variable


def exported(version: Version, answers: dict[str, Answer]) -> list[tuple[Variable, Cell]]:
    row = row_cells(taken(version, answers))
    assert unpack(pack(("k", "1"), 1, row)) == (1, row)
    columns = columns_of(version)
    return [(column, cell) for column, cell in zip(columns, row, strict=True) if column.role != "system"]


def stop_of(found: Path, column: Variable) -> Stop | None:
    return next((stop for stop in found.stops if (stop.route.item.id, item_of(found, stop)) == whose(column)), None)


def whose(column: Variable) -> tuple[str, str | None]:
    return column.question, column.item


def item_of(found: Path, stop: Stop) -> str | None:
    """The item of a roster as columns tell it: of a name its place among those given."""
    roster = stop.route.step.roster
    source = None if roster is None else found.stop(roster.source)
    if source is None or not isinstance(source.answer, Names):
        return stop.item
    return next(str(place) for place, name in enumerate(source.answer.given, 1) if name.item == stop.item)


@given(interviews())
@settings(max_examples=150, deadline=None)
def test_no_export_holds_a_value_that_is_not_on_the_path(made: tuple[Version, dict[str, Answer]]):
    version, answers = made
    found = path(version.questionnaire, {}, taken(version, answers).answers)
    for column, cell in exported(version, answers):
        stop = stop_of(found, column)
        if stop is None:
            assert cell in (NoAnswer.NOT_ASKED, NoAnswer.NOT_REACHED)
        elif stop.answer is not None:
            assert cell is not NoAnswer.NOT_REACHED
            assert (cell is NoAnswer.DONT_KNOW) == isinstance(said(column, stop.answer), DontKnow)
            assert (cell is NoAnswer.REFUSED) == isinstance(said(column, stop.answer), Refused)
        else:
            assert found.next == stop


def said(column: Variable, answer: Answer) -> Answer | None:
    return answer.rows.get(column.part) if isinstance(answer, GridRows) else answer


@given(interviews())
@settings(max_examples=75, deadline=None)
def test_an_answer_off_the_path_changes_no_cell(made: tuple[Version, dict[str, Answer]]):
    version, answers = made
    found = path(version.questionnaire, {}, taken(version, answers).answers)
    on_path = {stop.key: answers[stop.key] for stop in found.stops if stop.key in answers}
    assert exported(version, on_path) == exported(version, answers)


@given(interviews())
@settings(max_examples=75, deadline=None)
def test_an_interview_that_came_to_its_end_has_nothing_that_was_not_reached(made: tuple[Version, dict[str, Answer]]):
    version, answers = made
    found = path(version.questionnaire, {}, taken(version, answers).answers)
    cells = [cell for _, cell in exported(version, answers)]
    assert (NoAnswer.NOT_REACHED in cells) <= (found.end is None)
    if found.end is None:
        assert found.next is not None
