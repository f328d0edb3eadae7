"""The only place that writes to standard output: data and what was asked for (law 9)."""

import json
import sys
from collections.abc import Iterable

from cati.words.visible import sayable, visible


def put_line(text: str = "") -> None:
    """One line of text, free of control characters."""
    put_prompt(f"{text}\n")


def put_lines(lines: Iterable[str]) -> None:
    """Several lines."""
    for line in lines:
        put_line(line)


def put_prompt(text: str) -> None:
    """Text that stays on its line, before an answer is read."""
    sys.stdout.write(sayable(visible(text), sys.stdout))
    sys.stdout.flush()


def put_json(document: object) -> None:
    """A JSON document; a character that the stream cannot say is escaped, never lost."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    is_sayable = sayable(text, sys.stdout) == text
    sys.stdout.write((text if is_sayable else json.dumps(document, indent=2)) + "\n")
    sys.stdout.flush()
