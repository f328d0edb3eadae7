"""What an interviewer sees of every kind of question, as text: the project's own script, and kinds it does not use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

import pytest
from conversing import conversing, interview_of, until
from syrupy.assertion import SnapshotAssertion

from cati.errors import NotSavedError
from cati.fieldwork import interview as fieldwork
from cati.fieldwork.interview import Interview
from cati.questionnaire.answer import Answer, Choice, Choices, GridRows, Quantity, Words
from cati.tui.saving import Saved
from phone_room import an_interview, answer
from spoken import partners

BEGUN = {"INT": "reached", "WHO": "self", "CONSENT": "yes"}
WORKS_TOGETHER = {**BEGUN, "V1": "both", "V2": "yes"}
DOES_NOT = {**BEGUN, "V1": "step_by_step", "V2": "formerly"}
ALONE = {**DOES_NOT, "V3B": "universities", "V4B": "rather_not"}
NAMED = {**WORKS_TOGETHER, "V3A": partners("universities", "start_ups"),
         "V3A_EACH.start_ups": "very_well", "V3A_EACH.universities": "rather_well"}  # fmt: skip
HINDERED = GridRows(rows={row: Choice(option="minor") for row in "abcdefg"})
LATE = {**ALONE, "V5": Choices(options=("trust", "aims")), "V5_TOP": "aims", "V6": HINDERED, "V7B": "very"}
ANSWERED = {**LATE, "V8": "rather_not", "V8_WHY": Words(value="Die regels kennen ons werk niet.")}


@dataclass(frozen=True)
class Scene:
    """Answers that were given before, keys pressed on the screen, and the languages to look at."""

    before: Mapping[str, Answer | str] = field(default_factory=dict)
    keys: Sequence[str] = ()
    languages: Sequence[str] = ("nl",)


ALL = ("nl", "fr", "en")
SCENES = {
    "introduction": Scene(languages=ALL),
    "asked_again": Scene({"INT": "reached"}, ["2"]),
    "must_read": Scene({"INT": "reached", "WHO": "self"}, languages=("nl", "fr")),
    "must_read_not_read": Scene({"INT": "reached", "WHO": "self"}, ["1"]),
    "read_options": Scene(BEGUN),
    "definition": Scene({**BEGUN, "V1": "both"}, ["enter"], languages=ALL),
    "reviewed": Scene({**BEGUN, "V1": "both"}, ["f3"]),
    "reviewed_dont_know": Scene({**BEGUN, "V1": "both"}, ["enter", "f2", "f3"]),
    "soft_check": Scene({**BEGUN, "V1": "nothing_new"}, ["enter", "1"], languages=ALL),
    "each_begun": Scene(WORKS_TOGETHER, ["2", "1"], languages=ALL),
    "each_other": Scene(WORKS_TOGETHER, [*"2222222222", "1", *"club"]),
    "each_gaps": Scene(WORKS_TOGETHER, [*"22222", "enter"]),
    "check_of_each": Scene(WORKS_TOGETHER, ["2", "1", "1", *"22222222", "enter"]),
    "roster_first": Scene({**WORKS_TOGETHER, "V3A": partners("universities", "start_ups")}),
    "roster_second": Scene(dict(list(NAMED.items())[:-1])),
    "many_options": Scene(DOES_NOT, languages=ALL),
    "other_line": Scene(DOES_NOT, ["b", *"sport"]),
    "several": Scene({**NAMED, "V4A": "same"}, ["3", "5", "a", *"thee", "enter"], languages=ALL),
    "several_too_many": Scene({**NAMED, "V4A": "same"}, ["3", "5", "1", "2"]),
    "options_from_before": Scene({**ALONE, "V5": Choices(options=("trust", "aims"))}),
    "grid_begun": Scene({**ALONE, "V5": Choices(options=("trust",))}, ["1", "2", "f2"], languages=ALL),
    "grid_gaps": Scene({**ALONE, "V5": Choices(options=("trust",))}, ["1", "enter"]),
    "open_text": Scene({**LATE, "V8": "rather_not"}, list("Die regels kennen ons wek niet"), languages=("nl", "fr")),
    "number": Scene(ANSWERED, ["2", "3"], languages=ALL),
    "number_out_of_range": Scene(ANSWERED, [*"100000", "enter"]),
    "number_check": Scene(ANSWERED, [*"230", "enter"], languages=ALL),
    "email_not_valid": Scene({**ANSWERED, "EMP": Quantity(value=23), "PAPER": "yes"}, [*"an@", "enter"]),
    "end": Scene({**ANSWERED, "EMP": Quantity(value=23), "PAPER": "no"}, languages=ALL),
    "end_with_a_choice": Scene({"INT": "reached", "WHO": "refuses"}, languages=ALL),
    "appointment_question": Scene({"INT": "reached", "WHO": "unavailable"}, languages=("nl",)),
    "changed_path": Scene({**DOES_NOT, "V3B": "none"}, ["f3", "f3", "1"]),
    "unused_key": Scene(BEGUN, ["9"]),
    "no_dont_know": Scene({}, ["f2"]),
}
VIEWS = [(name, language) for name, scene in SCENES.items() for language in scene.languages]

SECTORS = ", ".join(
    f"{{code: {code}, name: n{code}, label: {label}}}"
    for code, label in enumerate(("Verkoop van brood", "Cafés", "Broodbakkerij"), 1)
)
OTHERS = {
    "date": ("- {id: D, type: date, text: Sinds wanneer?}", list("26/11")),
    "time": ("- {id: T, type: time, text: Hoe laat?}", ["1"]),
    "phone": ("- {id: P, type: phone, text: Op welk nummer?}", ["0"]),
    "statement": ("- {id: S, type: statement, text: Nu volgen enkele vragen over uw bedrijf.}", []),
    "names": (
        "- {id: N, type: names, max_names: 5, text: Met welke bedrijven werkt u samen?}",
        [*"An", "enter", *"Bo", "enter", *"Ce"],
    ),
    "names_changed": (
        "- {id: N, type: names, max_names: 5, text: Met welke bedrijven werkt u samen?}",
        [*"An", "enter", *"Bo", "enter", "up", "up"],
    ),
    "names_twice": (
        "- {id: N, type: names, max_names: 5, text: Met welke bedrijven werkt u samen?}",
        [*"An", "enter", *"an", "enter"],
    ),
    "searched": (
        f"- {{id: L, type: single, search: true, text: Welke sector?, options: [{SECTORS}]}}",
        list("BROOD"),
    ),
    "long_list": (
        "- {id: L, type: single, text: In welke gemeente?, options: ["
        + ", ".join(f"{{code: {code}, name: town_{code}, label: Gemeente {code}}}" for code in range(1, 41))
        + "]}",
        [*"gem", "space", "1", "down"],
    ),
    "unfilled": ("- {id: U, type: single, text: '{{[b]haken[/b]}}', options: [{code: 1, name: a, label: '[red]a[/]'}]}",
                 []),
    "tall": ("- {id: H, type: single, text: " + "lang " * 400 + ", options: [{code: 1, name: a, label: a}]}", []),
    "tall_further": ("- {id: H, type: single, text: " + "lang " * 400 + ", options: [{code: 1, name: a, label: a}]}",
                     ["pagedown"]),
}  # fmt: skip


def made(folder: Path, scene: Scene, company: str = "Voorbeeld Weverij NV") -> Interview:
    interview = an_interview(folder, company)
    return answer(interview, **scene.before)


@pytest.mark.parametrize(("name", "language"), VIEWS)
async def test_a_question_at_80_by_24(tmp_path: Path, snapshot: SnapshotAssertion, name: str, language: str):
    interview = made(tmp_path, SCENES[name])
    interview.change_language(language)
    async with conversing(interview, language=language) as talk:
        await talk.press(*SCENES[name].keys)
        assert talk.text == snapshot


@pytest.mark.parametrize("name", ["several", "grid_begun", "number_check", "open_text"])
async def test_a_question_at_120_by_40(tmp_path: Path, snapshot: SnapshotAssertion, name: str):
    async with conversing(made(tmp_path, SCENES[name]), size=(120, 40)) as talk:
        await talk.press(*SCENES[name].keys)
        assert talk.text == snapshot


@pytest.mark.parametrize("name", OTHERS)
async def test_a_kind_that_the_script_does_not_use(tmp_path: Path, snapshot: SnapshotAssertion, name: str):
    questions, keys = OTHERS[name]
    async with conversing(interview_of(tmp_path, questions)) as talk:
        await talk.press(*keys)
        assert talk.text == snapshot


async def test_what_is_not_saved(tmp_path: Path, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch):
    async with conversing(made(tmp_path, SCENES["read_options"])) as talk:

        def shut(*_: object) -> None:
            raise NotSavedError("storage.busy")

        real = fieldwork.append
        monkeypatch.setattr(fieldwork, "append", shut)
        talk.screen.saving.waits = lambda: repeat(3600)
        await talk.pilot.press("1")
        await until(talk, lambda: talk.screen.saving.state is Saved.NOT)
        assert talk.text == snapshot
        monkeypatch.setattr(fieldwork, "append", real)
        await talk.press("r")


async def test_a_hostile_name_is_shown_as_it_is_and_cut(tmp_path: Path, snapshot: SnapshotAssertion):
    hostile = "[b]Voorbeeld[/b] \x1b[31mWeverij\x1b[0m met een naam die nergens past, zoals dat gaat NV"
    async with conversing(made(tmp_path, Scene(), hostile)) as talk:
        assert talk.text == snapshot


async def test_a_window_that_is_too_small(tmp_path: Path, snapshot: SnapshotAssertion):
    async with conversing(made(tmp_path, Scene()), size=(72, 20)) as talk:
        assert talk.text == snapshot
