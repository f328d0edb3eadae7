"""Faults put into the script of the study one by one: what an editor can get wrong, the check says.

A change that gives another instrument, just as legal, is no fault; each of these is named here with the reason.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cati.questionnaire.loader import load
from script_faults import KINDS, Fault, Script

SCRIPT = Script.of((Path(__file__).parents[2] / "questionnaire.yaml").read_text(encoding="utf-8"))
MOST_OF_A_KIND = 40
WANTED = 0.95

LEGAL = {
    "the words of a text are chosen otherwise: no rule can know which were meant": (
        "turned: again: - if: V2 == formerly -> '==' becomes '!='",
        "turned: goal: - if: V2 == yes -> '==' becomes '!='",
        "other option: goal: - if: V2 == yes -> 'yes' becomes 'formerly'",
    ),
    "whoever gave this answer is now interviewed: a wider population, not a fault of the routes": (
        "item lost: X_INELIGIBLE",
        "item lost: X_CEASED",
    ),
    "two neighbours that do not depend on each other, or of which only one is asked": (
        "moved: X_WRONG before X_INELIGIBLE",
        "moved: X_CEASED before X_WRONG",
        "moved: WHO before X_CEASED",
        "moved: APPT before X_REFUSAL",
        "moved: V3B before V3A_EACH",
        "moved: V4A before V3B",
        "moved: V4B before V4A",
        "moved: V7B before V7A_IP",
        "moved: V8_WHY before V8_ROLE",
        "moved: PAPER before SIZE",
    ),
    "one option fewer, which nothing in the file names": (
        *(f"option lost: partners: {name}" for name in ("own_group", "own_sector", "other_sector", "research_centres")),
        *(f"option lost: partners: {name}" for name in ("public_authorities", "consultants", "other")),
        "option lost: V3A_EACH: rather_difficult",
        "option lost: V4A: decrease",
        "option lost: V4B: certainly",
        "option lost: V5: other",
        *(f"option lost: V7A: {name}" for name in ("verbal", "email", "other")),
        *(f"option lost: V7A_IP: {name}" for name in ("always", "never")),
        *(f"option lost: V8_ROLE: {name}" for name in ("direction", "other")),
    ),
    "don't know and refused are allowed where they were not, and lead on": tuple(
        "value changed: " + f"{name}: nonresponse: none -> 'none' becomes 'both'"
        for name in ("INT", "WHO", "CONSENT", "PAPER")
    ),
}
NO_FAULTS = frozenset(name for names in LEGAL.values() for name in names)


def some_of(kind: int) -> list[Fault]:
    """The faults of one kind, spread over the file."""
    found = list(KINDS[kind](SCRIPT))
    step = max(1, -(-len(found) // MOST_OF_A_KIND))
    return found[::step]


def unreported(faults: list[Fault]) -> Iterator[Fault]:
    """Those that `load` says nothing of."""
    return (fault for fault in faults if not load(fault.text.encode()).problems)


def named(kind: int) -> str:
    return KINDS[kind].__name__


def test_more_than_200_faults_are_put_in_and_no_two_are_the_same():
    texts = [fault.text for kind in range(len(KINDS)) for fault in some_of(kind)]
    assert len(texts) > 300
    assert len(set(texts)) == len(texts)
    assert "\n".join(SCRIPT.lines) not in texts


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=named)
def test_of_each_kind_the_check_reports_nearly_all_that_are_faults(kind: int, capsys: pytest.CaptureFixture[str]):
    faults = [fault for fault in some_of(kind) if fault.name not in NO_FAULTS]
    missed = [fault.name for fault in unreported(faults)]
    with capsys.disabled():
        print(f" {named(kind)}: {len(faults) - len(missed)} of {len(faults)} faults reported ")  # noqa: T201 - the share is to be seen
    assert len(faults) - len(missed) >= WANTED * len(faults), missed


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=named)
def test_what_is_said_to_be_no_fault_is_reported_nowhere(kind: int):
    legal = [fault for fault in KINDS[kind](SCRIPT) if fault.name in NO_FAULTS]
    assert list(unreported(legal)) == legal


def test_every_change_said_to_be_no_fault_is_one_that_is_made():
    assert {fault.name for kind in KINDS for fault in kind(SCRIPT)} >= NO_FAULTS
