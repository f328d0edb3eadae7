"""Two wordings in short: what differs, with a few words around it."""

from itertools import takewhile

WORDS_AROUND = 4
LONGEST = 300


def excerpts(old: str, new: str) -> tuple[str, str]:
    """The parts of two texts in which they differ; a text that is wholly another one is whole."""
    before, after = old.split(), new.split()
    first = max(alike(before, after) - WORDS_AROUND, 0)
    shorter = min(len(before), len(after))
    last = max(min(alike(before[::-1], after[::-1]), shorter - first) - WORDS_AROUND, 0)
    return cut(before, first, last), cut(after, first, last)


def alike(one: list[str], other: list[str]) -> int:
    """How many words two texts have in common from their start on."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def cut(words: list[str], first: int, last: int) -> str:
    """The words without so many at either side, and none too many."""
    text = " ".join(words[first : len(words) - last])
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"{'… ' if first else ''}{text}{' …' if last else ''}"
