"""The order shown: drawn once per interview, even, and stable when an option is added."""

from collections import Counter
from itertools import permutations

from cati.interview.order import shuffled
from scenario import Scenario, multi, single

NAMES = ("a", "b", "c")
GRID = """\
- id: G
  type: grid
  text: How much?
  randomise: {}
  rows: [{{name: a, label: A}}, {{name: b, label: B}}, {{name: c, label: C}}, {{name: d, label: D}}]
  options: [{{code: 1, name: big, label: big}}, {{code: 2, name: small, label: small}}]
"""


def shown(yaml: str, seed: str) -> list[str]:
    """The options of the first question in the order shown."""
    return [line.name for line in Scenario(yaml, seed=seed).prompt().options]


def test_every_order_of_the_names_is_as_likely_as_any_other():
    orders = Counter(shuffled(f"{seed:016x}", "V5", NAMES, frozenset(NAMES)) for seed in range(6_000))
    assert set(orders) == set(permutations(NAMES))
    chi_squared = sum((count - 1_000) ** 2 / 1_000 for count in orders.values())
    assert chi_squared < 20.5  # 5 degrees of freedom: exceeded by chance once in a thousand


def test_the_same_seed_gives_the_same_order_and_another_question_another_one():
    orders = {shuffled("7", f"V{question}", NAMES, frozenset(NAMES)) for question in range(50)}
    assert len(orders) == 6
    assert shuffled("7", "V5", NAMES, frozenset(NAMES)) == shuffled("7", "V5", NAMES, frozenset(NAMES))


def test_a_new_option_leaves_the_order_of_the_others_alone():
    for seed in map(str, range(100)):
        before = shuffled(seed, "V5", NAMES, frozenset(NAMES))
        after = shuffled(seed, "V5", (*NAMES, "new"), frozenset((*NAMES, "new")))
        assert [name for name in after if name != "new"] == list(before)


def test_only_the_named_options_change_places():
    yaml = multi("M", "a b c d", randomise="[a, c]")
    orders = {tuple(shown(yaml, seed)) for seed in map(str, range(30))}
    assert orders == {("a", "b", "c", "d"), ("c", "b", "a", "d")}


def test_other_and_exclusive_options_stay_where_they_are_when_all_change_places():
    yaml = multi("M", "a other+other b none+exclusive c", randomise="true")
    orders = {tuple(shown(yaml, seed)) for seed in map(str, range(60))}
    assert len(orders) == 6
    assert all((order[1], order[3]) == ("other", "none") for order in orders)


def test_options_in_file_order_have_no_order_to_record():
    assert Scenario(single("A")).prompt().order == ()
    assert Scenario(multi("M", "a b c", randomise="true"), seed="7").prompt().order == tuple(
        shown(multi("M", "a b c", randomise="true"), "7")
    )


def test_options_that_are_not_offered_do_not_disturb_the_order_of_the_rest():
    yaml = single("A") + multi("M", "a b c d", randomise="true").replace("label: c}", "label: c, show_if: A == yes}")
    for seed in map(str, range(20)):
        whole, part = (
            [line.name for line in Scenario(yaml, seed=seed).answer("A", given).prompt().options]
            for given in ("yes", "no")
        )
        assert part == [name for name in whole if name != "c"]


def test_a_grid_shuffles_its_rows_and_never_its_scale():
    prompts = [Scenario(GRID.format("true"), seed=str(seed)).prompt() for seed in range(40)]
    assert {tuple(line.name for line in prompt.options) for prompt in prompts} == {("big", "small")}
    assert len({prompt.order for prompt in prompts}) > 10
    assert all(tuple(row.name for row in prompt.rows) == prompt.order for prompt in prompts)


def test_only_the_named_rows_of_a_grid_change_places():
    orders = {Scenario(GRID.format("[a, b]"), seed=str(seed)).prompt().order for seed in range(30)}
    assert orders == {("a", "b", "c", "d"), ("b", "a", "c", "d")}
