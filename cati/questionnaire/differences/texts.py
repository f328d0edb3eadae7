"""Changes of wording, language by language."""

from collections.abc import Callable, Iterator
from itertools import zip_longest

from cati.questionnaire.differences.change import Change, ChangeKind
from cati.questionnaire.differences.sides import At, Sides
from cati.questionnaire.model import OnRequest, Probe, Text

ONE_FOR_ALL = ""
"""The key of a text that is the same in all languages."""

Said = tuple[Probe, ...] | tuple[OnRequest, ...]
SAID_KEYS = ("said", "say")


def text_changes(
    sides: Sides,
    at: At,
    field: str,
    old: Text | None,
    new: Text | None,
    *,
    part: str = "",
    kind: ChangeKind | None = None,
) -> Iterator[Change]:
    """The languages in which a text is another one, or one change if it serves all; `kind` where it is no wording."""
    pairs = {language: (said(old, language), said(new, language)) for language in sides.languages}
    changed = {language: pair for language, pair in pairs.items() if pair[0] != pair[1]}
    if len(changed) == len(pairs) > 0 and len(set(changed.values())) == 1 and serves_all(old) and serves_all(new):
        changed = {ONE_FOR_ALL: next(iter(changed.values()))}
    for language, (before, after) in changed.items():
        found = kind or (
            ChangeKind.TRANSLATION_ADDED if is_first_translation(sides, old, new, language) else ChangeKind.WORDING
        )
        yield at.change(found, field=field, part=part, language=language, old=before, new=after)


def said(text: Text | None, language: str) -> str:
    """A text in a language; nothing if there is none."""
    return "" if text is None else text.within(language)


def serves_all(text: Text | None) -> bool:
    """Whether it is one string for all languages, or none at all."""
    return text is None or set(text.root) == {ONE_FOR_ALL}


def is_first_translation(sides: Sides, old: Text | None, new: Text | None, language: str) -> bool:
    """Whether the language, not the source language, had no text of its own and has one now."""
    if old is None or new is None or language == sides.new.study.languages[0]:
        return False
    return language not in old.root and language in new.root


def list_changes(sides: Sides, at: At, field: str, old: Said, new: Said) -> Iterator[Change]:
    """Probes, or texts on request, that are other ones, new, gone, or in another order."""
    gone, come = [each for each in old if each not in new], [each for each in new if each not in old]
    for before, after in zip_longest(gone, come):
        for key in SAID_KEYS:
            yield from text_changes(sides, at, f"{field}.{key}", text_at(before, key), text_at(after, key))
    if not gone and not come and old != new:
        yield from at.changed(ChangeKind.WORDING, field, listed(old, sides.in_old), listed(new, sides.in_new))


def text_at(said_: Probe | OnRequest | None, key: str) -> Text | None:
    """One text of an entry, if it has it."""
    text: Text | None = getattr(said_, key, None)
    return text


def listed(entries: Said, tell: Callable[[Text], str]) -> str:
    """All entries of a list in one line."""
    texts = ([text_at(entry, key) for key in SAID_KEYS] for entry in entries)
    return " / ".join(": ".join(tell(text) for text in pair if text is not None) for pair in texts)
