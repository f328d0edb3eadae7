"""The result of a call without an interview, and what it asks: a line each."""

from dataclasses import replace

from cati.cli.plain.lines import Lines
from cati.fieldwork.call_result import CallResult
from cati.fieldwork.card_results import (
    OTHERS_KEY,
    Ask,
    CardResult,
    choices,
    everyday_results,
    other_card_results,
)
from cati.interview.cleaning import clean
from cati.questionnaire.model.whole import Study
from cati.questionnaire.phone_number import read_phone
from cati.questionnaire.validity import Invalid
from cati.sample.said import BY, REASONS, Said

OTHER = "other"
BACK = "/back"


def choose_result(lines: Lines, study: Study, key: str) -> CallResult | None:
    """The result of a key or name, or one of the menu, with what it asks; None to go back to the card."""
    usual, others = everyday_results(), other_card_results()
    if not key:
        lines.put_all(row_lines(usual, lines.language))
        lines.put(f"  {OTHERS_KEY}  {lines.say('plain.other_result')}")
        key = lines.ask(lines.say("plain.which_result")).strip().casefold()
    if key == OTHERS_KEY:
        lines.put_all(row_lines(others, lines.language))
        key = lines.ask(lines.say("plain.which_result")).strip().casefold()
    row = next((row for row in (*usual, *others) if key in (row.key, row.disposition.name)), None)
    if row is not None:
        return asked_of(lines, study, row)
    if key:
        lines.put(lines.say("plain.no_choice"))
    return None


def row_lines(rows: tuple[CardResult, ...], language: str) -> list[str]:
    """Results with their keys."""
    return [f"  {row.key}  {row.disposition.label(language)}" for row in rows]


def asked_of(lines: Lines, study: Study, row: CardResult) -> CallResult | None:
    """A result with what it asks, in turn; None if something of it was left open to go back."""
    result = CallResult(row.disposition.name)
    for ask in row.asks:
        found = new_number(lines, study, result) if ask == "new_number" else said_more(lines, study, row, ask, result)
        if found is None:
            return None
        result = found
    return result


def said_more(lines: Lines, study: Study, row: CardResult, ask: Ask, result: CallResult) -> CallResult | None:
    """The result with one thing more that was said."""
    if ask == "note":
        words = ask_words(lines, lines.say("card.ask.note"), may_be_empty=row.may_stay_empty("note"))
        return None if words is None else replace(result, said=replace(result.said, words=words or result.said.words))
    value = choose(lines, study, ask)
    if value is None:
        return None
    if value == OTHER and ask != "by_whom":
        words = ask_words(lines, lines.say("card.ask.words"), may_be_empty=False)
        return None if words is None else replace(result, said=in_words(result.said, ask, words))
    return replace(result, said=chosen(result.said, ask, value))


def chosen(said: Said, ask: Ask, value: str) -> Said:
    """What was said, with a choice more."""
    match ask:
        case "by_whom":
            return replace(said, by=next(by for by in BY if by == value))
        case "reason":
            return replace(said, reason=next(reason for reason in REASONS if reason == value))
        case _:
            return replace(said, language=value)


def in_words(said: Said, ask: Ask, words: str) -> Said:
    """What was said, where no choice fits."""
    return replace(said, language=words) if ask == "language" else replace(said, reason="other", words=words)


def choose(lines: Lines, study: Study, ask: Ask) -> str | None:
    """One of what can be said; None to go back."""
    menu = choices(ask, study.languages, lines.language)
    lines.put(lines.say(f"card.ask.{ask}"))
    lines.put_all(f"  {key}  {label}" for key, _, label in menu)
    while line := lines.ask(lines.say("plain.choose_or_back")).strip():
        value = next((value for key, value, _ in menu if key == line), None)
        if value is not None:
            return value
        lines.put(lines.say("plain.no_choice"))
    return None


def ask_words(lines: Lines, question: str, *, may_be_empty: bool) -> str | None:
    """A line of words; None to go back."""
    prompt = lines.say("plain.words_or_none" if may_be_empty else "plain.words_or_back", question=question)
    while (line := lines.ask(prompt).strip()) != BACK:
        words = clean(line, one_line=True)
        if isinstance(words, Invalid):
            lines.put(lines.say(words.word, **words.places))
        elif words or may_be_empty:
            return words
        else:
            lines.put(lines.say("card.needs_words"))
    return None


def new_number(lines: Lines, study: Study, result: CallResult) -> CallResult | None:
    """The result with a number to call from now on, if one was given."""
    prompt = f"{lines.say('card.ask.new_number')}:"
    while (line := lines.ask(prompt).strip()) != BACK:
        number = read_phone(line, study.phone_region) if line else ""
        if not isinstance(number, Invalid):
            return replace(result, new_number=number)
        lines.put(lines.say(number.word, **number.places))
    return None
