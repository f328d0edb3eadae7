"""The registry of keys, held against the table of keys in the design."""

import pytest

from cati.tui.actions import ACTIONS, EVERYWHERE, Action, Where, action_of, actions_at, key_name
from cati.words import LANGUAGES

TABLE = {
    "answer": ("1-9 a-z", "everywhere"),
    "dont_know": ("F2 Ctrl+D; closed / ", "interview preview"),
    "refused": ("F4 Ctrl+R; closed *", "interview preview"),
    "go_on": ("Enter", "everywhere"),
    "back": ("F3 Shift+Tab; closed ←", "interview preview"),
    "first_open": ("End", "interview preview"),
    "language": ("F5 Ctrl+L", "start interview preview"),
    "note": ("F6", "card interview"),
    "appointment": ("F7 Ctrl+X 1", "card interview"),
    "stop": ("F8 Ctrl+X; card R", "card interview"),
    "answers": ("F9", "interview preview"),
    "side_panel": ("F10", "preview"),
    "other_case": ("F6", "preview"),
    "restart": ("F8", "preview"),
    "help": ("F1 Ctrl+G", "everywhere"),
    "palette": ("Ctrl+P", "everywhere"),
    "leave": (
        "list Esc; card Esc; start Ctrl+Q; monitor Ctrl+Q; preview Ctrl+Q Esc",
        "start list card preview monitor",
    ),
    "row": ("↑ ↓", "everywhere"),
    "read_on": ("PgUp PgDn", "everywhere"),
    "retry": ("R", "interview"),
}
"""SCREENS §4, and what it leaves to the screens: rows, reading on, saving again; in a
preview another invented case, beginning anew, and Esc."""


def written(action: Action) -> tuple[str, str]:
    keys = [" ".join(map(key_name, action.keys))] if action.keys else []
    keys += [f"{place} {' '.join(map(key_name, names))}" for place, names in action.also.items()]
    where = "everywhere" if action.where == EVERYWHERE else " ".join(action.where)
    return "; ".join(keys), where


def test_the_registry_is_the_table_of_keys():
    assert {action.name: written(action) for action in ACTIONS} == {
        name: (keys.strip(), where) for name, (keys, where) in TABLE.items()
    }


@pytest.mark.parametrize("where", EVERYWHERE)
@pytest.mark.parametrize("closed", [False, True])
def test_a_key_does_one_thing_on_a_screen(where: Where, closed: bool):
    keys = [key for action in actions_at(where) for key in action.keys_at(where, closed=closed)]
    twice = {key for key in keys if keys.count(key) > 1}
    assert twice == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_has_a_short_label_and_a_sentence_of_help(language: str):
    assert [action.name for action in ACTIONS if len(action.label(language)) > 12 or not action.help(language)] == []


def test_a_sign_that_is_a_command_on_closed_questions_can_be_typed_elsewhere():
    assert action_of("slash", "interview", closed=False) is None
    assert action_of("slash", "interview", closed=True).name == "dont_know"


def test_keys_that_terminals_and_multiplexers_need_are_left_alone():
    used = {key for action in ACTIONS for where in EVERYWHERE for key in action.keys_at(where, closed=True)}
    assert used.isdisjoint(f"ctrl+{letter}" for letter in "szabwtn")
