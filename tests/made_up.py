"""Made-up questionnaires with every construct, edits of them, and answers that fit: for properties of versions."""

import copy
from decimal import Decimal
from random import Random
from typing import Any

from cati.questionnaire.answer import Answer, AnswerKey, Answers, Choice, Choices, GridRows, Quantity, Refused, Words
from cati.questionnaire.model import GridQuestion, MultiQuestion, NumberQuestion, Questionnaire, SingleQuestion
from cati.questionnaire.path import Stop, path
from cati.questionnaire.routing import routing

Raw = dict[str, Any]
NAMES = ("red", "blue", "green", "white", "black", "grey")


def options(count: int, first: int = 0) -> list[Raw]:
    """So many response options."""
    return [
        {"code": str(at + 1), "name": NAMES[at], "label": {"en": NAMES[at], "nl": NAMES[at].title()}}
        for at in range(first, first + count)
    ]


def raw_item(chance: Random, name: str, earlier: list[Raw]) -> Raw:
    """An item of any sort that may name the items before it."""
    kind = chance.choice(("single", "single", "multi", "multi", "number", "text", "grid", "derived", "end"))
    item: Raw = {"id": name, "type": kind, "text": {"en": f"{name}?", "nl": f"En {name}?"}}
    if earlier and (kind == "end" or chance.random() < 0.4):
        item["ask_if"] = condition(chance, earlier)
    if kind in ("single", "multi", "grid"):
        item["options"] = options(chance.randint(2, 4))
    if kind == "grid":
        item["rows"] = [{"name": row, "label": row} for row in "abc"[: chance.randint(1, 3)]]
    if kind == "number":
        item |= {"min": "0", "max": str(chance.choice((5, 9)))}
    if kind == "derived":
        del item["text"]
        item |= {"options": options(2), "cases": derived_cases(chance, earlier)}
    if kind == "end":
        item |= {"disposition": "complete", "ask_if": item.get("ask_if", "asked(Q0)")}
    return with_extras(chance, item, earlier)


def with_extras(chance: Random, item: Raw, earlier: list[Raw]) -> Raw:
    """The item with a roster, hidden options, options of another, or a check, now and then."""
    multis = [each["id"] for each in earlier if each["type"] == "multi" and "for_each" not in each]
    if multis and item["type"] in ("single", "number", "text", "multi") and chance.random() < 0.3:
        item |= {"for_each": chance.choice(multis), "as": "hue"}
    elif multis and item["type"] == "single" and chance.random() < 0.3:
        source = chance.choice(multis)
        item |= {"options_from": source, "ask_if": f"answered({source})"}
        del item["options"]
    if "options" in item and earlier and item["type"] in ("single", "multi") and chance.random() < 0.3:
        item["options"][-1]["show_if"] = condition(chance, earlier)
    if item["type"] == "number" and chance.random() < 0.3:
        level = chance.choice(("soft", "hard"))
        item["checks"] = [{"id": f"K_{item['id']}", "level": level, "fails_if": f"{item['id']} == 3", "text": "Three?"}]
    return item


def derived_cases(chance: Random, earlier: list[Raw]) -> list[Raw]:
    """The two cases of a derived item."""
    return [{"if": condition(chance, earlier), "value": name} for name in NAMES[:2]] if earlier else []


def condition(chance: Random, earlier: list[Raw]) -> str:
    """A condition on one of the items before."""
    item = chance.choice(earlier)
    name, kind = item["id"], item["type"]
    if kind == "number":
        return f"{name} > {chance.randint(0, 8)}" if "for_each" not in item else f"asked({name})"
    if kind == "multi" and "for_each" not in item:
        return chance.choice((f"red in {name}", f"count({name}) > 1", f"asked({name})"))
    if kind == "single" and "options" in item and "for_each" not in item:
        return chance.choice((f"{name} == red", f"{name} != red", f"{name} == refused"))
    return f"asked({name})" if kind != "end" else "asked(Q0)"


def raw_questionnaire(chance: Random) -> Raw:
    """A whole made-up questionnaire, as it comes from a file."""
    first = {"id": "Q0", "type": "single", "text": "Q0?", "options": options(3)}
    items: list[Raw] = [first]
    for at in range(1, chance.randint(2, 7)):
        items.append(raw_item(chance, f"Q{at}", items))
    items.append({"id": "DONE", "type": "end", "disposition": "complete", "text": "Thanks."})
    return {"study": {"languages": ["en", "nl"]}, "questions": items}


def edited(chance: Random, raw: Raw) -> Raw:
    """The questionnaire after one edit, safe or not."""
    raw = copy.deepcopy(raw)
    items: list[Raw] = raw["questions"]
    edit = chance.choice((add_item, add_item, add_option, add_option, add_row, widen, reword, remove, swap, reroute))
    edit(chance, items)
    return raw


def add_item(chance: Random, items: list[Raw]) -> None:
    """A new item anywhere but at the end."""
    at = chance.randint(1, len(items) - 1)
    earlier = [item for item in items[:at] if item["type"] != "end"]
    items.insert(at, raw_item(chance, f"N{chance.randint(0, 99_999)}", earlier))


def add_option(chance: Random, items: list[Raw]) -> None:
    """One more option somewhere in a list."""
    item = chance.choice([item for item in items if "options" in item])
    known = {option["name"] for option in item["options"]}
    new = [option for option in options(6) if option["name"] not in known]
    if new:
        item["options"].insert(chance.randint(0, len(known)), chance.choice(new))


def add_row(chance: Random, items: list[Raw]) -> None:
    """One more row in a grid."""
    for item in (item for item in items if "rows" in item):
        item["rows"].insert(chance.randint(0, 1), {"name": "z", "label": "z"})


def widen(chance: Random, items: list[Raw]) -> None:
    """Another range, or another way of giving no answer."""
    item = chance.choice(items)
    if item["type"] == "number":
        item["max"] = str(chance.choice((4, 20)))
    elif item["type"] not in ("end", "derived"):
        item["nonresponse"] = chance.choice(("none", "refused"))


def reword(chance: Random, items: list[Raw]) -> None:
    """Another wording."""
    item = chance.choice([item for item in items if "text" in item])
    item["text"] = "Something else?"


def remove(chance: Random, items: list[Raw]) -> None:
    """An option less, or an item less."""
    item = chance.choice(items[1:])
    if len(item.get("options", [])) > 1:
        item["options"].pop()
    elif item["id"] != "DONE":
        items.remove(item)


def swap(chance: Random, items: list[Raw]) -> None:
    """Two neighbours changed over."""
    at = chance.randint(0, len(items) - 2)
    items[at], items[at + 1] = items[at + 1], items[at]


def reroute(chance: Random, items: list[Raw]) -> None:
    """Another condition."""
    at = chance.randint(1, len(items) - 1)
    items[at]["ask_if"] = condition(chance, [item for item in items[:at] if item["type"] != "end"] or items[:1])


def built(raw: Raw) -> Questionnaire | None:
    """The questionnaire, unless an edit left a condition that names nothing."""
    questionnaire = Questionnaire.model_validate(copy.deepcopy(raw))
    try:
        routing(questionnaire)
    except (ValueError, KeyError, ArithmeticError):
        return None
    return questionnaire


def any_answer(chance: Random, stop: Stop) -> Answer:
    """An answer that may be given at a stop."""
    question = stop.question
    names = [option.name for option in stop.offered]
    match question:
        case SingleQuestion() if names:
            return Choice(option=chance.choice(names))
        case MultiQuestion() if names:
            chosen = chance.sample(names, chance.randint(1, len(names)))
            return Choices(options=tuple(name for name in names if name in chosen))
        case NumberQuestion():
            return Quantity(value=Decimal(chance.randint(int(question.min), int(question.max))))
        case GridQuestion():
            return GridRows(rows={row.name: Choice(option=chance.choice(names)) for row in question.rows})
        case SingleQuestion() | MultiQuestion():
            return Refused()
        case _:
            return Words(value="said")


def answered(chance: Random, questionnaire: Questionnaire, given: Answers, most: int) -> Answers:
    """The answers after so many more questions, or as far as the path goes."""
    answers = dict(given)
    for _ in range(most):
        stop = path(questionnaire, {}, answers).next
        if stop is None or stop.question is None:
            break
        answers[AnswerKey(stop.key)] = any_answer(chance, stop)
    return answers
