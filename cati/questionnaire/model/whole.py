"""A whole instrument: the study, the sample, the list, and the editor's own tests."""

from typing import Annotated

from pydantic import Field, StringConstraints

from cati.questionnaire.answer import Frozen
from cati.questionnaire.fieldwork_rules import Fieldwork
from cati.questionnaire.model.items import Entry
from cati.questionnaire.model.names import Line, Name, Text, Wording
from cati.questionnaire.model.parts import ConstantValue, FillCase, Objection, Option, Probe, SampleField


class Privacy(Frozen):
    """Where a respondent turns to about their data."""

    url: Line
    email: Line


class Study(Frozen):
    """What the study is called, by whom and in which languages it is conducted."""

    title: Wording = Text({"": ""})
    agency: str = ""
    languages: Annotated[tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], ...], Field(min_length=1)]
    timezone: str = "Europe/Brussels"
    phone_region: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = "BE"
    privacy: Privacy | None = None


class Scenario(Frozen):
    """The editor's own test: answers, and the path they must take."""

    name: Line
    sample: dict[str, str] = Field(default_factory=dict)
    language: str | None = None
    answers: dict[str, object] = Field(default_factory=dict)
    then: dict[str, object] = Field(default_factory=dict)
    confirm: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    at: str | None = None
    ends: str | None = None


class Questionnaire(Frozen):
    """A whole instrument."""

    study: Study
    sample: dict[Name, SampleField] = Field(default_factory=dict)
    constants: dict[Name, ConstantValue] = Field(default_factory=dict)
    option_lists: dict[Name, tuple[Option, ...]] = Field(default_factory=dict)
    fills: dict[Name, Annotated[tuple[FillCase, ...], Field(min_length=1)]] = Field(default_factory=dict)
    questions: Annotated[tuple[Entry, ...], Field(min_length=1)]
    probes: tuple[Probe, ...] = ()
    objections: tuple[Objection, ...] = ()
    fieldwork: Fieldwork = Fieldwork()
    scenarios: tuple[Scenario, ...] = ()

    __hash__ = object.__hash__
