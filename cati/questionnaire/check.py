"""What is wrong in a questionnaire that reads well as a file: names, conditions, texts."""

from collections.abc import Callable, Iterator
from itertools import islice

from cati.questionnaire.model import Questionnaire
from cati.questionnaire.places import Nodes
from cati.questionnaire.problems import MOST_PROBLEMS, Problem, has_errors
from cati.questionnaire.proof.rules import routing_problems
from cati.questionnaire.rules import (
    columns,
    conditions,
    fills,
    height,
    keys,
    names,
    options,
    quotas,
    ranges,
    references,
    unused,
    wording,
)
from cati.questionnaire.rules.inspected import Inspected
from cati.questionnaire.scenarios.rules import scenario_problems

Rule = Callable[[Inspected], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    names.reserved_names,
    names.ids_given_twice,
    names.names_given_twice,
    names.codes_given_twice,
    names.languages_given_twice,
    names.aliases_that_clash,
    names.constants_that_clash,
    conditions.conditions,
    conditions.expressions,
    references.corrections,
    references.thresholds,
    references.quotas,
    quotas.cells,
    references.results,
    references.timezone,
    options.options_missing,
    options.options_taken_already,
    options.choices_out_of_reach,
    options.read_one_by_one,
    options.searched,
    options.shuffled,
    options.flags_out_of_place,
    options.other_twice,
    options.exclusive_among_many,
    options.derived_values,
    keys.roster_keys_alone,
    keys.numbers,
    keys.derived_keys,
    keys.fill_cases,
    keys.sources,
    keys.too_many_times,
    keys.ranges_of_names,
    keys.rosters_in_rosters,
    keys.sections_too_deep,
    ranges.ranges,
    ranges.call_windows,
    wording.translations,
    wording.same_in_all,
    wording.fills_that_differ,
    wording.braces,
    wording.invisible,
    wording.labels_alike,
    fills.unknown_fills,
    height.too_tall,
)
LIST_UNCERTAIN = frozenset({"C202", "C212", "C209.max_below_min", "C209.max_below_min_names", "C209.min_above_options"})
"""With these it is not certain which item a condition means, or a question has no answer: nothing can be proven."""

MOST_OF_A_RULE = MOST_PROBLEMS + 1
"""One more than are told, so that it is told that there are more."""

WHOLE_LIST = ("C307", "C309")
"""What is said of the list as a whole is held back while an item of it is broken."""


def semantic_problems(questionnaire: Questionnaire, nodes: Nodes, broken: frozenset[str]) -> list[Problem]:
    """Every problem of meaning, held back where it only follows from something broken."""
    inspected = Inspected(questionnaire, nodes, broken)
    problems = [problem for rule in RULES for problem in islice(rule(inspected), MOST_OF_A_RULE)]
    if not any({problem.code, problem.word} & LIST_UNCERTAIN for problem in problems):
        routes = routing_problems(questionnaire, nodes, broken)
        problems += [problem for problem in routes if not (broken and problem.code in WHOLE_LIST)]
    if not broken and not has_errors([*nodes.problems, *problems]):
        problems += [
            *columns.columns(inspected),
            *unused.unused(inspected),
            *quotas.late(inspected),
            *scenario_problems(inspected),
        ]
    return problems
