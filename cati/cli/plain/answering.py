"""From a typed line to what it means at a question: keys, codes, or words of a long list."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from cati.interview import search
from cati.interview.entry import (
    EachEntry,
    Entry,
    MultiEntry,
    NamesEntry,
    OpenText,
    Outcome,
    SingleEntry,
    Tell,
    TypedEntry,
)
from cati.interview.prompt import OptionLine, Prompt
from cati.questionnaire.folding import folded

AWAY = re.compile(r"-\s*([0-9]{1,3})")

AskText = Callable[[OpenText], str | None]
"""Asks for the line that belongs to an option."""


@dataclass(frozen=True)
class Several:
    """Not one option fits what was typed, but these, or none."""

    found: tuple[OptionLine, ...]


Meaning = Outcome | Several | None
"""None stands for a line without meaning here."""


def meaning_of(entry: Entry, line: str, ask_text: AskText) -> Meaning:
    """What a line comes to; an empty one keeps what was given or typed before."""
    match entry:
        case MultiEntry():
            return marked(entry, line, ask_text) if line else entry.enter()
        case SingleEntry() if line:
            return chosen(entry, line)
        case NamesEntry() if line:
            return listed(entry, line)
        case EachEntry() if line:
            return entry.press(line)
        case TypedEntry():
            kept = entry.prompt.draft.text
            return entry.enter() if not line and not kept and entry.stands() else entry.line(line or kept)
        case _:
            return entry.press(key_of(entry.prompt, line)) if line else entry.enter()


def chosen(entry: SingleEntry, line: str) -> Meaning:
    """One option."""
    found = meant(entry.prompt, line)
    return entry.choose(found[0]) if len(found) == 1 else several(entry.prompt, found)


def marked(entry: MultiEntry, line: str, ask_text: AskText) -> Meaning:
    """All options of a multi on one line, `1 3 96`; in a long list, words with commas between."""
    entry.chosen = []
    for part in parts_of(entry.prompt, line):
        found = meant(entry.prompt, part)
        if len(found) != 1:
            return several(entry.prompt, found)
        if found[0].name in entry.chosen:
            continue
        outcome = entry.toggle(found[0])
        if isinstance(outcome, OpenText):
            outcome = entry.line(ask_text(outcome) or "")
        if isinstance(outcome, Tell):
            entry.close()
            return outcome
    return entry.enter()


def listed(entry: NamesEntry, line: str) -> Meaning:
    """A name more; `-2` takes the second away."""
    taken = AWAY.fullmatch(line)
    if taken is None:
        return entry.line(line)
    place = int(taken.group(1)) - 1
    return entry.put(place, "") if place in range(len(entry.names)) else None


def parts_of(prompt: Prompt, line: str) -> list[str]:
    """The words of a line, one an option."""
    if "," in line or has_keys(prompt):
        return line.replace(",", " ").split() if has_keys(prompt) else [part.strip() for part in line.split(",")]
    return [line]


def meant(prompt: Prompt, typed: str) -> tuple[OptionLine, ...]:
    """The options that may be meant: that of the key or code, else in a long list all that match."""
    key = key_of(prompt, typed)
    exact = prompt.option_of_key(key) if key else None
    exact = exact or next((line for line in prompt.options if str(line.option.code) == typed), None)
    if exact is not None:
        return (exact,)
    return () if has_keys(prompt) else matching(prompt, typed)


def matching(prompt: Prompt, typed: str) -> tuple[OptionLine, ...]:
    """The options whose label holds every word; one whose label is just that, alone."""
    found = search.matching(prompt.options, typed)
    whole = tuple(line for line in found if folded(line.label) == folded(typed))
    return whole or found


def several(prompt: Prompt, found: tuple[OptionLine, ...]) -> Meaning:
    """In a long list, the options that fit; else the line has no meaning."""
    return None if has_keys(prompt) else Several(found)


def has_keys(prompt: Prompt) -> bool:
    """Whether every option has a key; a longer list is searched."""
    return all(line.key for line in prompt.options)


def key_of(prompt: Prompt, typed: str) -> str:
    """The key that was meant: a key as shown, or the code of an option."""
    if prompt.option_of_key(typed) is not None:
        return typed
    return next((line.key for line in prompt.options if str(line.option.code) == typed and line.key), typed.casefold())
