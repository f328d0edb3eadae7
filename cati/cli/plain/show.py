"""A view as lines of text that read well aloud: number, question, options."""

from collections.abc import Iterator
from functools import partial

from cati.cli.plain.answering import has_keys
from cati.interview.answers_so_far import told
from cati.interview.entry import EachEntry, Entry, GridEntry, MultiEntry, NamesEntry, RowsEntry, TypedEntry
from cati.interview.prompt import OptionLine, Prompt
from cati.interview.session import Session
from cati.interview.view import CheckView, EndView
from cati.questionnaire.answer import Choice
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.model import (
    DateQuestion,
    MultiQuestion,
    NamesQuestion,
    NumberQuestion,
    Question,
    TextQuestion,
)
from cati.questionnaire.path import Stop
from cati.questionnaire.text import written
from cati.words import say

DATES = {"day": "plain.date_wanted", "month": "plain.month_wanted", "year": "plain.year_wanted"}
TYPED = {
    "time": "plain.time_wanted",
    "email": "plain.email_wanted",
    "phone": "plain.phone_wanted",
    "statement": "plain.statement_wanted",
    "appointment": "plain.appointment_wanted",
}
"""What form an answer has, by the type of the question."""
STATUS = {"dont_know": "screen.dont_know", "refused": "screen.refused"}


def prompt_lines(prompt: Prompt, entry: Entry, session: Session, language: str, mark: str = "") -> Iterator[str]:
    """A question, whole; `mark` stands before its place."""
    tell = partial(say, language)
    yield ""
    yield heading(prompt, language, mark)
    if prompt.asked_before:
        yield tell("plain.asked_again")
    if prompt.question.must_read:
        yield tell("plain.read_all")
    if prompt.intro:
        yield prompt.intro
    yield prompt.text
    if prompt.instruction:
        yield tell("plain.instruction", text=prompt.instruction)
    yield from option_lines(prompt, language)
    if wants := wanted(prompt.question, language):
        yield wants
    yield from kept_lines(prompt, entry, session, language)


def heading(prompt: Prompt, language: str, mark: str) -> str:
    """Where we are: `[V2, vraag 2 van 8]`."""
    place = [mark] if mark else []
    place.append(prompt.stop.key)
    if prompt.number is not None:
        place.append(say(language, "plain.number", number=prompt.number, total=prompt.total))
    return f"[{', '.join(place)}]"


def option_lines(prompt: Prompt, language: str) -> Iterator[str]:
    """The options, or the scale of a grid; a list that is too long for keys is searched."""
    if prompt.reads_each:
        yield say(language, "plain.each", count=len(prompt.rows))
    elif prompt.rows:
        yield "  " + ", ".join(f"{line.key} = {line.label}" for line in prompt.options)
    elif has_keys(prompt):
        yield from (option_line(line) for line in prompt.options)
    else:
        yield say(language, "plain.long_list", count=len(prompt.options))


def option_line(line: OptionLine) -> str:
    """One option; what is not read aloud stands in brackets."""
    label = line.label if line.is_read else f"({line.label})"
    return f"  {line.key or line.option.code}  {label}"


def wanted(question: Question, language: str) -> str:
    """What form an answer has that is typed, or that may be several."""
    match question:
        case NumberQuestion():
            least, most = (written(value, language) for value in (question.min, question.max))
            unit = "" if question.unit is None else f" {question.unit.within(language)}"
            return say(language, "plain.number_wanted", min=least, max=most, unit=unit)
        case TextQuestion():
            return say(language, "plain.text_wanted", max=question.max_length)
        case NamesQuestion():
            return say(language, "plain.names_wanted", max=question.max_names)
        case MultiQuestion() if question.read_options != "each":
            most_text = "" if question.max_choices is None else say(language, "plain.at_most", max=question.max_choices)
            return say(language, "plain.multi_wanted", most=most_text)
        case DateQuestion():
            return say(language, DATES[question.precision])
        case _:
            word = TYPED.get(getattr(question, "type", ""))
            return "" if word is None else say(language, word)


def kept_lines(prompt: Prompt, entry: Entry, session: Session, language: str) -> Iterator[str]:
    """What was answered, typed or noted here before, and whether Enter keeps it."""
    if prompt.remark:
        yield say(language, "plain.remark", text=prompt.remark)
    if isinstance(entry, MultiEntry) and prompt.draft.options:
        labels = ", ".join(line.label for line in prompt.options if line.name in entry.chosen)
        yield say(language, "plain.marked", answer=labels)
    elif isinstance(entry, NamesEntry) and entry.names:
        yield from (f"  {place}  {name}" for place, name in enumerate(entry.names, 1))
    elif isinstance(entry, TypedEntry) and prompt.draft.text:
        yield say(language, "plain.typed", answer=prompt.draft.text)
    elif prompt.answer is not None and entry.stands():
        yield say(language, "plain.answered", answer=told(prompt.answer, session, prompt.stop, language))


def row_prompt(entry: RowsEntry, language: str) -> str:
    """The row that is asked now: which of how many, its label, and what was said of it."""
    said = row_answer(entry, language)
    kept = f" ({said})" if said else ""
    return f"{entry.caret + 1}/{len(entry.prompt.rows)} {entry.row_label}{kept} >"


def row_answer(entry: RowsEntry, language: str) -> str:
    """What was said of the row at the caret, in words; empty if nothing was."""
    if isinstance(entry, EachEntry):
        return "" if not entry.has(entry.row) else say(language, "screen.yes" if entry.said[entry.row] else "screen.no")
    given = entry.rows.get(entry.row) if isinstance(entry, GridEntry) else None
    if isinstance(given, Choice):
        return next((line.label for line in entry.prompt.options if line.name == given.option), "")
    return "" if given is None else say(language, STATUS[given.kind])


def check_lines(view: CheckView, session: Session, language: str) -> Iterator[str]:
    """A failing check, and what can be done."""
    yield ""
    yield say(language, "plain.check", text=view.text)
    if view.may_confirm:
        yield "  1  " + say(language, "plain.accept")
    for at, stop in enumerate(view.pending.correct, 2):
        yield f"  {at}  " + say(language, "plain.correct", question=stop.key, answer=given_at(session, stop, language))


def given_at(session: Session, stop: Stop, language: str) -> str:
    """What was answered at a question, also if a check does not let it pass."""
    answer = session.state.answers.get(stop.key)
    return "" if answer is None else told(answer, session, stop, language)


def end_lines(view: EndView, language: str) -> Iterator[str]:
    """The end of the path, and the result it has or can be given."""
    yield ""
    yield f"[{view.end.id}]"
    yield view.text
    if len(view.end.disposition) > 1:
        for at, name in enumerate(view.end.disposition, 1):
            yield f"  {at}  {dispositions()[name].label(language)}"
    else:
        yield say(language, "plain.close", result=dispositions()[view.end.disposition[0]].label(language))
