"""A room on a server is reported as the same room in a file."""

from datetime import timedelta
from pathlib import Path

from cati.cli.report import printed
from cati.fieldwork.report.handover import handover
from cati.fieldwork.report.whole import PARTS, Wanted, report
from postgresql_server import Server
from simulated_room import Simulated, simulated_room


def pages(simulated: Simulated) -> list[list[str]]:
    """Everything a report can say: now, as it was, of some days, and for the next shift."""
    room, now = simulated.room, simulated.clock.now
    then = now - timedelta(days=4)
    wanted = [Wanted(tuple(PARTS)), Wanted(as_of=then), Wanted(("calls", "interviewers", "answers"), since=then)]
    return [printed(page, 120) for page in (*(report(room, each) for each in wanted), handover(room))]


def test_a_report_says_the_same_on_a_server_and_in_a_file(tmp_path: Path, server: Server, empty_database: str):
    (tmp_path / "file").mkdir()
    (tmp_path / "server").mkdir()
    in_file = simulated_room(tmp_path / "file", 4)
    on_server = simulated_room(tmp_path / "server", 4, place=empty_database)
    assert server
    with in_file.room.store, on_server.room.store:
        assert pages(on_server) == pages(in_file)
