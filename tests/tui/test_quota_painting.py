"""The cells of quotas on the monitor: a bar each, and what is left of them, whole at 80 columns."""

from pathlib import Path

from cati.fieldwork.monitor import room_now
from cati.tui.painting.monitor import page_of, quota_lines
from quota_room import CROSSED, SIZE, called, completed, quota_room


def test_every_cell_has_a_bar_and_a_full_one_says_so(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small", "small", "small", "large"])
    completed(room, 2)
    lines = [line.plain.rstrip() for line in page_of(room_now(room), "en", 80)]
    assert " Quotas    1-9 ██████████     2/2 FULL   10+ ░░░░░░░░░░     0/2" in lines


def test_the_part_of_quotas_says_what_is_left_of_each_cell_at_80_columns(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, CROSSED, sizes=["small", "large", ""])
    called(room, "appointment")
    lines = [line.plain.rstrip() for line in quota_lines(room_now(room), "en", 80, 99)]
    assert any("both: 1-9 x Coast" in line and "promised 1 · to call 1 · waiting 0" in line for line in lines)
    assert any("cell not known" in line and "to call 1" in line for line in lines)
    assert not any("…" in line for line in lines)
