"""The only place that writes to standard output: data and what was asked for (law 9)."""

import json
import sys
from collections.abc import Iterable

from cati.words.visible import visible


def put_line(text: str = "") -> None:
    """One line of text, free of control characters."""
    sys.stdout.write(visible(text) + "\n")
    sys.stdout.flush()


def put_lines(lines: Iterable[str]) -> None:
    """Several lines."""
    for line in lines:
        put_line(line)


def put_prompt(text: str) -> None:
    """Text that stays on its line, before an answer is read."""
    sys.stdout.write(visible(text))
    sys.stdout.flush()


def put_json(document: object) -> None:
    """A JSON document."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    sys.stdout.flush()
