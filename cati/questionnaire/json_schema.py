"""The JSON Schema of a questionnaire file, from its models: completion and help in a text editor.

Draft 7, since that is what yaml-language-server reads; YAML 1.2 there, so that `no` is a text as it is here.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel

from cati.questionnaire.answer import Frozen
from cati.questionnaire.model import NAME, Questionnaire

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
SCALAR = ["string", "number", "boolean"]
TEXT: Schema = {"anyOf": [{"type": SCALAR}, {"type": "object", "additionalProperties": {"type": SCALAR}}]}
OPTION, USE = "#/definitions/Option", "#/definitions/OptionUse"
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
CLOCK: Schema = {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}$"}
DURATION: Schema = {"type": "string", "pattern": "^P[0-9DTHMS]+$"}
BY_FORMAT = {"date": DAY, "time": CLOCK, "duration": DURATION}
LIMITS = {"ge": "minimum", "le": "maximum"}
LIMIT: Schema = {"type": ["number", "string"], "pattern": f"^{NAME.pattern}$"}
DATE: Schema = {"type": ["number", "string"], "pattern": f"^([0-9]{{4}}(-[0-9]{{2}}){{0,2}}|{NAME.pattern})$"}
WRITTEN: Mapping[tuple[str, str], Schema] = {
    ("CallWindow", "days"): {"type": "string"},
    ("EndItem", "disposition"): {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    ("DerivedCase", "value"): {"type": ["string", "number"]},
    ("DerivedItem", "value"): {"type": ["string", "number"]},
    ("Questionnaire", "constants"): {
        "type": "object",
        "patternProperties": {
            f"^{NAME.pattern}$": {
                "anyOf": [{"type": SCALAR}, {"type": "array", "minItems": 1, "items": {"type": SCALAR}}]
            }
        },
    },
    **{(model, key): LIMIT for model in ("NumberQuestion", "DerivedItem") for key in ("min", "max")},
    **{("DateQuestion", key): DATE for key in ("min", "max")},
    ("Scenario", "sample"): {"type": "object", "additionalProperties": {"type": SCALAR}},
}
"""Keys whose values are written otherwise than the models hold them."""


class OptionUse(Frozen):
    """All options of an option list."""

    use: str


def json_schema() -> Schema:
    """The schema of a questionnaire file."""
    made = Questionnaire.model_json_schema(ref_template="#/definitions/{model}")
    definitions: Schema = made.pop("$defs")
    definitions["Questionnaire"] = made
    definitions["OptionUse"] = {
        "type": "object",
        "additionalProperties": False,
        "required": ["use"],
        "properties": {"use": {"type": "string", "pattern": f"^{NAME.pattern}$"}},
    }
    models = {model.__name__: model for model in every_model()}
    for name, definition in definitions.items():
        if name in models:
            describe(definition, models[name])
    definitions["Text"] = TEXT
    cleaned: Schema = {name: clean(definition) for name, definition in sorted(definitions.items())}
    whole: Schema = cleaned.pop("Questionnaire")
    return {"$schema": DRAFT, "title": "cati questionnaire", **whole, "definitions": cleaned}


def every_model() -> Iterator[type[BaseModel]]:
    """Every model a file is made of."""
    waiting: list[type[BaseModel]] = [Frozen]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if model.__module__.startswith("cati.questionnaire."):
            yield model


def describe(definition: Schema, model: type[BaseModel]) -> None:
    """Put in what a model is, and a sentence at each of its keys."""
    definition["description"] = str(model.__doc__).strip().partition("\n")[0]
    for key, value in definition["properties"].items():
        written = WRITTEN.get((model.__name__, key), value)
        definition["properties"][key] = {**written, "description": sentence(model, key)}


def sentence(model: type[BaseModel], key: str) -> str:
    """What a key is for, from the model or one it is made from. Raises `KeyError` if nothing says so."""
    for known in model.__mro__:
        found = sentences().get(known.__name__, {}).get(key)
        if found is not None:
            return found
    raise KeyError(f"{model.__name__}.{key}")


@cache
def sentences() -> dict[str, dict[str, str]]:
    """The sentence of each key, by model."""
    text = files(__package__).joinpath("key_sentences.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def clean(node: Any) -> Any:  # noqa: ANN401 - any JSON
    """A part of the schema as draft 7 and an editor want it."""
    if isinstance(node, list):
        return [clean(each) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("format") in BY_FORMAT:
        kept = {key: value for key, value in node.items() if key == "description"}
        return {**BY_FORMAT[node["format"]], **kept}
    found = {key: clean(value) for key, value in node.items() if not is_left_out(key, value)}
    return alone(without_null(with_use(in_plain_words(found))))


def in_plain_words(node: Schema) -> Schema:
    """Bounds by the names that JSON Schema has for them; a key that fits no pattern is a mistake."""
    named = {LIMITS.get(key, key) if isinstance(value, int) else key: value for key, value in node.items()}
    return {**named, "additionalProperties": False} if "patternProperties" in named else named


def is_left_out(key: str, value: object) -> bool:
    """Titles that pydantic makes up, and defaults that are no plain value."""
    return (key == "title" and isinstance(value, str)) or (key == "default" and not isinstance(value, (str, int)))


def with_use(node: Schema) -> Schema:
    """A list of options also takes `{use: NAME}`."""
    if node.get("items") == {"$ref": OPTION}:
        return {**node, "items": {"anyOf": [{"$ref": OPTION}, {"$ref": USE}]}}
    return node


def without_null(node: Schema) -> Schema:
    """A key is left out, never empty; a number is written as one."""
    for key in ("anyOf", "oneOf"):
        if key in node:
            kinds = [each for each in node[key] if each.get("type") != "null"]
            if {str(each.get("type")) for each in kinds} == {"number", "string"}:
                kinds = [each for each in kinds if each["type"] == "number"]
            rest = {name: value for name, value in node.items() if name != key}
            return {**kinds[0], **rest} if len(kinds) == 1 else {**rest, key: kinds}
    return node


def alone(node: Schema) -> Schema:
    """In draft 7 what stands beside a `$ref` is not read."""
    if "$ref" in node and len(node) > 1:
        rest = {name: value for name, value in node.items() if name != "$ref"}
        return {**rest, "allOf": [{"$ref": node["$ref"]}]}
    return node
