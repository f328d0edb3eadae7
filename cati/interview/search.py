"""A long list of options searched by typing: parts of words in any order, accents and capitals aside, or a code."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cati.interview.prompt import OptionLine
from cati.questionnaire.folding import folded

BETWEEN_WORDS = re.compile(r"[^0-9a-z]+")


def matching(lines: Sequence[OptionLine], typed: str) -> tuple[OptionLine, ...]:
    """The options that fit what was typed, best first: that code, then such a beginning, then words that begin so.

    Options that fit equally well stay in their order; all of them fit nothing typed.
    """
    words = words_of(typed)
    if not words:
        return tuple(lines)
    whole = " ".join(words)
    ranked = [(rank(line, words, whole), line) for line in lines if fits(line, words)]
    return tuple(line for _, line in sorted(ranked, key=lambda each: each[0]))


@lru_cache(maxsize=16_384)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded; an apostrophe is no end of a word."""
    return tuple(word for word in BETWEEN_WORDS.split(folded(text).replace("'", "")) if word)


def fits(line: OptionLine, words: Iterable[str]) -> bool:
    """Whether every word is a part of the label or the beginning of the code."""
    label, code = " ".join(words_of(line.label)), str(line.option.code)
    return all(word in label or code.startswith(word) for word in words)


def rank(line: OptionLine, words: Sequence[str], whole: str) -> tuple[bool, bool, int]:
    """How well an option fits, best first: false is better than true, and few better than many."""
    own = words_of(line.label)
    inside = sum(not any(each.startswith(word) for each in own) for word in words)
    return str(line.option.code) != whole, not " ".join(own).startswith(whole), inside
