"""`cati flow`: the list as a tree, as a diagram, or route by route."""

from collections.abc import Iterator
from pathlib import Path

from cati.cli.diagnostics import tell
from cati.cli.output import put_lines
from cati.cli.sound import sound_or_told
from cati.errors import ExitCode
from cati.questionnaire.condition_words import in_words
from cati.questionnaire.flow import Branch, branches, children
from cati.questionnaire.model import DerivedItem, EndItem, Questionnaire, Section
from cati.questionnaire.proof.diagram import TooLargeError
from cati.questionnaire.proof.routes import Route, routes
from cati.questionnaire.scenarios.telling import in_short
from cati.words import say

LONGEST = 60
MOST_ROUTES = 1_000


def run_flow(file: Path, language: str, *, mermaid: bool, by_route: bool) -> ExitCode:
    """Print the flow of a questionnaire. Raises `StudyError` if it has errors."""
    questionnaire = sound_or_told(file, language)
    if by_route:
        return print_routes(questionnaire, language)
    put_lines(diagram(questionnaire, language) if mermaid else tree(questionnaire, language))
    return ExitCode.OK


def tree(questionnaire: Questionnaire, language: str) -> Iterator[str]:
    """One line an item, below the filter it depends on."""
    for branch in branches(questionnaire):
        said = [f"{branch.name}  {title(branch, questionnaire, language)}", when(branch, language)]
        yield "  " * branch.depth + "  — ".join(filter(None, said))


def title(branch: Branch, questionnaire: Questionnaire, language: str) -> str:
    """What an item asks or is, on one line."""
    entry = branch.entry
    if isinstance(entry, EndItem):
        return say(language, "flow.end", disposition=", ".join(entry.disposition))
    if isinstance(entry, DerivedItem):
        return say(language, "flow.derived")
    text = entry.title if isinstance(entry, Section) else entry.text
    words = " ".join((text.within(language) or text.within(questionnaire.study.languages[0])).split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def when(branch: Branch, language: str) -> str:
    """When an item is on the path; nothing if it always is."""
    each = "" if branch.for_each is None else say(language, "flow.each", name=branch.for_each)
    condition = branch.condition
    filtered = "" if condition is None else say(language, "flow.if", condition=in_words(condition, language))
    return ", ".join(part for part in (each, filtered) if part)


def diagram(questionnaire: Questionnaire, language: str) -> Iterator[str]:
    """The same tree in the language of Mermaid."""
    found = branches(questionnaire)
    yield "flowchart TD"
    for branch in found:
        left, right = ("([", "])") if isinstance(branch.entry, EndItem) else ("[", "]")
        label = f"{branch.name} · {title(branch, questionnaire, language)}"
        yield f'    {node(branch)}{left}"{quoted(label)}"{right}'
    for above, branch in children(found):
        label = when(branch, language)
        arrow = f'-->|"{quoted(label)}"|' if label else "-->"
        yield f"    {node(above)} {arrow} {node(branch)}"


def node(branch: Branch) -> str:
    """The name of a node; `end` alone is a word of Mermaid's own."""
    return f"n_{branch.name.strip('[]')}"


def quoted(label: str) -> str:
    """A label in which quotes and other signs stand for themselves."""
    for sign, code in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;")):
        label = label.replace(sign, code)
    return label


def print_routes(questionnaire: Questionnaire, language: str) -> ExitCode:
    """Every route with answers that lead along it, and how many there are."""
    try:
        found = routes(questionnaire, MOST_ROUTES + 1)
    except (TooLargeError, RecursionError):
        tell(say(language, "flow.too_large"))
        return ExitCode.PROBLEMS_FOUND
    for number, route in enumerate(found[:MOST_ROUTES], 1):
        put_lines(told(route, number, language))
    if len(found) > MOST_ROUTES:
        tell(say(language, "flow.more_routes", limit=MOST_ROUTES))
    else:
        tell(say(language, "flow.routes", count=len(found)))
    return ExitCode.OK


def told(route: Route, number: int, language: str) -> Iterator[str]:
    """One route: its items and result, and below it the answers."""
    result = f" → {', '.join(route.dispositions)}" if route.dispositions else ""
    yield f"{number}  {' '.join(route.items)}{result}"
    answers = (f"{key} = {words}" for key, answer in route.answers.items() if (words := in_short(answer, language)))
    yield f"    {', '.join(answers)}"
