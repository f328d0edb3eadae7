"""Pydantic's errors as problems of the file: the place of the value or key, and the catalogue's words."""

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cati.questionnaire.model import ITEM_TYPES, NAME, QUESTION_ID, Questionnaire, Section, Text
from cati.questionnaire.nearest import nearest
from cati.questionnaire.places import Nodes, child_of
from cati.questionnaire.problems import MOST_PROBLEMS, Problem, Term
from cati.questionnaire.steps import FilePlace

SHAPES = {
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "tuple_type": "list",
    "string_type": "text",
}
FORMS = {
    f"^{QUESTION_ID.pattern}$": "C201.form_id",
    f"^{NAME.pattern}$": "C201.form_name",
    "^[a-z]{2}$": "C107.language",
}
KEY_OF_MAPPING = "[key]"


def explained_errors(fault: ValidationError, raw: object, nodes: Nodes) -> list[Problem]:
    """Each error of the validation as one problem, follow-on errors left out."""
    problems: list[Problem] = []
    taken: set[FilePlace] = set()
    for error in fault.errors(include_url=False):
        place = file_place(error["loc"], raw)
        if place in taken or is_follow_on(error, place, nodes):
            continue
        if error["type"] != "extra_forbidden":
            taken.add(place)
        problems.append(explained(error, place, nodes))
        if len(problems) > MOST_PROBLEMS:
            break
    return problems


def file_place(location: FilePlace, raw: object) -> FilePlace:
    """The location without pydantic's union tags: only parts that lead somewhere in the file, and the last."""
    place: list[str | int] = []
    here = raw
    for index, part in enumerate(location):
        if is_tag_of_entry(location, index) or part == KEY_OF_MAPPING:
            continue
        child = child_of(here, part)
        if child is not None:
            here = child
            place.append(part)
        elif index == len(location) - 1 and isinstance(here, dict):
            place.append(part)
    return tuple(place)


def is_tag_of_entry(location: FilePlace, index: int) -> bool:
    """Whether a part is the tag that follows the index of an item or section; `section` is also a key there."""
    return (
        index > 1
        and location[0] == location[index - 2] == "questions"
        and isinstance(location[index - 1], int)
        and location[index] in {*ITEM_TYPES, "section"}
    )


def is_follow_on(error: ErrorDetails, place: FilePlace, nodes: Nodes) -> bool:
    """A list is not too short because its entries are broken."""
    return error["type"] == "too_short" and bool(nodes.find(place).value)


def explained(error: ErrorDetails, place: FilePlace, nodes: Nodes) -> Problem:
    """One error in the words of the catalogue."""
    name = str(place[-1]) if place else ""
    owner = owner_of(error["loc"])
    match error["type"]:
        case "extra_forbidden":
            return unknown_key(error["loc"], place, nodes, name, owner)
        case "missing":
            return nodes.problem("C106.missing", place[:-1], name=name, this=term(owner, "this"))
        case "scalar":
            return wrong_scalar(error, place, nodes, name)
        case "union_tag_invalid" | "union_tag_not_found":
            return wrong_type(error, place, nodes)
        case "literal_error":
            allowed = error["ctx"]["expected"].replace(" or ", ", ")
            return nodes.problem("C107.literal", place, name=name, found=error["input"], allowed=allowed)
        case "string_pattern_mismatch":
            problem = nodes.problem_at_key if error["loc"][-1] == KEY_OF_MAPPING else nodes.problem
            word = FORMS.get(error["ctx"]["pattern"], "C107.country")
            return problem(word, place, name=error["input"], found=error["input"])
        case "greater_than_equal" | "less_than_equal":
            limit = error["ctx"].get("ge", error["ctx"].get("le"))
            word = "C107.least" if "ge" in error["ctx"] else "C107.most"
            return nodes.problem(word, place, name=name, found=error["input"], limit=limit)
        case "too_short" | "string_too_short":
            return nodes.problem("C106.empty", place, name=name)
        case "dict_type" if is_text(error["loc"]):
            return nodes.problem("C107.texts", place, name=name)
        case shape:
            return nodes.problem(f"C107.{SHAPES.get(shape, 'other')}", place, name=name)


def term(owner: str, form: str) -> Term:
    """What a key belongs to, as the sentences call it."""
    return Term(f"problems.terms.{owner}.{form}")


def is_text(location: FilePlace) -> bool:
    """Whether the model wants a text in the study's languages at a location."""
    return model_at(location) is Text


def unknown_key(location: FilePlace, place: FilePlace, nodes: Nodes, name: str, owner: str) -> Problem:
    """A key that the model does not have, and the one it is nearest to."""
    model = model_at(location[:-1])
    known = [] if model is None else [field.alias or name for name, field in model.model_fields.items()]
    near, a = nearest(name, known), term(owner, "a")
    if near is not None:
        return nodes.problem_at_key("C105.key_near", place, name=name, owner=a, near=near)
    return nodes.problem_at_key("C105.key", place, name=name, owner=a, known=", ".join(known))


def wrong_scalar(error: ErrorDetails, place: FilePlace, nodes: Nodes, name: str) -> Problem:
    """A value that is not in the plain form its key wants."""
    kind, found = error["ctx"]["kind"], str(error["ctx"]["value"])
    digits = found.strip("'\" ").replace("_", "").replace(" ", "").lstrip("+")
    if kind in ("whole", "number") and digits.lstrip("-").isdigit() and len(digits) <= 18:
        return nodes.problem("C111.plain", place, name=name, plain=int(digits), found=found)
    return nodes.problem(f"C107.{kind}", place, name=name, found=found)


def wrong_type(error: ErrorDetails, place: FilePlace, nodes: Nodes) -> Problem:
    """An item without a type, or of a type that does not exist."""
    found = error.get("ctx", {}).get("tag", "")
    if not isinstance(error["input"], dict):
        return nodes.problem("C107.mapping", place, name="questions")
    if not found:
        return nodes.problem("C106.missing", place, name="type", this=term("item", "this"))
    near = nearest(str(found), ITEM_TYPES)
    where = (*place, "type")
    if near is not None:
        return nodes.problem("C107.type_near", where, found=found, near=near)
    return nodes.problem("C107.type", where, found=found, known=", ".join(ITEM_TYPES))


def owner_of(location: FilePlace) -> str:
    """What a key belongs to, as editors call it: `single`, `option`, `study`."""
    model = model_at(location[:-1])
    if model is None or model is Questionnaire:
        return "questionnaire"
    return tag_of(model) or model.__name__.lower()


def model_at(location: FilePlace) -> type[BaseModel] | None:
    """The model that a location of pydantic's stands in."""
    here: Any = Questionnaire
    for part in location:
        here = step_into(here, part)
        if here is None:
            return None
    models = [found for found in flattened(here) if isinstance(found, type) and issubclass(found, BaseModel)]
    return models[0] if models else None


def step_into(annotation: Any, part: str | int) -> Any:
    """The annotation one part further: by tag into a union of models, else by key or index."""
    members = list(flattened(annotation))
    models = [found for found in members if isinstance(found, type) and issubclass(found, BaseModel)]
    if len(models) > 1:
        return next((model for model in models if tag_of(model) == part), None)
    for model in models:
        for name, field in model.model_fields.items():
            if part in (name, field.alias):
                return field.annotation if not field.metadata else Annotated[field.annotation, *field.metadata]
    for found in members:
        if get_origin(found) is tuple and isinstance(part, int):
            return get_args(found)[0]
        if get_origin(found) is dict:
            return get_args(found)[1]
    return None


def flattened(annotation: Any) -> Iterator[Any]:
    """The members of a union, without their annotations."""
    if get_origin(annotation) is Annotated:
        yield from flattened(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from flattened(member)
    else:
        yield annotation


def tag_of(model: type[BaseModel]) -> str:
    """The tag under which a model stands in the union of entries."""
    if model is Section:
        return "section"
    kind = model.model_fields.get("type")
    arguments = get_args(kind.annotation) if kind is not None else ()
    return str(arguments[0]) if len(arguments) == 1 else ""
