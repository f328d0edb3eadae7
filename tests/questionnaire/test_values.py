"""What conditions see of grids, rosters, days, times, appointments and the sample."""

from datetime import UTC, date, datetime, time

import pytest

from cati.questionnaire.answer import Appointment
from told import Told

INSTRUMENT = """
study: {languages: [en]}
sample:
  town: {type: text, export: true}
  since: {type: date, export: true}
  staff: {type: integer, export: true}
questions:
  - id: M
    type: multi
    text: M
    options: [{code: 1, name: one, label: One}, {code: 2, name: two, label: Two}]
  - id: R
    type: single
    for_each: M
    text: R
    options: [{code: 1, name: good, label: Good}, {code: 2, name: bad, label: Bad}]
  - id: K
    type: grid
    for_each: M
    text: K
    rows: [{name: top, label: Top}, {name: low, label: Low}]
    options: [{code: 1, name: good, label: Good}, {code: 2, name: bad, label: Bad}]
  - id: G
    type: grid
    text: G
    rows: [{name: top, label: Top}, {name: low, label: Low}]
    options: [{code: 1, name: good, label: Good}, {code: 2, name: bad, label: Bad}]
  - {id: D, type: date, text: D}
  - {id: E, type: date, text: E}
  - {id: C, type: time, text: C}
  - {id: S, type: statement, text: S}
  - {id: P, type: appointment, text: P}
  - {id: Z, type: end, disposition: complete, text: Z}
"""


def asked(**sample: str) -> Told:
    wall = datetime(2026, 11, 26, 14, 30)  # noqa: DTZ001 - a wall time
    appointment = Appointment(at=datetime(2026, 11, 26, 13, 30, tzinfo=UTC), wall=wall, timezone="Europe/Brussels")
    return (
        Told(INSTRUMENT, sample=sample)
        .answer("M", ["one", "two"])
        .answers(R__one="good", R__two="refused")
        .answers(K__one={"top": "good", "low": "bad"}, K__two={"top": "bad", "low": "dont_know"})
        .answers(
            G={"top": "good", "low": "refused"}, D=date(2026, 11, 25), E=date(2026, 11, 25), C=time(14, 30), S=None
        )
        .answer("P", appointment)
    )


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        ("G.top == good", True),
        ("G.low == good", False),
        ("G.low == refused", True),
        ("G.low != good", True),
        ("asked(G.low) and answered(G.top)", True),
        ("answered(G.low)", False),
        ("count(G, {good}) == 1 and count(G, {refused}) == 1", True),
        ("count(G) == 1", True),
        ("any_in(G, {bad})", False),
        ("only_in(G, {good, refused})", True),
        ("R.one == good and R.two == refused", True),
        ("asked(R) and asked(R.two) and answered(R.one) and not answered(R.two)", True),
        ("count(R) == 1 and count(R, {good, refused}) == 2", True),
        ("any_in(R, {bad}) or only_in(R, {good})", False),
        ("count(K.one, {good}) == 1 and count(K.two, {dont_know}) == 1", True),
        ("D == '2026-11-25' and D != '2026-11-26'", True),
        ("D in {'2026-11-24', '2026-11-25'}", True),
        ("D == E and not (D != E)", True),
        ("C == '14:30'", True),
        ("asked(S) and not answered(S)", True),
        ("asked(P) and answered(P)", True),
        ("answered(sample.town) and sample.town == 'Gent'", True),
        ("sample.town in {'Brugge', 'Kortrijk'}", False),
        ("sample.since == D and sample.staff * 2 == 24", True),
    ],
)
def test_a_condition_sees_each_kind_of_answer(condition: str, truth: bool):
    assert asked(town="Gent", since="2026-11-25", staff="12").holds(condition) is truth


@pytest.mark.parametrize(
    "condition", ["answered(sample.town)", "sample.town == 'Gent'", "sample.staff < 5", "sample.since == D"]
)
def test_a_sample_field_that_is_empty_is_no_answer(condition: str):
    assert asked().holds(condition) is False


def test_within_a_roster_the_rows_of_a_grid_are_those_of_the_item_at_hand():
    told = asked()
    assert told.holds("K.low == bad", item="one", roster="M")
    assert told.holds("K.low == dont_know", item="two", roster="M")
    assert told.holds("count(K, {bad}) == 1 and asked(K) and answered(R)", item="one", roster="M")


def test_a_grid_that_was_refused_as_a_whole_is_refused_at_each_row():
    told = asked().answer("G", "refused")
    assert told.holds("G.top == refused and G.low == refused and not answered(G.top)")
    assert told.holds("asked(G) and not answered(G)")
