"""`cati quota …` as a supervisor types it: what is printed, what is refused, and with which exit code."""

from pathlib import Path

import pytest

from cati.cli.commands import main
from quota_room import SIZE, completed, quota_room


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Three small companies, two of them interviewed: the cell is full."""
    room = quota_room(tmp_path, SIZE, sizes=["small", "small", "small", "large"])
    completed(room, 2)
    room.store.close()
    return tmp_path


def quota(study: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code, and all that is said."""
    with pytest.raises(SystemExit) as left:
        main(["--study", str(study), "--language", "en", "quota", *words])
    told = capsys.readouterr()
    return int(str(left.value.code)), told.out + told.err


def test_the_list_has_a_row_for_each_cell(study: Path, capsys: pytest.CaptureFixture[str]):
    code, told = quota(study, capsys, "list")
    assert code == 0
    rows = [line.split() for line in told.splitlines() if line.startswith("size")]
    assert [(row[1], row[-6:]) for row in rows] == [
        ("1-9", ["2", "2", "0", "0", "0", "1"]),
        ("10+", ["0", "2", "0", "0", "1", "0"]),
    ]


def test_a_cell_is_closed_by_its_label_and_opened_by_its_name(study: Path, capsys: pytest.CaptureFixture[str]):
    assert quota(study, capsys, "close", "size", "10+", "--reason", "enough")[0] == 0
    assert "closed by" in quota(study, capsys, "list")[1]
    assert "called again" in quota(study, capsys, "open", "size", "large", "--reason", "more")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("close", "size", "small"), "--reason"),
        (("close", "sise", "small", "--reason", "x"), "Do you mean 'size'"),
        (("open", "size", "small", "--reason", "x"), "cati quota target size 'small' 3"),
        (("target", "size", "small", "many", "--reason", "x"), "value for 'N'"),
    ],
)
def test_what_cannot_be_done_is_refused_with_what_to_do(
    study: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
):
    code, said = quota(study, capsys, *words)
    assert code != 0
    assert told in said
