"""Condition text to Python's expression tree, restricted to the allow-list before and after `ast.parse`.

Nothing is ever evaluated as Python. Lengths are capped first, since `ast.parse` alone can exhaust
the stack or the memory of the process.
"""

import ast
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

MOST_CHARACTERS = 1000
MOST_NODES = 400
FUNCTIONS = ("asked", "answered", "count", "sum", "any_in", "all_in", "only_in", "days_between")
PLAIN_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
SIGNS = {"&&": "and", "||": "or", "<>": "!=", "=<": "<=", "=>": ">="}
TOKEN = re.compile(r"\w+|[=!<>]=|[^\s]")
WORDS = ("and", "or", "not", "in")
ODD_NUMBER = re.compile(r"(?<![A-Za-z0-9_.])(0[0-9]+|[0-9][0-9.]*[A-Za-z_]\w*)")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")

ALLOWED = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Add, ast.Sub, ast.Mult,
    ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn,
    ast.Name, ast.Attribute, ast.Constant, ast.Set, ast.Call, ast.IfExp, ast.Load,
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """What is wrong in a condition: a word of the problem catalogue and where, in characters from 0."""

    word: str
    start: int
    end: int
    places: dict[str, object] = field(default_factory=dict)


class UnreadableError(Exception):
    """A condition that cannot be read; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.word)
        self.fault = fault


def unreadable(word: str, start: int, end: int | None = None, **places: object) -> UnreadableError:
    """The exception for a fault at a place."""
    return UnreadableError(Fault(word, start, start + 1 if end is None else end, dict(places)))


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[ast.expr, tuple[int, ...]]:
    """The expression, and the character offset of each UTF-8 byte of the text.

    Kept, since each condition is read for the lint, for the proof and for the path, and nobody changes a tree.
    Raises `UnreadableError` with C203 (not readable) or C204 (outside the grammar).
    """
    text = text.replace("\n", " ")
    lead = len(text) - len(text.lstrip(" "))
    try:
        tree, offsets = parsed(text[lead:])
    except UnreadableError as problem:
        fault = problem.fault
        raise UnreadableError(replace(fault, start=fault.start + lead, end=fault.end + lead)) from problem
    return tree.body, tuple(lead + offset for offset in offsets)


def parsed(text: str) -> tuple[ast.Expression, tuple[int, ...]]:
    """The tree and the offsets of a text that starts without blanks, which Python would read as an indent."""
    if len(text) > MOST_CHARACTERS:
        raise unreadable("C203.too_long", 0, len(text), limit=MOST_CHARACTERS)
    refuse_odd_characters(text)
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError as fault:
        raise not_readable(text, fault) from fault
    except (ValueError, RecursionError, MemoryError) as fault:
        raise unreadable("C203.too_deep", 0, len(text)) from fault
    offsets = characters_of_bytes(text)
    refuse_outside_grammar(tree, text, offsets)
    return tree, offsets


def refuse_odd_characters(text: str) -> None:
    """Refuse first what Python would read as something else: full-width letters, comments, escapes, `1or`."""
    outside = QUOTED.sub(blanks, text)
    for place, character in enumerate(outside):
        if not character.isascii() or character in "#\\" or ord(text[place]) < 32:
            raise unreadable("C203.character", place, found=named_character(character))
    for sign, right in SIGNS.items():
        if sign in outside:
            raise unreadable("C203.sign", outside.index(sign), outside.index(sign) + 2, sign=sign, right=right)
    single = re.search(r"(?<![=!<>])=(?!=)", outside)
    if single is not None:
        raise unreadable("C203.single_equals", single.start())
    odd = ODD_NUMBER.search(outside)
    if odd is not None:
        raise unreadable("C204.constant", *odd.span(), found=odd.group())
    quote = re.search("[\"']", outside)
    if quote is not None:
        raise unreadable("C203.unfinished", quote.start())


def blanks(found: re.Match[str]) -> str:
    """As many blanks as there were characters."""
    return " " * len(found.group())


def named_character(character: str) -> str:
    """A visible sign as it is, any other by its number."""
    return f"'{character}'" if "!" <= character <= "~" else f"U+{ord(character):04X}"


def not_readable(text: str, fault: SyntaxError) -> UnreadableError:
    """Python's syntax error in the words of this language; unfinished input comes with offset 0."""
    message, offset = fault.msg or "", (fault.offset or 0) - 1
    if "too many nested" in message:
        return unreadable("C203.too_deep", 0, len(text))
    if "never closed" in message:
        return unreadable("C203.unfinished", offset)
    found = TOKEN.match(text, max(0, offset))
    if offset < 0 or found is None:
        return unreadable("C203.unfinished", len(text.rstrip()))
    word = found.group()
    if word.lower() in WORDS and word not in WORDS:
        return unreadable("C203.sign", offset, found.end(), sign=word, right=word.lower())
    return unreadable("C203.at", offset, found.end(), found=word)


def characters_of_bytes(text: str) -> tuple[int, ...]:
    """For each UTF-8 byte of the text (and its end) the character it belongs to."""
    offsets: list[int] = []
    for place, character in enumerate(text):
        offsets.extend([place] * len(character.encode("utf-8", "replace")))
    return (*offsets, len(text))


def refuse_outside_grammar(tree: ast.Expression, text: str, offsets: tuple[int, ...]) -> None:
    """Raise C204 at the first node that is not of the language."""
    for number, node in enumerate(ast.walk(tree)):
        if number > MOST_NODES:
            raise unreadable("C203.too_deep", 0, len(text))
        start, end = span_of(node, offsets)
        written = text[start:end]
        if not isinstance(node, ALLOWED):
            raise foreign(node, text, start, end)
        if isinstance(node, (ast.BinOp, ast.UnaryOp)) and not isinstance(node.op, ALLOWED):
            raise unreadable("C204.outside", start, end, found=written)
        if isinstance(node, ast.Constant) and not is_plain_constant(node, written):
            raise unreadable("C204.constant", start, end, found=written)
        if isinstance(node, ast.Attribute) and not isinstance(node.value, ast.Name):
            raise unreadable("C204.outside", start, end, found=written)
        if isinstance(node, ast.Call):
            refuse_foreign_call(node, start, end, written)


def foreign(node: ast.AST, text: str, start: int, end: int) -> UnreadableError:
    """The fault of a node that the language does not have."""
    if isinstance(node, (ast.Is, ast.IsNot)):
        place = re.search(r"\bis\b", QUOTED.sub(blanks, text))
        return unreadable("C204.is", *(place.span() if place else (0, 1)))
    if isinstance(node, (ast.Tuple, ast.List)):
        return unreadable("C204.brackets", start, end, found=text[start:end])
    return unreadable("C204.outside", start, end, found=text[start:end] or text)


def refuse_foreign_call(node: ast.Call, start: int, end: int, written: str) -> None:
    """Only the functions of the language may be called, by name, with plain arguments."""
    if not isinstance(node.func, ast.Name) or node.keywords:
        raise unreadable("C204.outside", start, end, found=written)
    if node.func.id not in FUNCTIONS:
        known = ", ".join(FUNCTIONS)
        raise unreadable("C205.function", start, start + len(node.func.id), name=node.func.id, known=known)


def is_plain_constant(node: ast.Constant, written: str) -> bool:
    """A number in plain decimal form, or a quoted text without escapes."""
    if isinstance(node.value, str):
        return QUOTED.fullmatch(written) is not None and "\\" not in written
    return isinstance(node.value, (int, float)) and PLAIN_NUMBER.fullmatch(written) is not None


def span_of(node: ast.AST, offsets: tuple[int, ...]) -> tuple[int, int]:
    """Where a node stands, in characters; nodes without a place (operators) span nothing."""
    if not hasattr(node, "col_offset"):
        return 0, 0
    last = len(offsets) - 1
    end = getattr(node, "end_col_offset", None)
    return offsets[min(node.col_offset, last)], offsets[min(last if end is None else end, last)]
