"""A made-up respondent and a made-up interviewer, who go through the real session by chance."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from random import Random

from cati.interview.events import (
    AnswerRecorded,
    AskedAgain,
    CheckConfirmed,
    Event,
    InterviewEnded,
    InterviewStarted,
    LanguageChanged,
)
from cati.interview.prompt import Prompt, prompt_at
from cati.interview.session import Session
from cati.interview.view import CheckView, EndView, OverView, QuestionView, view_of
from cati.questionnaire.answer import (
    Answer,
    Answers,
    Appointment,
    Choice,
    Choices,
    Clock,
    Day,
    DontKnow,
    GridRows,
    Quantity,
    Read,
    Refused,
    RowAnswer,
    Words,
)
from cati.questionnaire.model import (
    AppointmentQuestion,
    DateQuestion,
    EmailQuestion,
    GridQuestion,
    MultiQuestion,
    NamesQuestion,
    NumberQuestion,
    Option,
    PhoneQuestion,
    Question,
    Questionnaire,
    SingleQuestion,
    Statement,
    TimeQuestion,
)
from cati.questionnaire.names_given import names_given
from cati.questionnaire.partial_dates import at_precision, neighbour, ordinal
from cati.questionnaire.path import Stop
from cati.questionnaire.validity import read_each, why_invalid

NO_ANSWER, SWITCHES, ACCEPTS, PUTS_THROUGH = 0.08, 0.03, 0.5, 0.2
MOST_STEPS = 2_000
"""An interview of more steps than this goes round in a circle."""

FIRST_DAY, DAYS, MONTHS_OR_YEARS = date(2026, 1, 1), 365, 12
SAID = "Zoals gezegd"
MOMENT = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)
APPOINTED = Appointment(at=MOMENT, wall=MOMENT.replace(tzinfo=None), timezone="UTC", name="N.")


@dataclass
class Robot:
    """One conversation. What `plan` answers is answered so; all else, and how checks are met, is chance."""

    questionnaire: Questionnaire
    chance: Random
    sample: Mapping[str, str]
    plan: Answers = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)
    checks: set[str] = field(default_factory=set)
    asked_again: set[tuple[str, str]] = field(default_factory=set)
    session: Session = field(init=False)

    def converse(self) -> Session:
        """The session at its end, or where it goes round in a circle."""
        self.session = Session(self.questionnaire, self.sample)
        language = self.chance.choice(self.questionnaire.study.languages)
        seed = f"{self.chance.getrandbits(64):016x}"
        self.take(InterviewStarted(at=MOMENT, version="", language=language, interviewer="robot", seed=seed))
        for _ in range(MOST_STEPS):
            if not self.step():
                break
        return self.session

    def take(self, event: Event) -> None:
        """Something happened."""
        self.session = self.session.take(event)

    def step(self) -> bool:
        """What comes next; false if nothing does."""
        match view_of(self.session, None):
            case QuestionView(prompt=prompt):
                self.hear(prompt.intro, prompt.text, *(line.label for line in prompt.options if line.is_read))
                self.at_question(prompt)
                return True
            case CheckView() as view:
                self.hear(view.text)
                return self.at_check(view)
            case EndView(end=end, text=text):
                self.hear(text)
                disposition = self.chance.choice(end.disposition)
                self.take(InterviewEnded(at=MOMENT, disposition=disposition, end=end.id))
                return True
            case OverView() | _:
                return False

    def hear(self, *texts: str) -> None:
        """Count the words that are read, in the language they are read in."""
        self.words[self.session.state.language] += sum(len(text.split()) for text in texts)

    def at_question(self, prompt: Prompt) -> None:
        """Switch language now and then; put through now and then; answer."""
        languages = [each for each in self.questionnaire.study.languages if each != self.session.state.language]
        if languages and self.chance.random() < SWITCHES:
            self.take(LanguageChanged(at=MOMENT, language=self.chance.choice(languages)))
        again = [option.name for option in prompt.stop.offered if option.ask_again]
        if again and self.chance.random() < PUTS_THROUGH:
            option = self.chance.choice(again)
            self.asked_again.add((prompt.question.id, option))
            self.take(AskedAgain(at=MOMENT, key=prompt.key, option=option))
            return
        self.answer(prompt.stop, prompt)

    def answer(self, stop: Stop, prompt: Prompt) -> None:
        """As planned the first time, else by chance."""
        planned = self.plan.get(stop.key) if stop.key not in self.session.state.answers else None
        if planned is None or why_invalid(prompt.question, stop.offered, planned) is not None:
            planned = any_answer(self.chance, prompt.question, stop.offered)
        self.take(AnswerRecorded(at=MOMENT, key=stop.key, answer=planned, order=prompt.order))

    def at_check(self, view: CheckView) -> bool:
        """Accept a soft check (one with a plan always does), or correct an answer."""
        pending = view.pending
        self.checks.add(pending.check.id)
        if view.may_confirm and (self.plan or self.chance.random() < ACCEPTS):
            values = dict(pending.values)
            self.take(CheckConfirmed(at=MOMENT, check=pending.check.id, key=pending.stop.key, values=values))
            return True
        targets = [stop for stop in (pending.stop, *pending.correct) if stop.question is not None]
        if not targets:
            return False
        target = self.chance.choice(targets)
        self.answer(target, prompt_at(self.session, target))
        return True


def any_answer(chance: Random, question: Question, offered: tuple[Option, ...]) -> Answer:
    """A valid answer by chance, don't know and refused among them where they are allowed."""
    statuses = [status for status in (DontKnow(), Refused()) if question.nonresponse in ("both", status.kind)]
    if statuses and not isinstance(question, GridQuestion) and chance.random() < NO_ANSWER * len(statuses):
        return chance.choice(statuses)
    match question:
        case SingleQuestion():
            return any_choice(chance, offered)
        case MultiQuestion():
            return any_choices(chance, question, offered)
        case GridQuestion():
            rows = {row.name: any_cell(chance, offered, statuses) for row in question.rows}
            return GridRows(rows=rows)
        case NumberQuestion():
            return Quantity(value=any_number(chance, question))
        case _:
            return any_typed(chance, question)


def any_choice(chance: Random, offered: tuple[Option, ...]) -> Choice:
    """One option; its text if it wants one."""
    option = chance.choice([option for option in offered if not option.ask_again])
    return Choice(option=option.name, other=SAID if option.other else None)


def any_cell(chance: Random, offered: tuple[Option, ...], statuses: list[DontKnow | Refused]) -> RowAnswer:
    """The answer at one row of a grid."""
    is_status = statuses and chance.random() < NO_ANSWER * len(statuses)
    return chance.choice(statuses) if is_status else any_choice(chance, offered)


def any_choices(chance: Random, question: MultiQuestion, offered: tuple[Option, ...]) -> Choices:
    """A set of options: an exclusive one alone, else as many as are allowed."""
    alone = [option for option in offered if option.exclusive]
    free = [option for option in offered if not option.exclusive]
    most = min(question.max_choices or len(free), len(free))
    if alone and (most < question.min_choices or chance.random() < NO_ANSWER):
        chosen = [chance.choice(alone)]
    else:
        chosen = chance.sample(free, chance.randint(min(question.min_choices, most), most))
    names = tuple(option.name for option in offered if option in chosen)
    declined: tuple[str, ...] = ()
    if question.read_options == "each":
        declined = tuple(option.name for option in read_each(offered) if option.name not in names)
    other = SAID if any(option.other for option in chosen) else None
    return Choices(options=names, declined=declined, other=other)


def any_number(chance: Random, question: NumberQuestion) -> Decimal:
    """A number in range: now and then its first or last, mostly a small one, as numbers are."""
    step = Decimal(1).scaleb(-question.decimals)
    most = int((question.max - question.min) / step)
    reach = chance.choice((0, 5, 50, 500, most, most))
    return question.min + step * (most if reach == 0 else chance.randint(0, min(reach, most)))


def any_date(chance: Random, question: DateQuestion) -> Day:
    """A day, month or year in range, or one of the next few."""
    own = at_precision(FIRST_DAY, question.precision)
    first = question.min or min(own, question.max or own, key=ordinal)
    ahead = DAYS if question.precision == "day" else MONTHS_OR_YEARS
    steps = ahead if question.max is None else ordinal(question.max) - ordinal(first)
    found = neighbour(first, chance.randint(0, steps))
    return Day(value=first if found is None or isinstance(found, time) else found)


def any_typed(chance: Random, question: Question) -> Answer:
    """What is typed or confirmed."""
    match question:
        case Statement():
            return Read()
        case AppointmentQuestion():
            return APPOINTED
        case DateQuestion():
            return any_date(chance, question)
        case TimeQuestion():
            first_minute, last_minute = minutes(question.min or time.min), minutes(question.max or time(23, 59))
            minute = chance.randint(first_minute, last_minute)
            return Clock(value=time(minute // 60, minute % 60))
        case NamesQuestion():
            count = chance.randint(question.min_names, question.max_names)
            return names_given((f"{SAID} {place}" for place in range(1, count + 1)), None)
        case EmailQuestion():
            return Words(value="name@example.org")
        case PhoneQuestion():
            return Words(value="+3250000000")
        case _:
            return Words(value=SAID[: getattr(question, "max_length", len(SAID))])


def minutes(moment: time) -> int:
    """The minutes since midnight."""
    return moment.hour * 60 + moment.minute
