"""Keep a database as today's program leaves it: `python -m storage.old.make_file` in `tests/`, at each released schema.

A file that was kept is never made again: it is what lies on people's disks. Beside it stands what must be read from it.
"""

import json
import shutil
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cati.storage.cases import list_attempts, list_cases
from cati.storage.schema_version import SCHEMA
from cati.storage.store import Store
from cati.storage.stored_interviews import interviews_for_export
from plain_talk import a_study, opened, plain

FOLDER = Path(__file__).parent
WHOLE = (
    *"11133",
    *("6", "3", "1 2 3", "2", "1 2 3 4 1 2 3", "1", "1", "1 96", "een loket", "25", "1", "info@bedrijf.example", ""),
)
"""To the end, with an e-mail address that is kept apart."""
CALLS = (
    WHOLE,
    (*"13", "do 14:30", "", "2", "mevr. D.", "zaakvoerder", "na de middag", ""),
    (*"1114", "note belt liever 's avonds", "stop 2", "", ""),
    (*"1", "stop 5", "ziek", ""),
    tuple("1114"),
)
"""A complete, an appointment, one to be gone on with, a refusal, and one in which the input ends."""


def read(store: Store) -> dict[str, Any]:
    """What a person would miss, were it lost."""
    interviews = [
        {
            "case": one.case.case_key,
            "state": one.state,
            "disposition": one.disposition,
            "events": len(one.events),
            "answers": {key: answer.model_dump(mode="json") for key, answer in one.answers.items()},
            "kept_apart": sorted(one.kept_apart),
        }
        for one in interviews_for_export(store, practice=False)
    ]
    cases = [[case.case_key, case.state, case.current_code, case.attempt_count] for case in list_cases(store)]
    return {"cases": cases, "attempts": len(list(list_attempts(store))), "interviews": interviews}


def make(target: Path) -> None:
    """Five calls in the plain mode."""
    with TemporaryDirectory() as name:
        folder = a_study(Path(name), cases=len(CALLS) + 1)
        for lines in CALLS:
            plain(folder, "n", "", *lines, language="nl")
        with closing(opened(folder)) as store:
            found = read(store)
        shutil.copyfile(folder / "db" / "cati.sqlite", target)
    target.with_suffix(".json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    wanted = FOLDER / f"schema_{SCHEMA}.sqlite"
    if wanted.exists():
        raise SystemExit(f"{wanted} is there already")
    make(wanted)
