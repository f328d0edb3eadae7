"""The README's picture of a report, from a real browser: `python tests/report_picture.py` makes it anew."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from big_field import DAYS, SECONDS_A_DAY, big_field, in_call_hours
from browser import BROWSER, a_browser
from cati.fieldwork.report.page import write_page
from cati.fieldwork.report.whole import Wanted, report
from cati.fieldwork.room import Room
from phone_room import the_study

PICTURE = Path(__file__).parent / "pictures" / "report.png"
WIDTH, HEIGHT = 960, 1120


def picture() -> bytes:
    """A made-up field of 1,600 companies, as its sample and calls stand on the page."""
    study = the_study()
    with TemporaryDirectory() as made, big_field(Path(made) / "x.sqlite", study, 1600) as store:
        room = Room(study, store, language="en", clock=lambda: in_call_hours(DAYS * SECONDS_A_DAY - 1))
        write_page(report(room, Wanted(("cases", "calls"))), Path(made) / "report.html", force=False)
        with a_browser(Path(made) / "profile") as browser:
            browser.open(Path(made) / "report.html", width=WIDTH, height=HEIGHT)
            return browser.picture(x=0, y=0, width=WIDTH, height=HEIGHT)


if __name__ == "__main__":
    if BROWSER is None:
        sys.exit("no browser here: apt-get install chromium")
    PICTURE.write_bytes(picture())
