"""Names that a respondent gives: which are the same, and under which item the answers of each are kept.

A name is what it says, whatever its accents, capitals, blanks and signs. So an answer is never put under another
name: one that is spelt otherwise is another name, and one that was taken back has its answers again when it returns.
"""

from collections.abc import Iterable

from cati.questionnaire.answer import Named, Names
from cati.questionnaire.folding import bare

LONGEST_NAME = 100
"""In characters: nobody is called more."""


def names_given(names: Iterable[str], before: Names | None) -> Names:
    """The answer that these names are; `before` is the one they take the place of, if any.

    A name given twice stands there twice, under one item: such an answer is not valid.
    """
    known = (*before.given, *before.gone) if before is not None else ()
    items = {bare(each.name): each.item for each in known}
    given = [Named(item=items.setdefault(bare(name), str(len(items) + 1)), name=name) for name in names]
    kept = {each.item for each in given}
    gone = tuple(each for each in known if each.item not in kept)
    return Names(given=tuple(sorted(given, key=lambda each: int(each.item))), gone=gone)


def known_already(name: str, names: Iterable[str]) -> bool:
    """Whether a name is one of these."""
    return bare(name) in {bare(each) for each in names}
