"""The JSON Schema: the script fits it, faults do not, and every key is explained."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from pydantic import BaseModel

from cati.cli.commands import main
from cati.fieldwork.init import MODELINE, SCHEMA, make_study, starter
from cati.questionnaire.json_schema import OptionUse, every_model, json_schema, sentence, sentences
from cati.questionnaire.loader import load_file

SCHEMA_NOW = json_schema()
VALIDATOR = Draft7Validator(SCHEMA_NOW)
PARTS = ("cati.questionnaire.model.", "cati.questionnaire.fieldwork_rules")
MODELS = [model for model in every_model() if model.__module__.startswith(PARTS)]


class Yaml12(yaml.SafeLoader):
    """Scalars as yaml-language-server reads them: `no` is a text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own name


Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))
Yaml12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("-?[0-9]+$"), list("-0123456789"))
Yaml12.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"-?[0-9]+\.[0-9]+$"), list("-0123456789"))


def faults(text: str) -> list[str]:
    """What the schema says of a file."""
    return [error.message for error in VALIDATOR.iter_errors(yaml.load(text, Loader=Yaml12))]  # noqa: S506


def a_file(question: str = "{id: A, type: text, text: 'A?'}", more: str = "") -> str:
    return f"study: {{languages: [nl]}}\nquestions:\n  - {question}\n{more}"


def keys_of(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def test_it_is_itself_a_schema_of_draft_7():
    Draft7Validator.check_schema(SCHEMA_NOW)
    assert SCHEMA_NOW["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_the_script_of_the_study_fits_it():
    assert faults(starter().read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        a_file("{id: A, type: single, text: A, options: [{use: yes_no}, {code: 3, name: no, label: 3}]}"),
        a_file("{id: A, type: number, min: 0, max: 2.5, text: {nl: A}, number: 1, must_read: true}"),
        a_file("{id: A, type: date, min: 2026-01-31, text: A}"),
        a_file("{id: A, type: date, precision: year, min: 1950, max: this_year, text: A}"),
        a_file("{id: A, type: number, min: 0, max: most, text: A}", more="constants: {most: 5, some: [1, b]}"),
        a_file("{id: A, type: derived, cases: [{if: B == 1, value: 1}]}"),
        a_file("{id: A, type: end, disposition: [a, b], text: A}"),
        a_file("{section: a, title: A, questions: [{id: A, type: multi, text: A, randomise: [b], options: []}]}"),
        a_file(more="fieldwork: {call_windows: [{name: a, days: mon-fri, from: '09:00', to: '10:00'}], lease: PT30M}"),
        a_file(more="scenarios: [{name: a, sample: {b: 1}, answers: {A: x, G: {a: 1}, W: [a, b]}, at: A}]"),
    ],
)
def test_what_may_stand_in_a_file_fits_it(text: str):
    assert faults(text) == []


@pytest.mark.parametrize(
    "text",
    [
        a_file(more="zzz: 1"),
        a_file("{id: a, type: text, text: A}"),
        a_file("{id: A, type: txt, text: A}"),
        a_file("{id: A, type: text, text: A, must_read: yes}"),
        a_file("{id: A, type: text, text: A, askif: x}"),
        a_file("{id: A, type: text, text: A, number: 0}"),
        a_file("{id: A, type: date, precision: week, text: A}"),
        a_file("{id: A, type: date, min: 31/01/2026, text: A}"),
        a_file("{id: A, type: number, min: Zero, max: 1, text: A}"),
        a_file("{id: A, type: single, text: A, options: [{used: a}]}"),
        a_file(more="option_lists: {Big: []}"),
    ],
)
def test_what_may_not_stand_in_a_file_does_not_fit_it(text: str):
    assert faults(text) != []


@pytest.mark.parametrize("model", [*MODELS, OptionUse], ids=lambda model: model.__name__)
def test_each_key_of_each_model_has_a_sentence(model: type[BaseModel]):
    if model.__name__ not in ("Item", "Question", "Closed"):
        for key in keys_of(model):
            assert sentence(model, key)[-1] == "."


def test_a_key_without_a_sentence_is_not_passed_over():
    with pytest.raises(KeyError, match=r"OptionUse\.zzz"):
        sentence(OptionUse, "zzz")


def test_each_sentence_is_about_a_key():
    known = {model.__name__: {*keys_of(model), "type"} for model in [*MODELS, OptionUse]}
    assert [f"{name}.{key}" for name, found in sentences().items() for key in found if key not in known[name]] == []


def test_each_key_in_the_schema_is_described():
    bare = [
        f"{name}.{key}"
        for name, definition in SCHEMA_NOW["definitions"].items()
        for key, value in definition.get("properties", {}).items()
        if "description" not in value and name != "OptionUse"
    ]
    assert bare == []


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as exit_:
        main(["check", "--schema"])
    assert not exit_.value.code
    assert json.loads(capsys.readouterr().out) == SCHEMA_NOW


def test_a_new_study_has_it_and_its_file_points_to_it(tmp_path: Path):
    make_study(tmp_path / "study")
    made = tmp_path / "study" / "questionnaire.yaml"
    assert json.loads((tmp_path / "study" / SCHEMA).read_text(encoding="utf-8")) == SCHEMA_NOW
    assert made.read_text(encoding="utf-8") == MODELINE + starter().read_text(encoding="utf-8")
    assert load_file(made).problems == ()
