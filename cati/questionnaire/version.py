"""What makes two questionnaires the same instrument: the hash of all that decides answers and wording."""

import hashlib
import json
import re
from functools import lru_cache

from cati.questionnaire.model import Questionnaire
from cati.questionnaire.steps import step_by_id

WORD = re.compile(r"[a-z]\w*")
SHOWN = 12
"""How many hex digits people see of a version."""


def instrument_document(questionnaire: Questionnaire) -> str:
    """The resolved instrument as canonical JSON: comments, key order, quoting and line ends do not count."""
    content = questionnaire.model_dump(
        mode="json", include={"sample", "constants", "fills", "questions"}, by_alias=True, exclude_defaults=True
    )
    content["languages"] = list(questionnaire.study.languages)
    fills = content.get("fills", {})
    used = used_fills(json.dumps(content["questions"]), fills)
    content["fills"] = {name: cases for name, cases in fills.items() if name in used}
    content |= used_constants(content)
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def used_constants(content: dict[str, object]) -> dict[str, object]:
    """The constants that are named somewhere, whole words; none if nothing names any."""
    constants = content.pop("constants", {})
    words = set(WORD.findall(json.dumps(content)))
    used = {name: value for name, value in dict(constants).items() if name in words}  # type: ignore[call-overload]
    return {"constants": used} if used else {}


@lru_cache(maxsize=8)
def instrument_of(document: str, today: Questionnaire) -> Questionnaire:
    """The instrument of a version's document, with all that is not in the version as it is today.

    So an interview under an older version has today's probes, objections and call rules. Raises `ValueError` if this
    program cannot read the document any more.
    """
    content = json.loads(document)
    study = today.study.model_copy(update={"languages": tuple(content.pop("languages"))})
    instrument = Questionnaire.model_validate({**content, "study": study})
    known, rules = step_by_id(instrument), today.fieldwork
    limits = {name: getattr(rules, name) for name in ("partial_from", "complete_from")}
    fieldwork = rules.model_copy(update={name: item if item in known else None for name, item in limits.items()})
    return instrument.model_copy(
        update={"probes": today.probes, "objections": today.objections, "fieldwork": fieldwork}
    )


def fills_used(questionnaire: Questionnaire) -> set[str]:
    """The named fills that an instrument uses."""
    return set(json.loads(instrument_document(questionnaire))["fills"])


def used_fills(text: str, fills: dict[str, object]) -> set[str]:
    """The named fills that the questions use, and those that these use."""
    used: set[str] = set()
    waiting = [name for name in fills if f"{{{name}}}" in text]
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            inner = json.dumps(fills[name])
            waiting.extend(other for other in fills if f"{{{other}}}" in inner)
    return used


def content_hash(questionnaire: Questionnaire) -> str:
    """SHA-256 of the instrument, 64 hex digits."""
    return hashlib.sha256(instrument_document(questionnaire).encode()).hexdigest()


def version_of(questionnaire: Questionnaire) -> str:
    """The version as it is shown and exported."""
    return content_hash(questionnaire)[:SHOWN]
