"""What is put before the interviewer at one question."""

import pytest

from cati.interview.prompt import OptionLine, Prompt, keys_of
from cati.questionnaire.answer import Choices
from scenario import Scenario, multi, single
from spoken import SAMPLE, the_questionnaire


def keys(prompt: Prompt) -> dict[str, str]:
    """The key of each option by name."""
    return {line.name: line.key for line in prompt.options}


def at_v2(language: str = "nl", **sample: str) -> Scenario:
    """The project's own questionnaire, at question 2."""
    scenario = Scenario(the_questionnaire(), sample=SAMPLE | sample, language=language)
    return scenario.answers(INT="reached", WHO="self", CONSENT="yes", V1="both").at("V2")


# --- keys


def test_a_code_from_1_to_9_is_its_own_key_and_all_others_are_letters_in_questionnaire_order():
    scenario = at_v2().answer("V2", "never").at("V3B")
    assert keys(scenario.prompt()) == {
        "own_group": "1", "suppliers": "2", "customers": "3", "own_sector": "4", "other_sector": "5", "start_ups": "6",
        "universities": "7", "research_centres": "8", "public_authorities": "9",
        "consultants": "a", "other": "b", "none": "c",
    }  # fmt: skip


def test_the_key_stays_with_the_option_in_every_shuffled_order():
    yaml = multi("M", "a b c d e", randomise="true")
    found = [keys(Scenario(yaml, seed=str(seed)).prompt()) for seed in range(10)]
    assert all(each == {"a": "1", "b": "2", "c": "3", "d": "4", "e": "5"} for each in found)


def test_the_key_stays_with_the_option_when_others_are_not_offered():
    yaml = multi("M", "a b c") + "- {id: TOP, type: single, options_from: M, ask_if: answered(M), text: Top}\n"
    assert keys(Scenario(yaml).answer("M", ["a", "c"]).prompt()) == {"a": "1", "c": "3"}


@pytest.mark.parametrize(("count", "last"), [(35, "z"), (36, "")])
def test_more_than_35_options_have_no_keys(count: int, last: str):
    prompt = Scenario(single("A", " ".join(f"o{code}" for code in range(1, count + 1)))).prompt()
    assert prompt.options[-1].key == last


def test_more_letters_than_the_alphabet_has_are_no_keys_either():
    options = the_questionnaire().option_lists["partners"] * 14
    assert keys_of(option.model_copy(update={"code": 100 + at}) for at, option in enumerate(options[:30])) == {}


def test_an_option_is_found_by_its_key():
    found = at_v2().prompt().option_of_key("2")
    assert isinstance(found, OptionLine)
    assert found.name == "formerly"
    assert at_v2().prompt().option_of_key("x") is None


# --- what is read aloud


@pytest.mark.parametrize(("read_options", "aloud"), [("none", [False, False]), ("all", [True, False])])
def test_options_are_read_or_are_codes_for_the_interviewer(read_options: str, aloud: list[bool]):
    yaml = single("A", "a none").replace("label: none", "label: none, read: false")
    prompt = Scenario(yaml.replace("text:", f"read_options: {read_options}, text:")).prompt()
    assert [line.is_read for line in prompt.options] == aloud


def test_options_read_one_by_one_are_rows_and_those_not_read_are_not():
    yaml = multi("E", "a b other+other none", read_options="each").replace("label: none", "label: none, read: false")
    prompt = Scenario(yaml).prompt()
    assert [(row.name, row.is_other) for row in prompt.rows] == [("a", False), ("b", False), ("other", True)]
    assert prompt.reads_each


# --- texts


@pytest.mark.parametrize(
    ("language", "part"),
    [
        ("nl", "u spreekt met An Peeters van Voorbeeldbureau (fictief)"),
        ("en", "my name is An Peeters from Voorbeeldbureau (fictief)"),
        ("fr", "An Peeters à l'appareil, de Voorbeeldbureau (fictief)"),
    ],
)
def test_texts_are_filled_in_three_languages(language: str, part: str):
    prompt = Scenario(the_questionnaire(), sample=SAMPLE, language=language).prompt()
    assert part in prompt.text
    assert "Voorbeeld Weverij NV" in prompt.text
    assert "Kortrijk" in prompt.text


def test_another_language_changes_texts_only():
    scenario = at_v2()
    dutch = scenario.prompt()
    french = scenario.speak("fr").prompt()
    assert (french.language, french.options[0].label) == ("fr", "Oui")
    assert (french.key, keys(french), french.answer) == (dutch.key, keys(dutch), dutch.answer)


def test_the_second_item_of_a_roster_is_asked_in_short():
    scenario = at_v2().answer("V2", "yes").answer("V3A", ["suppliers", "customers"]).at("V3A_EACH.suppliers")
    assert scenario.prompt().text.startswith("Hoe verloopt de samenwerking met leveranciers?")
    scenario.answer("V3A_EACH.suppliers", "very_well")
    assert scenario.prompt().text == "En met klanten?"
    assert scenario.prompt("V3A_EACH.suppliers").text.startswith("Hoe verloopt")


def test_a_roster_item_that_was_typed_is_called_by_what_was_typed():
    scenario = at_v2().answer("V2", "yes")
    scenario.answer("V3A", Choices(options=("other",), declined=declined_but("other"), other="een vzw"))
    assert scenario.prompt().text.startswith("Hoe verloopt de samenwerking met een vzw?")


def declined_but(chosen: str) -> tuple[str, ...]:
    """All partners but one."""
    return tuple(option.name for option in the_questionnaire().option_lists["partners"] if option.name != chosen)


def test_a_sample_value_with_a_brace_is_never_read_as_a_fill():
    prompt = Scenario(the_questionnaire(), sample=SAMPLE | {"company_name": "De {V2} [red]NV[/red]"}).prompt()
    assert "De {V2} [red]NV[/red]" in prompt.text


def test_a_named_fill_follows_the_answers():
    assert "ooit opnieuw zou" in at_v2().answer("V2", "formerly").prompt().text
    assert "ooit zou" in at_v2().answer("V2", "never").prompt().text


# --- where we are


def test_a_question_says_which_of_how_many_it_is_and_a_sub_question_belongs_to_its_number():
    scenario = at_v2()
    assert (scenario.prompt().number, scenario.prompt().total) == (2, 8)
    scenario.answer("V2", "yes").answer("V3A", ["suppliers", "start_ups"])
    assert scenario.prompt().number == 3


def test_a_question_that_is_not_counted_has_no_number():
    assert Scenario(the_questionnaire(), sample=SAMPLE).prompt().number is None


def test_a_prompt_has_the_answer_the_draft_the_note_and_how_often_it_was_asked():
    scenario = Scenario(single("WHO", "self through+ask_again")).ask_again("WHO", "through")
    scenario.answer("WHO", "self").remark("WHO", "the director")
    prompt = scenario.prompt("WHO")
    assert prompt.answer == scenario.session.state.answers[prompt.key]
    assert (prompt.remark, prompt.asked_before, prompt.draft.is_empty()) == ("the director", 1, True)


@pytest.mark.parametrize(
    ("allowed", "both"), [("both", (True, True)), ("dont_know", (True, False)), ("none", (False, False))]
)
def test_a_prompt_says_which_statuses_the_question_takes(allowed: str, both: tuple[bool, bool]):
    prompt = Scenario(single("A", nonresponse=allowed)).prompt()
    assert (prompt.allows_dont_know, prompt.allows_refused) == both


def test_a_derived_item_has_no_prompt():
    yaml = single("A") + "- {id: D, type: derived, value: '1 + 1', min: 0, max: 9}\n"
    with pytest.raises(ValueError, match="D has no screen"):
        Scenario(yaml).answer("A", "yes").prompt("D")


def test_texts_on_request_come_with_what_is_said_and_probes_of_the_question_come_first():
    scenario = Scenario(the_questionnaire(), sample=SAMPLE).answers(INT="reached", WHO="self").at("CONSENT")
    prompt = scenario.prompt()
    assert prompt.on_request[0].say == "Uit een verzonnen bestand."
    assert prompt.probes[0] == "Kunt u daar iets meer over zeggen?"
