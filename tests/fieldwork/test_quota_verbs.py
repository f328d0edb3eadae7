"""What a supervisor does with the cells of quotas: what becomes of their cases, what stays, and what is on record."""

from dataclasses import replace
from pathlib import Path

import pytest

from cati.errors import StudyError
from cati.fieldwork.correcting import correct
from cati.fieldwork.figures.quota import CellNow, cells_now
from cati.fieldwork.figures.standing import standing
from cati.fieldwork.monitor import room_now
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.quotas import change_target, close_cell, open_cell
from cati.fieldwork.report.whole import Wanted, report
from cati.fieldwork.room import Room
from cati.storage.audit import list_deeds
from cati.storage.snapshot import snapshot
from quota_room import ASKED, CROSSED, SIZE, begun, called, completed, finished, later, quota_room, states

WAITS = "parked quota:size"


def supervisor(room: Room) -> Supervisor:
    return Supervisor(replace(room, interviewer="bo"), "enough")


def cell(room: Room, name: str) -> CellNow:
    with snapshot(room.store) as now:
        return next(each for each in cells_now(now, room, room.clock()) if each.cell == name)


def refusal(deed: object) -> StudyError:
    with pytest.raises(StudyError) as told:
        deed()  # type: ignore[operator]
    return told.value


def test_a_closed_cell_is_called_no_more_and_an_opened_one_goes_on_where_it_was(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small"] * 4)
    called(room, "busy")
    called(room, "soft_refusal")
    before = states(room)
    close_cell(supervisor(room), "size", "small")
    assert states(room) == dict.fromkeys(before, WAITS)
    open_cell(supervisor(room), "size", "small")
    assert states(room) == before == {"C000": "callback", "C001": "callback", "C002": "fresh", "C003": "fresh"}


def test_closing_and_opening_twice_does_nothing_more_and_leaves_one_line_each(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small"])
    for deed in (close_cell, close_cell, open_cell, open_cell):
        deed(supervisor(room), "size", "small")
    deeds = [(each.verb, each.actor, each.object, each.detail) for each in list_deeds(room.store)]
    reason = {"reason": "enough"}
    assert deeds == [("quota_close", "bo", "size small", reason), ("quota_open", "bo", "size small", reason)]


def test_no_rate_changes_when_a_cell_closes_or_opens(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small"] * 5)
    completed(room)
    called(room, "soft_refusal")

    def rates() -> list[object]:
        with snapshot(room.store) as now:
            return [(rate.name, rate.value) for rate in standing(now).rates]

    before = rates()
    close_cell(supervisor(room), "size", "small")
    assert rates() == before
    open_cell(supervisor(room), "size", "small")
    assert rates() == before


def test_a_call_under_way_when_its_cell_is_opened_again_keeps_the_result_it_gets(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small", "small"])
    under_way = begun(room)
    close_cell(supervisor(room), "size", "small")
    open_cell(supervisor(room), "size", "small")
    finished(under_way)
    assert states(room)["C000"] == "closed"


def test_a_full_cell_is_opened_only_by_a_higher_target(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small"] * 4)
    completed(room, 2)
    assert refusal(lambda: open_cell(supervisor(room), "size", "small")).word == "quotas.is_full"
    change_target(supervisor(room), "size", "small", 3)
    assert states(room)["C002"] == "fresh"
    completed(room)
    assert states(room)["C003"] == WAITS
    (deed,) = list_deeds(room.store)
    assert (deed.detail["before"], deed.detail["to"]) == (2, 3)


def test_a_lower_target_closes_and_what_a_supervisor_closed_stays_closed_whatever_the_target(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small", "small", "large"])
    completed(room)
    change_target(supervisor(room), "size", "small", 1)
    assert states(room)["C001"] == WAITS
    close_cell(supervisor(room), "size", "large")
    change_target(supervisor(room), "size", "large", 9)
    assert states(room)["C002"] == WAITS


def test_a_case_of_two_closed_cells_waits_until_both_are_open(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, CROSSED, sizes=["small", "small"])
    close_cell(supervisor(room), "size", "small")
    close_cell(supervisor(room), "both", "small x coast")
    open_cell(supervisor(room), "size", "small")
    assert states(room) == {"C000": "parked quota:both", "C001": "fresh"}
    open_cell(supervisor(room), "both", "small x coast")
    assert states(room)["C000"] == "fresh"


@pytest.mark.parametrize(
    ("quota", "name", "word"),
    [
        ("sise", "small", "quotas.no_quota_near"),
        ("zzz", "small", "quotas.no_quota"),
        ("size", "smal", "quotas.no_cell_near"),
        ("size", "zzz", "quotas.no_cell"),
    ],
)
def test_a_quota_or_cell_that_is_not_there_is_told_with_the_one_that_may_be_meant(
    tmp_path: Path, quota: str, name: str, word: str
):
    room = quota_room(tmp_path, SIZE)
    assert refusal(lambda: close_cell(supervisor(room), quota, name)).word == word


def test_a_cell_may_be_named_by_the_label_that_the_screens_show(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small"])
    assert close_cell(supervisor(room), "size", "1-9").cell.cell == "small"


def test_a_corrected_answer_moves_its_interview_to_the_other_cell(tmp_path: Path):
    room = quota_room(tmp_path, ASKED, sizes=["small", "small"])
    completed(room)
    assert (cell(room, "yes").count.done, cell(room, "yes").closed_at is None) == (1, False)
    later(room)
    correct(supervisor(room), "C000", "Q", "no")
    assert (cell(room, "yes").count.done, cell(room, "no").count.done) == (0, 1)
    assert cell(room, "yes").closed_at is None


def test_a_target_changed_in_the_questionnaire_counts_from_the_next_opening(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small"] * 3)
    completed(room, 2)
    room.store.close()
    assert states(quota_room(tmp_path, SIZE.replace("small: 2", "small: 3")))["C002"] == "fresh"


def test_a_cell_of_which_none_is_wanted_is_never_called(tmp_path: Path):
    assert states(quota_room(tmp_path, SIZE.replace("large: 2", "large: 0"), sizes=["large"])) == {"C000": WAITS}


def test_the_figures_of_a_cell_are_those_of_its_cases(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small", "small", "small", "", "large"])
    completed(room)
    called(room, "appointment")
    begun(room)
    count = cell(room, "small").count
    assert (count.done, count.in_flight, count.appointments, count.open, count.parked) == (1, 1, 1, 2, 0)
    assert (cell(room, "").target, cell(room, "").count.open) == (None, 1)


def test_the_monitor_says_which_cell_will_fall_short_and_by_how_much(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small", "small", "large"])
    (alert,) = (each for each in room_now(room).alerts if each.word == "monitor.alert.quota_short")
    assert alert.places == {"quota": "size", "cell": "10+", "done": 0, "target": 2, "left": 2, "open": 1}


def test_the_report_has_a_row_for_each_cell(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small", "small", "small", ""])
    completed(room, 2)
    (section,) = report(room, Wanted(("quotas",))).sections
    assert section.table is not None
    rows = [(row[1], row[3], row[4], row[7], row[8]) for row in section.table.rows]
    assert rows == [("1-9", "2", "2", "0", "1"), ("10+", "0", "2", "0", "0"), ("(not known)", "0", "", "1", "0")]
    assert [row[2].split(" since")[0] for row in section.table.rows] == [
        "full",
        "will fall short: 2 to go, 0 to call",
        "",
    ]
