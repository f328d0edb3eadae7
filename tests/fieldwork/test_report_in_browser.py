"""The page of a report in a real browser: its drawn plots are measured, and say what was counted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isclose

import pytest

from browser import BROWSER, Browser, a_browser
from cati.fieldwork.figures.calls import calls
from cati.fieldwork.figures.progress import progress
from cati.fieldwork.figures.standing import standing
from cati.fieldwork.report.page import write_page
from cati.fieldwork.report.whole import Wanted, report
from cati.storage.snapshot import Snapshot, snapshot
from simulated_room import Simulated, simulated_room

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no browser here: apt-get install chromium")
DRAWN = """[...document.querySelectorAll('{where}')].map(each => {{
  const box = each.getBoundingClientRect();
  return {{
    value: Number(each.dataset.value), label: each.dataset.label || '', x: box.x, y: box.y, width: box.width,
    height: box.height, shade: Number(getComputedStyle(each).fillOpacity), style: each.getAttribute('class') || '',
    text: each.textContent,
  }};
}})"""


@dataclass(frozen=True)
class Shape:
    """Something on the page, measured in pixels; `value` is what it was drawn from."""

    value: float
    label: str
    x: float
    y: float
    width: float
    height: float
    shade: float
    style: str
    text: str


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulated]:
    made = simulated_room(tmp_path_factory.mktemp("room"), 2)
    yield made
    made.room.store.close()


@pytest.fixture(scope="module")
def now(simulated: Simulated) -> Iterator[Snapshot]:
    with snapshot(simulated.room.store) as found:
        yield found


@pytest.fixture(scope="module")
def page(simulated: Simulated, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The report, drawn."""
    folder = tmp_path_factory.mktemp("page")
    write_page(report(simulated.room, Wanted()), folder / "report.html", force=False)
    with a_browser(folder / "profile") as browser:
        browser.open(folder / "report.html")
        yield browser


def shapes(page: Browser, where: str) -> list[Shape]:
    """What is drawn there."""
    return [Shape(**each) for each in page.tell(DRAWN.format(where=where))]


def is_in_proportion(lengths: list[float], values: list[float]) -> bool:
    """Whether each length is the same multiple of its value, to the pixel."""
    scale = max(lengths) / max(values)
    return all(isclose(length, value * scale, abs_tol=1) for length, value in zip(lengths, values, strict=True))


def test_the_flow_is_as_broad_as_there_are_cases_of_each_group(page: Browser, now: Snapshot):
    boxes = shapes(page, "svg.flow rect")
    assert is_in_proportion([box.height for box in boxes], [box.value for box in boxes])
    counts = {group: count for group, count in standing(now).counts.cases.items() if count}
    ends = {box.label.split()[0]: box.height for box in boxes if box.label.split()[0] in counts}
    whole = next(box for box in boxes if box.style == "whole")
    read = {group: round(height / whole.height * standing(now).released) for group, height in ends.items()}
    assert read == counts


def test_the_curve_is_as_high_as_there_are_complete_interviews(page: Browser, now: Snapshot, simulated: Simulated):
    dots, ticks = shapes(page, "svg.curve circle"), shapes(page, "svg.curve path.axis")
    ground = max(tick.y + tick.height / 2 for tick in ticks)
    heights = [ground - (dot.y + dot.height / 2) for dot in dots]
    curve = list(progress(now, simulated.room.study.zone).curve.values())
    assert is_in_proportion(heights, [float(value) for value in curve])
    assert [round(height / heights[-1] * curve[-1]) for height in heights] == curve
    (target,) = shapes(page, "svg.curve path.target")
    assert round((ground - target.y - target.height / 2) / heights[-1] * curve[-1]) == 40


def test_a_cell_of_the_week_is_as_dark_as_there_were_calls_and_says_how_many(
    page: Browser, now: Snapshot, simulated: Simulated
):
    cells, texts = shapes(page, "svg.grid rect"), shapes(page, "svg.grid text")
    by_hour = calls(now, simulated.room.study.zone).by_hour
    most = max(by_hour.values())
    read = [round(cell.shade * most) for cell in cells]
    assert sorted(read) == sorted(by_hour.values())
    for cell, count in zip(cells, read, strict=True):
        inside = [text.text for text in texts if cell.x < text.x < cell.x + cell.width and is_within(text, cell)]
        assert inside[0] == str(count)


def is_within(text: Shape, cell: Shape) -> bool:
    """Whether a text stands in a cell."""
    return cell.y - 1 < text.y and text.y + text.height < cell.y + cell.height + 1


def test_times_and_shares_are_as_long_as_they_say(page: Browser):
    bars = shapes(page, "svg.bars rect")
    assert is_in_proportion([bar.width for bar in bars], [bar.value for bar in bars])
    tracks, marks = shapes(page, "td.bar svg"), shapes(page, "td.bar rect.mark")
    for track, mark in zip(tracks, marks, strict=True):
        assert isclose(mark.width, mark.value * track.width, abs_tol=1)


def test_a_drawn_share_is_the_one_that_is_printed_in_its_row(page: Browser):
    rows = page.tell(
        "[...document.querySelectorAll('#Q tr:has(td)')].map(row => [row.cells[2].textContent, "
        "...['rect', 'svg'].map(name => row.querySelector(name).getBoundingClientRect().width)])"
    )
    for printed, bar, track in rows:
        assert isclose(float(printed.rstrip("%").replace(",", ".")) / 100, bar / track, abs_tol=0.01)
    assert len(rows) >= 2


def test_no_text_of_a_plot_runs_out_of_it_and_the_page_fits_its_window(page: Browser):
    width = page.tell("document.documentElement.clientWidth")
    for where in ("svg.flow text", "svg.curve text", "svg.grid text", "svg.bars text"):
        assert all(text.x >= 0 and text.x + text.width <= width for text in shapes(page, where))
    assert page.tell("document.documentElement.scrollWidth") <= width


def test_the_page_asks_for_nothing_but_itself_and_prints(page: Browser):
    assert [re.sub(r".*/", "", address) for address in page.requested] == ["report.html"]
    assert page.print().startswith(b"%PDF")
