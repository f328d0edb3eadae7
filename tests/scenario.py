"""A small language for tests of interviews: answers in short, and where they lead.

    Scenario(yaml).answer("SAMEN", "no").at("GENEIGD")

The text may be a whole file, or only its questions: then the language is `en` and an end `DONE` is added.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from textwrap import dedent, indent
from typing import Self

from cati.interview.events import (
    AnswerRecorded,
    AskedAgain,
    CheckConfirmed,
    DraftKept,
    Event,
    InterviewStarted,
    LanguageChanged,
    RemarkMade,
)
from cati.interview.prompt import Prompt, prompt_at
from cati.interview.session import Session, folded
from cati.interview.view import View, view_of
from cati.questionnaire.answer import (
    Answer,
    AnswerKey,
    Choice,
    Choices,
    Clock,
    Day,
    DontKnow,
    Draft,
    GridRows,
    Quantity,
    Read,
    Refused,
    Words,
    question_of,
)
from cati.questionnaire.loader import load
from cati.questionnaire.model import (
    AnyItem,
    GridQuestion,
    MultiQuestion,
    NumberQuestion,
    Questionnaire,
    SingleQuestion,
)
from cati.questionnaire.steps import options_of, step_by_id

NOW = datetime(2026, 11, 25, 13, 2, tzinfo=UTC)
STATUSES: dict[str, Answer] = {"dont_know": DontKnow(), "refused": Refused()}
Given = Answer | str | int | Decimal | date | time | Sequence[str] | Mapping[str, str] | None
"""An answer in short: an option by name, several as a list, rows as a mapping, a status by name, None for `read`."""


def questionnaire_of(yaml: str) -> Questionnaire:
    """A questionnaire from its text, or from its questions alone; it must be free of errors."""
    loaded = load(whole(yaml).encode())
    assert loaded.questionnaire is not None, loaded.problems
    return loaded.questionnaire


def whole(yaml: str) -> str:
    """The text of a whole file."""
    text = dedent(yaml).strip("\n")
    if not text.lstrip().startswith("- "):
        return text
    if "type: end" not in text:
        text += "\n- {id: DONE, type: end, disposition: complete, text: Thanks.}"
    return f"study: {{languages: [en]}}\nquestions:\n{indent(text, '  ')}\n"


def single(name: str, options: str = "yes no", **more: object) -> str:
    """A line of YAML: a single question with these options."""
    return closed("single", name, options, more)


def multi(name: str, options: str, **more: object) -> str:
    """A line of YAML: a multi question with these options."""
    return closed("multi", name, options, more)


def closed(kind: str, name: str, options: str, more: Mapping[str, object]) -> str:
    """A line of YAML: a closed question; an option may be `name+flag`."""
    listed = ", ".join(option_line(code, written) for code, written in enumerate(options.split(), 1))
    keys = "".join(f", {key}: {value}" for key, value in more.items())
    return f"- {{id: {name}, type: {kind}, text: '{name}?', options: [{listed}]{keys}}}\n"


def option_line(code: int, written: str) -> str:
    """One option: `other+other` is the option `other` with the flag of that name."""
    name, *flags = written.split("+")
    return f"{{code: {code}, name: {name}, label: {name}{''.join(f', {flag}: true' for flag in flags)}}}"


class Scenario:
    """A conversation that goes on as a test tells it; each step gives the scenario back."""

    def __init__(
        self, yaml: str | Questionnaire, *, sample: Mapping[str, str] | None = None, language: str = "", seed: str = "7"
    ) -> None:
        questionnaire = yaml if isinstance(yaml, Questionnaire) else questionnaire_of(yaml)
        language = language or questionnaire.study.languages[0]
        begun = InterviewStarted(at=NOW, version="v", language=language, interviewer="an-peeters", seed=seed)
        self.events: list[Event] = []
        self.session = Session(questionnaire, sample or {}, interviewer_name="An Peeters")
        self.reviewing: AnswerKey | None = None
        self.take(begun)

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire that is conducted."""
        return self.session.questionnaire

    def take(self, event: Event) -> Self:
        """Any event, as if it had been stored."""
        self.events.append(event)
        self.session = self.session.take(event)
        return self

    def answer(self, question: str, given: Given = None, *, other: str | None = None) -> Self:
        """Record an answer; what an `other` option wants is given apart."""
        key = AnswerKey(question)
        answer = answer_of(self.questionnaire, key, given, other)
        return self.take(AnswerRecorded(at=NOW, key=key, answer=answer))

    def answers(self, **given: Given) -> Self:
        """Record several answers; `LOOP__item` is the answer at an item of a roster."""
        for name, each in given.items():
            self.answer(name.replace("__", "."), each)
        return self

    def ask_again(self, question: str, option: str) -> Self:
        """Choose an option that is never the answer."""
        return self.take(AskedAgain(at=NOW, key=AnswerKey(question), option=option))

    def draft(self, question: str, draft: Draft) -> Self:
        """Keep something that is not yet the answer."""
        return self.take(DraftKept(at=NOW, key=AnswerKey(question), draft=draft))

    def remark(self, question: str, text: str) -> Self:
        """Make a note."""
        return self.take(RemarkMade(at=NOW, key=AnswerKey(question), text=text))

    def speak(self, language: str) -> Self:
        """Go on in another language."""
        return self.take(LanguageChanged(at=NOW, language=language))

    def confirm(self, check: str) -> Self:
        """Confirm the check that is pending; it must be this one."""
        pending = self.session.pending
        assert pending is not None
        assert pending.check.id == check
        values = dict(pending.values)
        return self.take(CheckConfirmed(at=NOW, check=check, key=pending.stop.key, values=values))

    def at(self, question: str | None) -> Self:
        """The question that wants an answer now is this one; None: an end is reached."""
        assert (None if self.session.at is None else self.session.at.key) == question
        return self

    def path(self, *keys: str) -> Self:
        """These items are on the path, in this order."""
        assert [stop.key for stop in self.session.path.stops] == list(keys)
        return self

    def ends(self, *dispositions: str) -> Self:
        """The path reaches an end with these dispositions."""
        assert self.session.path.end is not None
        assert self.session.path.end.disposition == dispositions
        return self

    def checks(self, check: str | None) -> Self:
        """This check is pending now, or none is."""
        assert (None if self.session.pending is None else self.session.pending.check.id) == check
        return self

    def replayed(self) -> Self:
        """The events, folded anew, give the same state (law 2)."""
        assert folded(self.events) == self.session.state
        return self

    def prompt(self, question: str | None = None) -> Prompt:
        """What is put at a question of the path, by default the next one."""
        stop = self.session.at if question is None else self.session.path.stop(question)
        assert stop is not None
        return prompt_at(self.session, stop)

    def view(self) -> View:
        """What is before the interviewer."""
        return view_of(self.session, self.reviewing)


def answer_of(questionnaire: Questionnaire, key: AnswerKey, given: Given, other: str | None = None) -> Answer:
    """An answer written in short, by the type of its question."""
    item = step_by_id(questionnaire)[question_of(key)].item
    match given:
        case None:
            return Read()
        case str() if given in STATUSES:
            return STATUSES[given]
        case str() if isinstance(item, SingleQuestion):
            return Choice(option=given, other=other)
        case str():
            return Quantity(value=Decimal(given)) if isinstance(item, NumberQuestion) else Words(value=given)
        case int() | Decimal():
            return Quantity(value=Decimal(given))
        case date():
            return Day(value=given)
        case time():
            return Clock(value=given)
        case Mapping():
            assert isinstance(item, GridQuestion)
            return GridRows(rows={row: row_answer(each) for row, each in given.items()})
        case Sequence():
            return choices_of(questionnaire, item, given, other)
        case _:
            return given


def row_answer(given: str) -> Choice | DontKnow | Refused:
    """The answer at one row of a grid."""
    status = STATUSES.get(given)
    return status if isinstance(status, DontKnow | Refused) else Choice(option=given)


def choices_of(questionnaire: Questionnaire, item: AnyItem, chosen: Sequence[str], other: str | None) -> Choices:
    """Several options; where they are read one by one, all others got a no."""
    names = [option.name for option in options_of(questionnaire, item) if option.read is not False]
    reads_each = isinstance(item, MultiQuestion) and item.read_options == "each"
    declined = tuple(name for name in names if name not in chosen) if reads_each else ()
    return Choices(options=tuple(chosen), declined=declined, other=other)
