"""A hand on the keyboard that does not look: random keys into a long interview, and which of them counted for what."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Event

from pty_terminal import Seen, Terminal, Written

HERE = Path(__file__).parent
COMMAND = [sys.executable, str(HERE / "interview_app.py")]
PATHS = {"PYTHONPATH": f"{HERE.parent}:{HERE}"}
KEYS = (*"123" * 8, *["enter"] * 6, "f2", "f2", "f2", "f3", "f5", "down", "down", "x")
THREE = "options: [{code: 1, name: a, label: A}, {code: 2, name: b, label: B}, {code: 3, name: c, label: C}]"
KINDS = (
    f"type: single, {THREE}",
    f"type: multi, {THREE}",
    f"type: grid, rows: [{{name: r, label: R}}, {{name: s, label: S}}], {THREE}",
    f"type: single, randomise: true, {THREE}",
    f"type: multi, read_options: each, {THREE}",
    f"type: single, {THREE.replace('label: C', 'label: C, other: true')}",
    "type: number, min: 0, max: 99999",
    f"type: single, must_read: true, {THREE}",
    "type: names, max_names: 9",
    f"type: single, search: true, {THREE}",
)


def long_study(folder: Path, questions: int = 120) -> Path:
    """A questionnaire of every kind, long enough for any number of keys."""
    lines = ["study: {languages: [nl, fr]}", "sample: {company_name: {type: text}}", "questions:"]
    for number in range(1, questions + 1):
        text = f"{{nl: Vraag {number}, fr: Question {number}}}"
        lines.append(f"  - {{id: Q{number}, number: {number}, text: {text}, {KINDS[number % len(KINDS)]}}}")
    lines.append("  - {id: DONE, type: end, disposition: complete, text: {nl: Dank u, fr: Merci}}")
    (folder / "questionnaire.yaml").write_text("\n".join(lines), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Judged:
    """A key: when it was written, what became of it, and the painting it was judged at (None: another screen)."""

    key: str
    written_at: float
    meaning: str
    verdict: str
    painting: int | None
    seen_at: float | None

    @property
    def answers(self) -> bool:
        """Whether it answered something on the interview screen."""
        return self.verdict == "TAKEN" and self.meaning in {"ANSWER", "ROW"} and self.painting is not None

    @property
    def is_blind(self) -> bool:
        """Whether it was written before anyone could have seen what it answered."""
        return self.seen_at is None or self.written_at < self.seen_at


def type_ahead(folder: Path, seed: int, keys: int = 250) -> list[Judged]:
    """Random keys, most within 250 ms of each other (some later: after a stray key the gate waits for a silence)."""
    chance, pause = Random(seed), Event()  # noqa: S311 - a hand, not a secret
    trace = folder / "trace"
    with Terminal([*COMMAND, str(long_study(folder)), "--trace", str(trace)], env=PATHS) as terminal:
        terminal.wait_for("#1#", seconds=60)
        for _ in range(keys):
            terminal.send(chance.choice(KEYS))
            pause.wait(chance.uniform(0, 0.25) if chance.random() < 0.92 else chance.uniform(0.35, 0.8))
        pause.wait(1)
        return list(judged(trace, terminal.history))


def judged(trace: Path, history: list[Written | Seen]) -> Iterator[Judged]:
    """Each key with its verdict; keys are read in the order in which they were written."""
    seen_at: dict[int, float] = {}
    for seen in history:
        if isinstance(seen, Seen) and (number := painting_of(seen.text)) is not None:
            seen_at.setdefault(number, seen.at)
    written = [one for one in history if isinstance(one, Written) and not is_reply(one)]
    for one, line in zip(written, trace.read_text(encoding="utf-8").splitlines(), strict=False):
        told = json.loads(line)
        yield Judged(told["key"], one.at, told["meaning"], told["verdict"], told["at"], seen_at.get(told["at"]))


def painting_of(text: str) -> int | None:
    """The number on line 1."""
    _, _, rest = text.partition("\n")[0].rpartition(" #")
    return int(rest[:-1]) if rest.endswith("#") and rest[:-1].isdecimal() else None


def is_reply(written: Written) -> bool:
    """Whether the terminal itself answered a question of the program."""
    return written.data.startswith(b"\x1b[?") or written.data.startswith(b"\x1b]")
