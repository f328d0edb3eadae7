"""A conversation for tests: answers in short, and the session they come to."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cati.interview.events import AnswerRecorded, CheckConfirmed, Event, InterviewStarted, LanguageChanged, RemarkMade
from cati.interview.session import Session
from cati.questionnaire.answer import Answer, AnswerKey, Choice, Choices
from cati.questionnaire.loader import load, load_file
from cati.questionnaire.model import Questionnaire

NOW = datetime(2026, 11, 25, 13, 2, tzinfo=UTC)
PROJECT = Path(__file__).parents[1] / "questionnaire.yaml"
SAMPLE = {
    "company_name": "Voorbeeld Weverij NV",
    "municipality": "Kortrijk",
    "size_class": "small",
    "sample_source": "een verzonnen bestand",
}


@cache
def the_questionnaire() -> Questionnaire:
    """The project's own eight questions."""
    return loaded(load_file(PROJECT).questionnaire)


def questionnaire_of(yaml: str) -> Questionnaire:
    """A questionnaire from its text."""
    return loaded(load(yaml.encode()).questionnaire)


def loaded(questionnaire: Questionnaire | None) -> Questionnaire:
    """The questionnaire, which must be sound."""
    assert questionnaire is not None
    return questionnaire


def started(questionnaire: Questionnaire, language: str = "nl") -> Session:
    """A conversation before its first answer."""
    event = InterviewStarted(at=NOW, version="v", language=language, interviewer="An Peeters", seed="7")
    return Session(questionnaire, SAMPLE).take(event)


def say_to(session: Session, **answers: Answer | str | list[str]) -> Session:
    """Answer some questions: an option by name, several as a list, `V3A_EACH__suppliers` for a roster item."""
    for key, answer in answers.items():
        session = session.take(answered(key.replace("__", "."), answer))
    return session


def partners(*chosen: str) -> Choices:
    """The partners that got a yes at V3A; all others got a no."""
    offered = [option.name for option in the_questionnaire().option_lists["partners"]]
    return Choices(options=chosen, declined=tuple(name for name in offered if name not in chosen))


def answered(key: str, answer: Answer | str | list[str]) -> Event:
    """One answer."""
    match answer:
        case str():
            answer = Choice(option=answer)
        case list():
            answer = Choices(options=tuple(answer))
    return AnswerRecorded(at=NOW, key=AnswerKey(key), answer=answer)


def remarked(key: str, text: str) -> Event:
    """A note at a question."""
    return RemarkMade(at=NOW, key=AnswerKey(key), text=text)


def confirmed(session: Session) -> Session:
    """The check that fails now, accepted."""
    pending = session.pending
    assert pending is not None
    return session.take(
        CheckConfirmed(at=NOW, check=pending.check.id, key=pending.stop.key, values=dict(pending.values))
    )


def in_language(session: Session, language: str) -> Session:
    """The conversation in another language."""
    return session.take(LanguageChanged(at=NOW, language=language))
