"""A letter typed in a long list to what fits it painted in a real terminal: a thousand options against a short list."""

import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.contest import Figure, figures
from pty_terminal import Terminal

TESTS = Path(__file__).parents[1]
PATHS = {"PYTHONPATH": f"{TESTS.parent}:{TESTS}"}
APP = [sys.executable, str(TESTS / "interview_app.py")]
LETTERS = "1357"
SIZES = (20, 1000)


def study(folder: Path, size: int) -> Path:
    """A study of one question with so many options."""
    options = "\n".join(
        f"      - {{code: {code}, name: n{code}, label: Bedrijfstak {code:04} van de café's}}" for code in range(size)
    )
    head = "study: {languages: [nl]}\nsample: {company_name: {type: text}}\nquestions:\n"
    question = f"  - id: A\n    type: single\n    search: true\n    text: In welke sector?\n    options:\n{options}\n"
    folder.mkdir(parents=True, exist_ok=True)
    end = "  - {id: DONE, type: end, disposition: complete, text: Dank u.}\n"
    (folder / "questionnaire.yaml").write_text(head + question + end, encoding="utf-8")
    return folder


def fitting(letter: str, size: int) -> int:
    """How many options fit a letter."""
    return sum(letter in f"{code:04}" for code in range(size))


def painted(terminal: Terminal, key: str, count: int) -> int:
    """Nanoseconds from the writing of a key to the reading of how many fit."""
    wanted = f"{count} gevonden"
    terminal.send(key)
    written = next(entry.at for entry in reversed(terminal.history) if hasattr(entry, "data"))
    terminal.wait_for(wanted, 20)
    seen = terminal.seen_at(wanted, after=written)
    return int(((seen or written) - written) * 1e9)


def run(rounds: int) -> list[Figure]:
    """Both lists open at once, a letter to each in turn, and back."""
    folder = Path(mkdtemp(prefix=".benchmark-", dir=Path.cwd()))
    names = [f"a list of {size}" for size in SIZES]
    times: dict[str, list[int]] = {name: [] for name in names}
    try:
        commands = [[*APP, str(study(folder / str(size), size))] for size in SIZES]
        with Terminal(commands[0], env=PATHS) as short, Terminal(commands[1], env=PATHS) as long:
            pairs = list(zip(names, (short, long), SIZES, strict=True))
            for _, terminal, size in pairs:
                terminal.wait_for(f"{size} gevonden", 60)
            for at in range(rounds + 3):
                for name, terminal, size in pairs:
                    letter = LETTERS[at % len(LETTERS)]
                    taken = painted(terminal, letter, fitting(letter, size))
                    painted(terminal, "backspace", size)
                    if at >= 3:
                        times[name].append(taken)
        return figures("letter -> what fits painted", times, {names[1]: "<= 2"})
    finally:
        shutil.rmtree(folder)
