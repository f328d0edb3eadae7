"""Conditions as sentences, in the language of the screen."""

from collections.abc import Iterable
from datetime import time
from decimal import Decimal
from typing import assert_never

from cati.questionnaire.conditions.tree import (
    All,
    Amount,
    Answered,
    Arithmetic,
    Asked,
    Atom,
    Compare,
    Condition,
    Constant,
    Count,
    DaysBetween,
    EachHolds,
    Either,
    Holds,
    IfElse,
    Is,
    Not,
    NumberIf,
    NumberOf,
    OnlyIn,
    Ordered,
    Ref,
    Same,
    Status,
    Sum,
)
from cati.questionnaire.partial_dates import Moment
from cati.words import say

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}
ORDERS = {
    "<": "condition.less",
    "<=": "condition.at_most",
    ">": "condition.more",
    ">=": "condition.at_least",
    "==": "condition.equal",
}
MOMENT_ORDERS = {
    "<": "condition.before",
    "<=": "condition.not_after",
    ">": "condition.after",
    ">=": "condition.not_before",
    "==": "condition.equal",
}
WORDS: dict[type[Condition], tuple[str, str]] = {
    Is: ("condition.is", "condition.is_not"),
    Holds: ("condition.holds", "condition.holds_not"),
    Same: ("condition.same", "condition.same_not"),
    Asked: ("condition.asked", "condition.asked_not"),
    Answered: ("condition.answered", "condition.answered_not"),
    OnlyIn: ("condition.only", "condition.only_not"),
    EachHolds: ("condition.each_holds", "condition.each_holds_not"),
}


def in_words(condition: Condition, language: str) -> str:
    """The condition as a sentence without its full stop."""
    match condition:
        case All(parts=()):
            return say(language, "condition.always")
        case All(parts=parts):
            return joined([bracketed(part, language) for part in parts], "and", language)
        case Either(parts=parts):
            words = [in_words(part, language) for part in parts]
            marked = [
                f"({each})" if isinstance(part, IfElse) else each for part, each in zip(parts, words, strict=True)
            ]
            return joined(marked, "or", language)
        case Not(part=(Ordered(order="==") | Compare(order="==")) as part):
            return compared(part, "condition.equal_not", language)
        case Not(part=part) if type(part) in WORDS:
            return simple(part, WORDS[type(part)][1], language)
        case Not(part=part):
            return say(language, "condition.not", part=bracketed(part, language))
        case Compare() | Ordered():
            return compared(condition, "", language)
        case IfElse(test=test, then=then, other=other):
            told = {"test": in_words(test, language), "then": in_words(then, language)}
            return say(language, "condition.if_else", **told, other=in_words(other, language))
        case _:
            return simple(condition, WORDS[type(condition)][0], language)


def bracketed(part: Condition, language: str) -> str:
    """A part; one that has an `or` or an `if` in brackets."""
    words = in_words(part, language)
    return f"({words})" if isinstance(part, (Either, IfElse)) else words


def simple(condition: Condition, word: str, language: str) -> str:
    """A test of one or two values."""
    match condition:
        case Is(ref=ref, atoms=atoms) | OnlyIn(ref=ref, atoms=atoms):
            return say(language, word, name=ref.written(), values=listed(atoms, language))
        case EachHolds(ref=ref, options=options):
            chosen = joined(sorted(options), "and", language)
            return say(language, word, name=ref.written(), options=chosen)
        case Holds(ref=ref, option=option):
            return say(language, word, name=ref.written(), option=option)
        case Same(left=left, right=right):
            return say(language, word, name=left.written(), other=right.written())
        case Asked(ref=ref) | Answered(ref=ref):
            return say(language, word, name=ref.written())
        case _:
            raise ValueError(f"not a simple test: {condition}")


def compared(condition: Compare | Ordered, word: str, language: str) -> str:
    """Two numbers, dates or times in order; a constant comes second."""
    if isinstance(condition, Ordered):
        return ordered(condition, word or MOMENT_ORDERS[condition.order], language)
    left, right = condition.left, condition.right
    order: str = condition.order
    if isinstance(left, Constant) and not isinstance(right, Constant):
        left, order, right = right, MIRRORED[order], left
    return say(language, word or ORDERS[order], name=side(left, language), other=side(right, language))


def ordered(condition: Ordered, word: str, language: str) -> str:
    """Two dates or times in order."""
    return say(language, word, name=condition.left.written(), other=moment(condition.right, language))


def moment(side: Ref | Moment, language: str) -> str:
    """A date or time, given or constant."""
    return side.written() if isinstance(side, Ref) else atom(side, language)


def amount(node: Amount, language: str) -> str:
    """A number in words."""
    match node:
        case Constant(value=value):
            return format(value, "f")
        case NumberOf(ref=ref):
            return ref.written()
        case Count(ref=ref, atoms=None):
            return say(language, "condition.count", name=ref.written())
        case Count(ref=ref, atoms=atoms):
            return say(language, "condition.count_of", name=ref.written(), values=listed(atoms or (), language))
        case Sum(ref=ref):
            return say(language, "condition.sum", name=ref.written())
        case DaysBetween(start=start, end=end):
            return say(language, "condition.days_between", start=moment(start, language), end=moment(end, language))
        case Arithmetic(sign=sign, left=left, right=right):
            return f"{operand(left, language)} {sign} {operand(right, language)}"
        case NumberIf(test=test, then=then, other=other):
            sides = {"then": amount(then, language), "other": amount(other, language)}
            return say(language, "condition.number_if", test=in_words(test, language), **sides)
        case _:
            assert_never(node)


def operand(node: Amount, language: str) -> str:
    """One side of a sum, in brackets if it is one itself."""
    words = amount(node, language)
    return f"({words})" if isinstance(node, (Arithmetic, NumberIf)) else words


def side(node: Amount, language: str) -> str:
    """One side of a comparison; a choice of two numbers in brackets."""
    words = amount(node, language)
    return f"({words})" if isinstance(node, NumberIf) else words


def listed(atoms: Iterable[Atom], language: str) -> str:
    """`a, b or c`."""
    return joined(sorted(atom(each, language) for each in atoms), "or", language)


def atom(value: Atom, language: str) -> str:
    """One constant: an option by its name, a status in the language."""
    if isinstance(value, Status):
        return say(language, f"problems.terms.{value.value}")
    if isinstance(value, Decimal):
        return format(value, "f")
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def joined(words: list[str], last: str, language: str) -> str:
    """The words with `and` or `or` before the last."""
    if len(words) < 2:
        return "".join(words)
    between = say(language, f"problems.terms.{last}")
    return f"{', '.join(words[:-1])} {between} {words[-1]}" if len(words) > 2 else f" {between} ".join(words)
