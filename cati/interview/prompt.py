"""What is put before the interviewer at one stop: every text filled, every option with its key.

Both fronts, the screens and the plain mode, show a `Prompt` and nothing else of the questionnaire.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_lowercase

from cati.interview.order import shown_options, shown_rows
from cati.interview.session import Session
from cati.questionnaire.answer import Answer, AnswerKey, Draft, Names
from cati.questionnaire.model import (
    Closed,
    GridQuestion,
    MultiQuestion,
    Option,
    Question,
    Questionnaire,
    SingleQuestion,
    Text,
)
from cati.questionnaire.path import Stop
from cati.questionnaire.steps import steps
from cati.questionnaire.text import Telling

MOST_KEYS = 35
"""Beyond this many options there are no keys left: the list is searched by typing."""


@dataclass(frozen=True)
class OptionLine:
    """A response option as it is shown; `is_read` means that its label is read aloud."""

    key: str
    option: Option
    label: str
    is_read: bool

    @property
    def name(self) -> str:
        """The name of the option."""
        return self.option.name


@dataclass(frozen=True)
class RowLine:
    """A row of a grid, or an option that is read one by one."""

    name: str
    label: str
    is_other: bool = False


@dataclass(frozen=True)
class Said:
    """Something the respondent may say, and what to answer; `leads_to` is a disposition."""

    said: str
    say: str
    leads_to: str | None = None


@dataclass(frozen=True)
class Prompt:
    """A question, ready to be painted. `total` is how many numbered questions a complete route has.

    `answer` is what was given here before, valid or not; `names` the names last given here; `order` the names of
    options or rows in the order shown, if shuffled.
    """

    stop: Stop
    question: Question
    number: int | None
    total: int
    language: str
    intro: str
    text: str
    instruction: str
    options: tuple[OptionLine, ...]
    rows: tuple[RowLine, ...]
    on_request: tuple[Said, ...]
    probes: tuple[str, ...]
    answer: Answer | None
    draft: Draft
    remark: str
    order: tuple[str, ...]
    asked_before: int
    names: Names | None = None

    @property
    def key(self) -> AnswerKey:
        """Under which key the answer is kept."""
        return self.stop.key

    @property
    def reads_each(self) -> bool:
        """Whether the options are read one by one, a yes or no for each."""
        return isinstance(self.question, MultiQuestion) and self.question.read_options == "each"

    @property
    def allows_dont_know(self) -> bool:
        """Whether don't know may be given."""
        return self.question.nonresponse in ("both", "dont_know")

    @property
    def allows_refused(self) -> bool:
        """Whether a refusal may be given."""
        return self.question.nonresponse in ("both", "refused")

    def option_of_key(self, key: str) -> OptionLine | None:
        """The option that a key means here."""
        return next((line for line in self.options if line.key == key), None)


def prompt_at(session: Session, stop: Stop) -> Prompt:
    """The prompt of a stop, in the language of the interview."""
    question = stop.question
    if question is None:
        raise ValueError(f"{stop.key} has no screen")
    tell = session.telling(item=stop.item)
    state = session.state
    options, rows, order = lines_of(question, stop, tell, state.seed)
    return Prompt(
        stop=stop,
        question=question,
        number=question.number or question.part_of,
        total=numbered(session.questionnaire),
        language=state.language,
        intro="" if question.intro is None else tell.tell(question.intro),
        text=tell.tell(spoken_text(session, stop, question)),
        instruction="" if question.instruction is None else tell.tell(question.instruction),
        options=options,
        rows=rows,
        on_request=tuple(Said(tell.tell(each.said), tell.tell(each.say)) for each in question.on_request),
        probes=tuple(tell.tell(each.say) for each in (*question.probes, *session.questionnaire.probes)),
        answer=state.answers.get(stop.key),
        draft=state.drafts.get(stop.key, Draft()),
        remark=state.remarks.get(stop.key, ""),
        order=order,
        asked_before=state.asked_again.get(stop.key, 0),
        names=state.names.get(stop.key),
    )


def spoken_text(session: Session, stop: Stop, question: Question) -> Text:
    """The full text, or the short one from the second item of a roster on."""
    items = session.path.reading.items.get(question.id, [])
    is_first = stop.item is None or stop.item == next(iter(items), stop.item)
    return question.text if is_first or question.short_text is None else question.short_text


def lines_of(
    question: Question, stop: Stop, tell: Telling, seed: str
) -> tuple[tuple[OptionLine, ...], tuple[RowLine, ...], tuple[str, ...]]:
    """Options and rows in the order shown, and that order by name if it was shuffled."""
    if not isinstance(question, Closed):
        return (), (), ()
    keys = {} if is_searched(question) else keys_of(stop.route.options)
    shown = shown_options(question, stop.offered, seed)
    said = tell.said_at_source(question)
    labels = {option.name: said.get(option.name) or tell.tell(option.label) for option in shown}
    options = tuple(
        OptionLine(keys.get(option.name, ""), option, labels[option.name], is_read_aloud(question, option))
        for option in shown
    )
    if isinstance(question, GridQuestion):
        order = shown_rows(question, seed)
        said_of = {row.name: tell.tell(row.label) for row in question.rows}
        return options, tuple(RowLine(name, said_of[name]) for name in order), order if question.randomise else ()
    rows: tuple[RowLine, ...] = ()
    if question.read_options == "each":
        rows = tuple(RowLine(line.name, line.label, line.option.other) for line in options if line.is_read)
    return options, rows, tuple(option.name for option in shown) if question.randomise else ()


def is_read_aloud(question: Closed, option: Option) -> bool:
    """Whether the label is read to the respondent or is a code for the interviewer."""
    return question.read_options != "none" if option.read is None else option.read


def is_searched(question: Closed) -> bool:
    """Whether the editor wants the options found by typing, however many there are."""
    return isinstance(question, SingleQuestion) and question.search


def keys_of(options: Iterable[Option]) -> dict[str, str]:
    """The key of each option by name: codes 1 to 9 are that digit, the others letters in questionnaire order.

    The key stays with the option, never with its place on the screen. Without keys beyond 35 options.
    """
    listed = list(options)
    lettered = sum(not 1 <= option.code <= 9 for option in listed)
    if len(listed) > MOST_KEYS or lettered > len(ascii_lowercase):
        return {}
    letters = iter(ascii_lowercase)
    return {option.name: str(option.code) if 1 <= option.code <= 9 else next(letters) for option in listed}


def numbered(questionnaire: Questionnaire) -> int:
    """How many numbered questions a complete route has: `check` proves 1..N on each (C309)."""
    numbers = [step.question.number for step in steps(questionnaire) if step.question is not None]
    return max((number for number in numbers if number is not None), default=0)
