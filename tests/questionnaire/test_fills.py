"""LANGUAGE §4: what stands where a fill is."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.questionnaire.answer import Appointment
from cati.questionnaire.fills import Fill, StrayBrace, fills_in, parts_of
from cati.questionnaire.text import EMPTY
from told import Told

INSTRUMENT = """
study:
  languages: [nl, fr, en]
  agency: Bureau X
  title: Studie
  privacy: {url: example.org/privacy, email: privacy@example.org}
sample:
  town: {type: text, required: true}
  staff: {type: integer, export: true}
  since: {type: date, export: true}
  size: {type: choice, export: true, options: [{code: 1, name: small, label: {nl: klein, fr: petit, en: small}}]}
fills:
  named:
    - {if: A == yes, text: {nl: "ja, {inner}", fr: "oui, {inner}", en: "yes, {inner}"}}
    - text: {nl: nee, fr: non, en: "no"}
  inner:
    - {if: answered(sample.town), text: "{sample.town}"}
    - text: ""
questions:
  - id: A
    type: single
    text: A
    options:
      - {code: 1, name: yes, label: {nl: Ja, fr: Oui, en: "Yes"}}
      - {code: 2, name: other, label: {nl: Anders, fr: Autre, en: Other}, other: true}
      - {code: 3, name: here, label: "{sample.town}"}
  - id: M
    type: multi
    text: M
    options:
      - {code: 1, name: one, label: {nl: een, fr: un, en: one}}
      - {code: 2, name: two, label: {nl: twee, fr: deux, en: two}}
      - {code: 3, name: three, label: {nl: drie, fr: trois, en: three}, other: true}
  - {id: R, type: single, for_each: M, as: part, text: "{part}", options: [{code: 1, name: good, label: G}]}
  - {id: T, type: single, options_from: M, ask_if: answered(M), text: T}
  - {id: N, type: number, min: 0, max: 99999, decimals: 1, text: N}
  - {id: D, type: date, text: D}
  - {id: C, type: time, text: C}
  - {id: W, type: text, text: W}
  - {id: G, type: grid, text: G, rows: [{name: top, label: T}], options: [{code: 1, name: good, label: Goed}]}
  - {id: P, type: appointment, text: P}
  - {id: S, type: statement, text: S}
  - {id: Z, type: end, disposition: complete, text: Z}
"""


def told(**sample: str) -> Told:
    return Told(INSTRUMENT, sample=sample)


def whole() -> Told:
    """Everything answered but the statement."""
    wall = datetime(2026, 11, 26, 14, 30)  # noqa: DTZ001 - a wall time
    return (
        told(town="Gent")
        .answer("A", "other", other="Misschien")
        .answer("M", ["one", "two", "three"], other="nog iets")
        .answers(R__one="good", R__two="good", R__three="good", T="three")
        .answers(N="12500.5", D=date(2026, 11, 25), C=time(9, 5), W="vrij {N} woord", G={"top": "good"})
        .answer("P", Appointment(at=datetime.fromisoformat("2026-11-26T13:30Z"), wall=wall, timezone="Europe/Brussels"))
    )


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("{sample.town}", "nl", "Gent"),
        ("{study.agency} {study.title}", "nl", "Bureau X Studie"),
        ("{study.privacy.url} {study.privacy.email}", "nl", "example.org/privacy privacy@example.org"),
        ("{interviewer.name}", "nl", "An Peeters"),
        ("{A}", "nl", "Misschien"),
        ("{M}", "nl", "een, twee en nog iets"),
        ("{M}", "fr", "un, deux et nog iets"),
        ("{M}", "en", "one, two and nog iets"),
        ("{T}", "nl", "nog iets"),
        ("{R.two}", "nl", "G"),
        ("{N}", "nl", "12.500,5"),
        ("{N}", "fr", "12\u00a0500,5"),
        ("{N}", "en", "12,500.5"),
        ("{D}", "nl", "woensdag 25 november"),
        ("{D.weekday} {D.date}", "fr", "mercredi 25 novembre"),
        ("{C}", "en", "09:05"),
        ("{P.weekday} {P.date} {P.time}", "nl", "donderdag 26 november 14:30"),
        ("{P}", "en", "Thursday 26 November"),
        ("{G.top}", "nl", "Goed"),
        ("{W}", "nl", "vrij {N} woord"),
        ("{{N}} }} {{", "nl", "{N} } {"),
    ],
)
def test_a_fill_gives_its_value_in_the_language(text: str, language: str, said: str):
    assert whole().tell(text, language=language) == said


@pytest.mark.parametrize(("value", "said"), [("staff", "12.500"), ("since", "woensdag 25 november"), ("size", "klein")])
def test_a_sample_field_is_written_by_its_type(value: str, said: str):
    scenario = told(staff="12500", since="2026-11-25", size="1")
    assert scenario.tell(f"{{sample.{value}}}", language="nl") == said


@pytest.mark.parametrize(
    "text",
    [
        "{sample.town}", "{sample.size}", "{sample.gone}", "{sample}", "{study.gone}", "{study.privacy}", "{GONE}",
        "{A}", "{M}", "{N}", "{D}", "{G}", "{G.low}", "{P.time}", "{S}", "{gone}", "{part}",
    ],
)  # fmt: skip
def test_where_there_is_no_value_the_gap_is_seen(text: str):
    assert told().answers(A="dont_know", M="refused", N="dont_know").tell(text) == EMPTY


def test_a_named_fill_is_the_text_of_its_first_true_case():
    assert told(town="Gent").answer("A", "yes").tell("{named}", language="nl") == "ja, Gent"
    assert told().answer("A", "yes").tell("{named}", language="fr") == "oui, "
    assert told(town="Gent").answer("A", "refused").tell("{named}", language="nl") == "nee"


def test_the_item_of_a_roster_is_its_label_or_what_was_typed():
    scenario = told().answer("A", "yes").answer("M", ["one", "three"], other="nog iets")
    assert scenario.tell("{part}", item="one", language="nl") == "een"
    assert scenario.tell("{part}", item="three") == "nog iets"


def test_in_a_roster_the_answer_is_that_of_the_item_at_hand():
    scenario = told().answer("A", "yes").answer("M", ["one", "two"]).answers(R__one="good")
    assert scenario.tell("{R}", item="one") == "G"
    assert scenario.tell("{R}", item="two") == EMPTY


def test_a_label_that_holds_a_fill_is_filled():
    assert told(town="Gent").answer("A", "here").tell("{A}") == "Gent"


def test_an_answer_off_the_path_is_not_said():
    scenario = told().answer("A", "yes").answer("M", ["one"]).answers(R__one="good", T="one")
    assert scenario.tell("{T}") == "one"
    assert scenario.answer("M", "refused").tell("{T}") == EMPTY


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("a } b", "}"),
        ("a { b", "{"),
        ("{a b}", "{a b}"),
        ("{}", "{}"),
        ("{1}", "{1}"),
        ("{a.b.c.d}", "{a.b.c.d}"),
        ("{a{b}", "{"),
    ],
)
def test_what_is_no_fill_is_a_stray_brace(text: str, stray: str):
    assert [part.written for part in parts_of(text) if isinstance(part, StrayBrace)] == [stray]


@given(st.text(st.sampled_from("ab{} ."), max_size=30))
def test_the_parts_of_a_text_are_the_whole_text(text: str):
    written = [
        part if isinstance(part, str) else f"{{{part.name}}}" if isinstance(part, Fill) else part.written
        for part in parts_of(text)
    ]
    assert "".join(written) == text.replace("{{", "{").replace("}}", "}") or "{{" in text or "}}" in text
    assert all(text[fill.offset : fill.offset + len(fill.name) + 2] == f"{{{fill.name}}}" for fill in fills_in(text))
