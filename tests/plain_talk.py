"""The plain mode as an interviewer at a pipe uses it: lines in, text out, and what is stored afterwards."""

import io
import sys
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from unittest.mock import patch

from cati.cli.commands import main
from cati.cli.opening import Wiring
from cati.interview.events import Event
from cati.interview.session import State, folded
from cati.questionnaire.answer import Answers
from cati.storage.cases import NewCase, Phone, add_cases
from cati.storage.ids import InterviewId
from cati.storage.store import Store, open_store
from cati.storage.stored_interviews import load_events
from cati.storage.tables import INTERVIEWS
from scenario import whole
from spoken import NOW, PROJECT, SAMPLE

Typed = str | Callable[[], object]
"""A line, or something that happens while the program waits for one."""


class Hands:
    """A standard input that is no terminal, at which something may happen between two lines."""

    def __init__(self, typed: Iterable[Typed]) -> None:
        self._typed = iter(typed)

    def readline(self) -> str:
        """The next line, or nothing at the end."""
        for each in self._typed:
            if isinstance(each, str):
                return f"{each}\n"
            each()
        return ""

    def isatty(self) -> bool:
        """It is a pipe."""
        return False


@dataclass(frozen=True)
class Told:
    """What a run wrote, and its exit code."""

    code: int
    out: str
    err: str

    def after(self, text: str) -> str:
        """What was written after this text, which must be there."""
        assert text in self.out, self.out
        return self.out.partition(text)[2]


def a_study(folder: Path, yaml: str | None = None, *, cases: int = 1, **sample: str) -> Path:
    """A study folder: the project's own questionnaire, or one of these questions; with some cases to call."""
    text = PROJECT.read_text(encoding="utf-8") if yaml is None else whole(yaml)
    (folder / "questionnaire.yaml").write_text(text, encoding="utf-8")
    with opened(folder, create=True) as store:
        add_cases(
            store,
            [
                NewCase(
                    f"{at:04}", sample=SAMPLE | sample, phones=[Phone("+3256123456"), Phone("+32470123456")], shuffle=at
                )
                for at in range(42, 42 + cases)
            ],
        )
    return folder


def opened(folder: Path, *, create: bool = False) -> Store:
    """The database of a study."""
    return open_store(folder / "db" / "cati.sqlite", create=create)


def plain(
    folder: Path,
    *lines: Typed,
    language: str = "en",
    name: str | None = "An Peeters",
    clock: Callable[[], datetime] | None = None,
) -> Told:
    """Type these lines into `cati --plain`; then the input ends."""
    who = [] if name is None else ["--interviewer", name]
    return run("--study", str(folder), "--language", language, *who, "--plain", lines=lines, clock=clock)


def run(*arguments: str, lines: tuple[Typed, ...] = (), clock: Callable[[], datetime] | None = None) -> Told:
    """Run `cati` in this process, with a clock that stands still unless another is given."""
    numbers = count(1)
    wiring = Wiring(clock=clock or (lambda: NOW), chance=lambda: f"{next(numbers):016x}")
    typed: object = Hands(lines)
    if all(isinstance(line, str) for line in lines):
        data = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")
        typed = io.TextIOWrapper(io.BytesIO(data), "utf-8")
    out, err, code = io.StringIO(), io.StringIO(), 0
    with patch.object(sys, "stdin", typed), redirect_stdout(out), redirect_stderr(err):
        try:
            main(list(arguments), wiring)
        except SystemExit as end:
            code = int(end.code or 0)
    return Told(code, out.getvalue(), err.getvalue())


def events_in(folder: Path, interview: int = 1) -> list[Event]:
    """The events of an interview, the first by default."""
    with opened(folder) as store:
        return load_events(store, InterviewId(interview))


def state_in(folder: Path, interview: int = 1) -> State:
    """Everything said and done in an interview."""
    return folded(events_in(folder, interview))


def answers_in(folder: Path, interview: int = 1) -> Answers:
    """The answers of an interview."""
    return state_in(folder, interview).answers


def results_in(folder: Path) -> list[tuple[str, str | None]]:
    """State and disposition of each interview."""
    with opened(folder) as store, store.reading() as connection:
        rows = connection.execute(INTERVIEWS.select().order_by(INTERVIEWS.c.id))
        return [(row.state, row.disposition) for row in rows]
