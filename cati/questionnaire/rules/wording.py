"""C106, C401, C402, C405-C407, C409, C502: texts in each language, their braces and their characters."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain

from cati.questionnaire.fills import FILL, Fill, StrayBrace, parts_of
from cati.questionnaire.model import GridQuestion, Text
from cati.questionnaire.problems import Problem, Term
from cati.questionnaire.rules.inspected import Inspected, Written
from cati.questionnaire.steps import FilePlace
from cati.words import subject

WORD = re.compile(r"[^\W\d_]\w*")
SENTENCE = 3
"""Names and ranges can be the same in all languages; as many words as this seldom are."""
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def translations(inspected: Inspected) -> Iterator[Problem]:
    """A text that is missing in a language of the study, empty, or in another language."""
    for written in inspected.texts:
        given = dict(written.text.every())
        if "" in given:
            if not given[""].strip() and not is_of_fill(written):
                yield inspected.nodes.problem("C106.empty", written.place, name=written.key)
            continue
        for language in inspected.languages:
            if not given.get(language, "").strip() and not (language in given and is_of_fill(written)):
                yield missing(inspected, written, language)
        for language in given:
            if language not in inspected.languages and inspected.languages:
                known = ", ".join(inspected.languages)
                place = (*written.place, language)
                yield inspected.nodes.problem_at_key("C402.language", place, key=language, known=known)


def is_of_fill(written: Written) -> bool:
    """Whether a text may be empty: a named fill can have nothing to say in one case."""
    return written.place[0] == "fills"


def missing(inspected: Inspected, written: Written, language: str) -> Problem:
    """The problem of a text that is not there in a language."""
    if f"text_in_{language}" in subject("problems")["terms"]:
        adjective = Term(f"problems.terms.text_in_{language}")
        return inspected.nodes.problem("C401.missing", written.place, adjective=adjective, key=language)
    return inspected.nodes.problem("C401.missing_other", written.place, key=language)


def same_in_all(inspected: Inspected) -> Iterator[Problem]:
    """One sentence for all languages."""
    if len(inspected.languages) < 2:
        return
    known = ", ".join(inspected.languages)
    for written in inspected.texts:
        plain = dict(written.text.every()).get("")
        if plain is not None and len(WORD.findall(FILL.sub(" ", plain))) >= SENTENCE:
            yield inspected.nodes.problem("C405.same", written.place, known=known)


def fills_that_differ(inspected: Inspected) -> Iterator[Problem]:
    """A fill that is in one language and not in another."""
    for written in inspected.texts:
        fills = {
            language: [part.name for part in parts_of(text) if isinstance(part, Fill)]
            for language, text in written.text.every()
            if language in inspected.languages and text.strip()
        }
        for name in dict.fromkeys(chain.from_iterable(fills.values())):
            there = next(language for language, found in fills.items() if name in found)
            for here in (language for language, found in fills.items() if name not in found):
                place = (*written.place, here)
                yield inspected.nodes.problem("C406.differ", place, name=name, there=there, here=here)


def braces(inspected: Inspected) -> Iterator[Problem]:
    """A brace without its other half, or with something within that is no fill."""
    for written in inspected.texts:
        for _, text, place in written.every():
            for part in parts_of(text):
                if isinstance(part, StrayBrace):
                    word = {"{": "C407.open", "}": "C407.close"}.get(part.written, "C407.form")
                    end = part.offset + len(part.written)
                    yield inspected.nodes.within(word, place, part.offset, end, found=part.written)


def invisible(inspected: Inspected) -> Iterator[Problem]:
    """A character that nobody sees: what is read aloud is not what stands in the file."""
    for written in inspected.texts:
        for _, text, place in written.every():
            if text.isascii() and text.isprintable():
                continue
            for offset, character in enumerate(text):
                if unicodedata.category(character) in INVISIBLE and character != "\n":
                    found = f"U+{ord(character):04X}"
                    yield inspected.nodes.within("C502.invisible", place, offset, offset + 1, found=found)


def labels_alike(inspected: Inspected) -> Iterator[Problem]:
    """Two options, or two rows, that sound the same in one language."""
    for group in inspected.groups:
        if group.owner != "list":
            named = [(str(option.code), option.label) for option in group.options]
            yield from alike(inspected, group.place, named)
    for step in inspected.steps:
        if isinstance(step.item, GridQuestion):
            yield from alike(inspected, (*step.place, "rows"), [(row.name, row.label) for row in step.item.rows])


def alike(inspected: Inspected, place: FilePlace, named: Iterable[tuple[str, Text]]) -> Iterator[Problem]:
    """The labels of a list that were there before, language by language."""
    first: dict[tuple[str, str], str] = {}
    for index, (name, text) in enumerate(named):
        for language in inspected.languages:
            label = text.within(language)
            before = first.setdefault((language, label.strip().casefold()), name)
            if before != name and label.strip():
                where = (*place, index, "label", language)
                places = {"label": label, "first": before, "second": name, "key": language}
                yield inspected.nodes.problem("C409.options", where, **places)
