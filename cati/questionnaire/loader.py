"""From the bytes of a file to a frozen `Questionnaire`, or all its problems at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path as FilePath

from pydantic import ValidationError

from cati.questionnaire.check import semantic_problems
from cati.questionnaire.explain import explained_errors
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.places import Nodes, plain, prepared
from cati.questionnaire.problems import Problem, has_errors, in_order
from cati.questionnaire.steps import FilePlace
from cati.questionnaire.yaml_nodes import UnreadableYamlError, collector_at_rest, compose, text_of


@dataclass(frozen=True)
class Loaded:
    """What a file gave: its problems by place, and the questionnaire unless one of them is an error.

    `source` is the text as read, kept with the data so that every version used stays readable.
    """

    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...]
    source: str = ""


def load_file(file: FilePath) -> Loaded:
    """Load a questionnaire from a file. Raises `OSError` if it cannot be read."""
    return load(file.read_bytes())


def load(data: bytes) -> Loaded:
    """Load a questionnaire from the bytes of its file; never raises for what stands in it."""
    try:
        source = text_of(data)
        nodes = prepared(compose(source))
    except UnreadableYamlError as fault:
        return Loaded(None, in_order(fault.problems))
    with collector_at_rest():
        raw = plain(nodes.root)
        questionnaire, problems, broken = validated(raw, nodes)
        problems += nodes.problems
        if questionnaire is not None:
            problems += semantic_problems(questionnaire, nodes, broken)
    ordered = in_order(problems)
    return Loaded(None if has_errors(ordered) else questionnaire, ordered, source)


def validated(raw: object, nodes: Nodes) -> tuple[Questionnaire | None, list[Problem], frozenset[str]]:
    """The model, what pydantic found, and the names of what had to be left out to go on reading.

    An item with faults of its own becomes a placeholder of the same id, so that every other item is
    still read and no follow-on problem is made of the broken one.
    """
    try:
        return Questionnaire.model_validate(raw), [], frozenset()
    except ValidationError as fault:
        problems = explained_errors(fault, raw, nodes)
        broken = without_broken(raw, (error["loc"] for error in fault.errors(include_url=False)))
    try:
        return Questionnaire.model_validate(raw), problems, broken
    except ValidationError:
        return None, problems, broken


def without_broken(raw: object, locations: Iterable[FilePlace]) -> frozenset[str]:
    """Take what is broken out of the raw file, in place; the ids and names taken out."""
    broken: set[str] = set()
    if not isinstance(raw, dict):
        return frozenset()
    for location in locations:
        top = location[0] if location else None
        if top == "questions":
            broken.add(replace_item(raw, location))
        elif top in ("sample", "fills", "option_lists") and len(location) > 1 and isinstance(raw.get(top), dict):
            raw[top].pop(location[1], None)
            broken.add(f"{top}.{location[1]}")
        elif top == "scenarios":
            raw.pop(top, None)
        elif top in ("probes", "objections", "fieldwork"):
            raw.pop(top, None)
            broken.add(str(top))
        elif top is not None and top != "study":
            raw.pop(top, None)
    return frozenset(broken)


def replace_item(raw: dict[str, object], location: FilePlace) -> str:
    """Put a placeholder where the innermost broken entry of `questions` stands; its id."""
    holder: object = raw
    found: tuple[object, object] | None = None
    for before, part in zip((None, *location), location, strict=False):
        if isinstance(holder, list) and isinstance(part, int) and part < len(holder):
            if before == "questions":
                found = (holder, part)
            holder = holder[part]
        elif isinstance(holder, dict) and part in holder:
            holder = holder[part]
    if found is None:
        return ""
    entries, index = found
    assert isinstance(entries, list) and isinstance(index, int)  # noqa: S101, PT018 - what the loop above stored
    old = entries[index]
    name = str(old.get("id", "")) if isinstance(old, dict) else ""
    entries[index] = {
        "id": name if name.isidentifier() and name[:1].isupper() else f"BROKEN_{index}",
        "type": "statement",
        "text": "-",
    }
    return name
