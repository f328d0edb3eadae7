"""What an interviewer may say when asked or contradicted, in the language of the interview."""

from collections.abc import Iterable
from dataclasses import dataclass

from cati.interview.prompt import Prompt, Said
from cati.interview.session import Session
from cati.questionnaire.model import OnRequest
from cati.questionnaire.steps import steps


@dataclass(frozen=True)
class HelpTexts:
    """Objections with their answers, texts on request (those of the question at hand first), neutral probes."""

    objections: tuple[Said, ...] = ()
    on_request: tuple[Said, ...] = ()
    probes: tuple[str, ...] = ()


def help_texts(session: Session, prompt: Prompt | None) -> HelpTexts:
    """All that may be said now. A respondent may ask at any question where the number comes from, so every
    text on request of the questionnaire is there, each once."""
    tell = session.telling(item=None if prompt is None else prompt.stop.item)
    elsewhere = (told for step in steps(session.questionnaire) if step.question for told in step.question.on_request)
    return HelpTexts(
        objections=tuple(
            Said(tell.tell(each.said), tell.tell(each.say), each.leads_to) for each in session.questionnaire.objections
        ),
        on_request=each_once(
            (*(prompt.on_request if prompt else ()), *(said_of(session, asked) for asked in elsewhere))
        ),
        probes=prompt.probes if prompt else tuple(tell.tell(each.say) for each in session.questionnaire.probes),
    )


def said_of(session: Session, asked: OnRequest) -> Said:
    """A text on request, filled."""
    tell = session.telling()
    return Said(tell.tell(asked.said), tell.tell(asked.say))


def each_once(said: Iterable[Said]) -> tuple[Said, ...]:
    """The texts in their order, without repeats."""
    return tuple(dict.fromkeys(said))
