"""Take what is broken out of a raw file, so that all else in it is still read and no follow-on problem is made."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pydantic_core import ErrorDetails

from cati.questionnaire.explain import file_place
from cati.questionnaire.model import NAME, QUESTION_ID
from cati.questionnaire.places import child_of
from cati.questionnaire.steps import FilePlace

LANGUAGES_UNKNOWN = "study.languages"
NAMED_PARTS = ("sample", "constants", "fills", "option_lists")
COUNTED = re.compile(r"[1-9][0-9]{0,8}")
CARRIED_OVER = {"for_each": QUESTION_ID, "as": NAME, "number": COUNTED, "part_of": COUNTED}
BROKEN = "BROKEN"
UNKNOWN = f"asked({BROKEN})"
"""A condition nobody can read, of an item whose own may be among its faults: it may be asked or not."""


def repaired(raw: object, errors: Iterable[ErrorDetails]) -> frozenset[str]:
    """Mend the raw file in place; what was taken out.

    That is the id of an item (its place is kept by a stand-in), `sample.NAME`, `constants.NAME`, `fills.NAME`,
    `option_lists.NAME`, the name of a whole part of the file, and `BROKEN`, which stands for anything.
    """
    repair = Repair(raw if isinstance(raw, dict) else {}, {BROKEN})
    for error in errors:
        repair.mend(error)
    return frozenset(repair.broken)


@dataclass
class Repair:
    """One mending: the raw file, and what was taken out of it so far."""

    raw: dict[str, object]
    broken: set[str] = field(default_factory=set)

    def mend(self, error: ErrorDetails) -> None:
        """Take out what one error is about."""
        place = file_place(error["loc"], self.raw)
        match place:
            case () | ("study",) | ("study", "languages", *_):
                self.without_languages()
            case ("questions",):
                self.without_questions()
            case _ if error["type"] == "extra_forbidden":
                self.drop(place)
                self.doubt(place)
            case ("questions", *_):
                self.stand_in(place)
            case (str(part), str(name), *_) if part in NAMED_PARTS:
                self.drop((part, name))
                self.broken.add(f"{part}.{name}")
            case ("study", *_):
                self.drop(place[:2])
                self.broken.add("study")
            case _:
                self.drop(place[:1])
                self.broken.add(str(place[0]))

    def without_languages(self) -> None:
        """A study, or its languages, that cannot be read: one language stands in."""
        study = self.raw.get("study")
        self.raw["study"] = {**(study if isinstance(study, dict) else {}), "languages": ["nl"]}
        self.raw.setdefault("questions", [placeholder({}, 0)])
        self.broken.add(LANGUAGES_UNKNOWN)

    def without_questions(self) -> None:
        """A file without a list of items: one stands in."""
        self.raw["questions"] = [placeholder({}, 0)]
        self.broken.add("questions")

    def drop(self, place: FilePlace) -> None:
        """Take one key out, if it is still there."""
        holder = at(self.raw, place[:-1])
        if isinstance(holder, dict):
            holder.pop(str(place[-1]), None)

    def doubt(self, place: FilePlace) -> None:
        """A key that was dropped from an item may have been meant as its condition."""
        holder = at(self.raw, place[:-1])
        if len(place) > 1 and place[-3:-2] == ("questions",) and isinstance(holder, dict):
            holder.setdefault("ask_if", UNKNOWN)

    def stand_in(self, place: FilePlace) -> None:
        """Put a stand-in where the innermost broken item or section is."""
        last = max(index for index, part in enumerate(place[:-1]) if part == "questions" and index % 2 == 0)
        entries, index = at(self.raw, place[: last + 1]), place[last + 1]
        assert isinstance(entries, list) and isinstance(index, int)  # noqa: S101, PT018 - entries are told by their index
        old = entries[index] if isinstance(entries[index], dict) else {}
        new = mended_section(old) if "section" in old else placeholder(old, len(self.broken))
        entries[index] = new
        self.broken.update(str(new[key]) for key in ("id", "section") if key in new)


def at(raw: object, place: FilePlace) -> object:
    """What stands at a place of the raw file, or None."""
    for part in place:
        raw = child_of(raw, part)
    return raw


def placeholder(old: dict[str, object], number: int) -> dict[str, object]:
    """An item of the same id that breaks no rule: an end where an end was, else a statement."""
    name = old.get("id")
    known = isinstance(name, str) and QUESTION_ID.fullmatch(name)
    kind = {"type": "end", "disposition": "complete"} if old.get("type") == "end" else {"type": "statement"}
    return {"id": name if known else f"BROKEN_{number}", "text": "-", **kind, **dict(carried_over(old))}


def mended_section(old: dict[str, object]) -> dict[str, object]:
    """A section that keeps its items and its roster."""
    name, items = old.get("section"), old.get("questions")
    known = isinstance(name, str) and NAME.fullmatch(name)
    return {
        "section": name if known else "broken",
        "title": "-",
        "questions": items if isinstance(items, list) and items else [placeholder({}, 0)],
        **dict(carried_over(old)),
    }


def carried_over(old: dict[str, object]) -> Iterator[tuple[str, object]]:
    """The condition, the roster and the number of an item, as far as they have the right form."""
    if "ask_if" in old:
        condition = old["ask_if"]
        yield "ask_if", condition if isinstance(condition, str) and condition else UNKNOWN
    for key, form in CARRIED_OVER.items():
        value = old.get(key)
        is_of_section = "section" in old and key in ("number", "part_of")
        if isinstance(value, str) and form.fullmatch(value) and old.get("type") != "end" and not is_of_section:
            yield key, value
