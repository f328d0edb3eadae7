"""Help (F1): what to say to an objection or a request, neutral probes, and the keys of a screen."""

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from textual.content import Content

from cati.interview.help_texts import HelpTexts
from cati.interview.prompt import Said
from cati.questionnaire.dispositions import dispositions
from cati.tui.actions import Action, Where, actions_at, key_name
from cati.tui.painting.columns import EMPTY, cell, ends, wrapped
from cati.tui.show import show
from cati.words import say

Topic = Literal["objections", "on_request", "probes", "keys"]
TOPICS: tuple[Topic, ...] = get_args(Topic)
TITLES: dict[Topic, str] = {
    "objections": "help.objections.title",
    "on_request": "help.on_request.title",
    "probes": "help.probes.title",
    "keys": "help.keys.title",
}
NONE: dict[Topic, str] = {
    "objections": "help.objections.none",
    "on_request": "help.on_request.none",
    "probes": "help.probes.none",
    "keys": "help.keys.none",
}
KEYS_WIDTH = 20


def topic_line(topic: Topic, language: str) -> Content:
    """The four topics with their keys, the one on the screen marked."""
    return Content("  ").join(one_topic(at, name, language, is_here=name == topic) for at, name in enumerate(TOPICS, 1))


def one_topic(at: int, name: Topic, language: str, *, is_here: bool) -> Content:
    """A topic and its key."""
    label = show(say(language, TITLES[name]))
    mark = show(" ►" if is_here else "  ")
    return Content.assemble(mark, show(str(at)).stylize("bold $key"), " ", label.stylize("bold" if is_here else ""))


def topic_lines(topic: Topic, texts: HelpTexts, where: Where, language: str, width: int) -> list[Content]:
    """All lines of a topic."""
    match topic:
        case "objections":
            lines = said_lines(texts.objections, language, width)
        case "on_request":
            lines = said_lines(texts.on_request, language, width)
        case "probes":
            lines = [line for probe in texts.probes for line in (*read_aloud(probe, width, 3), EMPTY)]
        case "keys":
            lines = [key_help(action, where, language, width) for action in actions_at(where)]
    while lines and not lines[-1]:
        lines.pop()
    return lines or wrapped(say(language, NONE[topic]), width - 3, indent=3)


def said_lines(said: Iterable[Said], language: str, width: int) -> list[Content]:
    """What may be said and, below it, what to answer."""
    return [
        line for each in said for line in (said_line(each, language, width), *read_aloud(each.say, width, 6), EMPTY)
    ]


def said_line(said: Said, language: str, width: int) -> Content:
    """What the respondent says, and the result of the call it may lead to."""
    leads = dispositions().get(said.leads_to or "")
    start = show(f"   {' '.join(said.said.split())}").stylize("$key")
    if leads is None:
        return start.truncate(width, ellipsis=True)
    key = "F7" if leads.name == "appointment" else "F8"
    return ends(start, show(f"→ {key} {leads.label(language)} ").stylize("$quiet"), width)


def read_aloud(text: str, width: int, indent: int) -> list[Content]:
    """A text to read to the respondent: bold, as on the interview screen."""
    return [line.stylize("bold") for line in wrapped(text, width - 3, indent=indent)]


def key_help(action: Action, where: Where, language: str, width: int) -> Content:
    """The keys of an action and what it does."""
    keys = cell(f"   {keys_in_words(action.keys_at(where, closed=True))}", KEYS_WIDTH + 3).stylize("bold $key")
    return (keys + " " + show(action.help(language))).truncate(width, ellipsis=True)


def keys_in_words(keys: Sequence[str]) -> str:
    """`F2 Ctrl+D /`."""
    return " ".join(key_name(key) for key in keys)
