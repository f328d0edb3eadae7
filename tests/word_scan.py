"""Reads the catalogue of sentences, and the code for the words it says, so that the two can be compared."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from cati.words import LANGUAGES

FORMS = {"one", "other"}
PROBLEM = re.compile(r"C\d{3}(\.\w+)?")


@dataclass(frozen=True)
class Said:
    """A word that the code says: where, and the places it fills (None if that cannot be read)."""

    at: str
    word: str
    places: frozenset[str] | None


def entries(table: Mapping[str, object], path: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Every sentence below a table of the catalogue, by its whole word."""
    for name, value in table.items():
        word = f"{path}.{name}"
        if not isinstance(value, dict):
            yield word, {"": value}
        elif not value or set(LANGUAGES) & set(value) or any(isinstance(part, str) for part in value.values()):
            yield word, value
        else:
            yield from entries(value, word)


def texts(sentence: object) -> list[str]:
    """The texts of a sentence in one language: one, or its forms for one and other."""
    return [str(text) for text in (sentence.values() if isinstance(sentence, dict) else [sentence])]


def places(sentence: object) -> frozenset[str]:
    """The places of a sentence in one language; a sentence that counts has `count` even where it does not show."""
    named = {name for text in texts(sentence) for _, name, _, _ in Formatter().parse(text) if name is not None}
    return frozenset(named | ({"count"} if isinstance(sentence, dict) else set()))


def error_classes(trees: Mapping[str, ast.AST]) -> set[str]:
    """`CatiError` and every class made from it, in whatever file."""
    known = {"CatiError"}
    classes = [node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    while found := {made.name for made in classes if known & {_last_name(base) for base in made.bases}} - known:
        known |= found
    return known


def literals(trees: Mapping[str, ast.AST]) -> set[str]:
    """Every text that stands in the code, also half a text before its first place."""
    nodes = (node for tree in trees.values() for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def words_said(trees: Mapping[str, ast.AST]) -> list[Said]:
    """Every word that is handed to `say` or to an error, or named `word`, as a literal."""
    errors = error_classes(trees)
    return [said for file, tree in trees.items() for said in _words_of_file(file, tree, errors)]


def prefixes_said(trees: Mapping[str, ast.AST]) -> list[Said]:
    """Every word that is put together: what stands before its first place."""
    errors, found = error_classes(trees), []
    for file, tree in trees.items():
        for node in ast.walk(tree):
            for argument in _word_arguments(node, errors):
                if isinstance(argument, ast.JoinedStr):
                    first = argument.values[0]
                    start = str(first.value) if isinstance(first, ast.Constant) else ""
                    found.append(Said(f"{file}:{argument.lineno}", start, None))
    return found


def _words_of_file(file: str, tree: ast.AST, errors: set[str]) -> Iterator[Said]:
    for node in ast.walk(tree):
        for argument in _word_arguments(node, errors):
            match argument:
                case ast.Constant(value=str(word), lineno=line) if not PROBLEM.fullmatch(word):
                    yield Said(f"{file}:{line}", word, _given_places(node))


def _word_arguments(node: ast.AST, errors: set[str]) -> Iterator[ast.expr]:
    match node:
        case ast.Call():
            name = _last_name(node.func)
            if name == "say":
                yield from (text for arg in node.args[:2] for text in _texts_in(arg) if _is_word(text))
            elif name in errors:
                yield from (text for arg in node.args[:1] for text in _texts_in(arg))
            yield from (text for key in node.keywords if key.arg == "word" for text in _texts_in(key.value))
        case ast.ClassDef() if node.name in errors:
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__":
                    yield from (text for arg in call.args[:1] for text in _texts_in(arg))
        case ast.Assign(targets=[ast.Name(id="word")], value=value):
            yield from _texts_in(value)
        case ast.AnnAssign(target=ast.Name(id="word"), value=ast.expr() as value):
            yield from _texts_in(value)


def _texts_in(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return [node]
        case ast.IfExp(body=body, orelse=orelse):
            return _texts_in(body) + _texts_in(orelse)
        case _:
            return []


def _is_word(text: ast.expr) -> bool:
    return not (isinstance(text, ast.Constant) and text.value in LANGUAGES)


def _given_places(node: ast.AST) -> frozenset[str] | None:
    if not isinstance(node, ast.Call) or any(key.arg is None for key in node.keywords):
        return None
    if any(key.arg == "word" for key in node.keywords):
        return None
    return frozenset(key.arg for key in node.keywords if key.arg is not None)


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
