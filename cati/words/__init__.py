"""Every sentence the program says, in Dutch, English and French.

One TOML file a subject; a table a sentence, its languages side by side:

    [saved]                      # in interview.toml: the word `interview.saved`
    nl = "bewaard {time}"
    en = "saved {time}"
    fr = "enregistré {time}"

`{time}` is a place that the caller fills. A sentence that counts has `one` and `other` below each
language; French says `one` for nought, too.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from cati.errors import CatiError

Language = Literal["nl", "en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def subject(name: str) -> dict[str, dict[str, object]]:
    """All sentences of one subject, by name."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def say(language: str, word: str, /, **places: object) -> str:
    """The sentence `subject.name` in a language, its places filled.

    `word` may go deeper than two parts. A sentence with `one` and `other` takes the place `count`. A study
    may be conducted in a language that the program does not speak: what is its own is then said in English.
    Raises `KeyError` if there is no such sentence: tests look up every word the program uses.
    """
    first, *rest = word.split(".")
    entry: object = subject(first)
    language = language if language in LANGUAGES else "en"
    for part in (*rest, language):
        entry = entry[part]  # type: ignore[index]  # a word that leads nowhere is a KeyError by contract
    if isinstance(entry, dict):
        entry = entry["one" if is_one(language, places["count"]) else "other"]
    return str(entry).format(**places)


def is_one(language: str, count: object) -> bool:
    """Whether a language uses the singular for this count (CLDR: French also for nought)."""
    return count in ({0, 1} if language == "fr" else {1})


def sentence_of(error: CatiError, language: str) -> str:
    """What an error says to a person; what another error says may be a part of it."""
    places = {
        name: sentence_of(value, language) if isinstance(value, CatiError) else value
        for name, value in error.places.items()
    }
    return say(language, error.word, **places)
