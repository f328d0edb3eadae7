"""A view as lines of text: number, question, options."""

from collections.abc import Iterator
from functools import partial

from cati.interview.prompt import OptionLine, Prompt
from cati.interview.session import Session
from cati.interview.view import CheckView, EndView
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.model import Closed, GridQuestion, NumberQuestion, Question, TextQuestion
from cati.questionnaire.steps import options_of
from cati.questionnaire.text import in_words, written
from cati.words import say


def prompt_lines(prompt: Prompt, language: str) -> Iterator[str]:
    """A question, whole."""
    tell = partial(say, language)
    yield ""
    yield heading(prompt, language)
    if prompt.asked_before:
        yield tell("plain.asked_again")
    if prompt.intro:
        yield prompt.intro
    yield prompt.text
    if prompt.instruction:
        yield tell("plain.instruction", text=prompt.instruction)
    if not prompt.rows:
        yield from (option_line(line) for line in prompt.options)
    else:
        yield tell("plain.each") if prompt.reads_each else scale(prompt)
    if wants := wanted(prompt.question, language):
        yield wants
    if prompt.answer is not None:
        yield tell("plain.answered", answer=answer_in_words(prompt, language))


def heading(prompt: Prompt, language: str) -> str:
    """Where we are: `V2 · vraag 2 van 8`."""
    where = prompt.stop.key
    if prompt.number is None:
        return f"[{where}]"
    return f"[{where} · {say(language, 'plain.number', number=prompt.number, total=prompt.total)}]"


def option_line(line: OptionLine) -> str:
    """One option; what is not read aloud stands in brackets."""
    label = line.label if line.is_read else f"({line.label})"
    return f"  {line.key or line.option.code}  {label}"


def scale(prompt: Prompt) -> str:
    """The options of a grid on one line."""
    return "  " + "   ".join(f"{line.key} = {line.label}" for line in prompt.options)


def wanted(question: Question, language: str) -> str:
    """What form a typed answer has."""
    match question:
        case NumberQuestion():
            least, most = (written(value, language) for value in (question.min, question.max))
            return say(language, "plain.number_wanted", min=least, max=most)
        case TextQuestion():
            return say(language, "plain.text_wanted", max=question.max_length)
        case Closed():
            return ""
        case _:
            kinds = {"date", "time", "email", "phone", "statement", "appointment"}
            kind = getattr(question, "type", "")
            return say(language, f"plain.{kind}_wanted") if kind in kinds else ""


def answer_in_words(prompt: Prompt, language: str) -> str:
    """The answer given before, in words."""
    answer = prompt.answer
    if answer is None:
        return ""
    if answer.kind in ("dont_know", "refused"):
        return say(language, f"plain.{answer.kind}")
    if isinstance(prompt.question, GridQuestion):
        return say(language, "plain.rows_answered", count=len(getattr(answer, "rows", {})))
    return in_words(answer, prompt.stop.route.options, prompt.language)


def check_lines(view: CheckView, session: Session, language: str) -> Iterator[str]:
    """A failing check, and what can be done."""
    yield ""
    yield say(language, "plain.check", text=view.text)
    if view.may_confirm:
        yield "  1  " + say(language, "plain.accept")
    for at, stop in enumerate(view.pending.correct, 2):
        options = options_of(session.questionnaire, stop.route.item)
        given = "" if stop.answer is None else in_words(stop.answer, options, session.state.language)
        yield f"  {at}  " + say(language, "plain.correct", question=stop.key, answer=given)


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
