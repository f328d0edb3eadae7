"""The one AAPOR code of a case at any time, from the results of its calls. Pure."""

from collections.abc import Callable, Sequence

from cati.questionnaire.dispositions import Disposition, dispositions

NEVER_CALLED = "3.11"
Test = Callable[[Disposition], bool]
RANKS: tuple[Test, ...] = (
    lambda found: found.group == "R",
    lambda found: found.name in ("suspended", "appointment"),
    lambda found: found.name == "language_barrier",
    lambda found: found.group == "NC",
    lambda found: found.group in ("UH", "UO"),
)
"""What tells more about a case comes first: a busy tone after a soft refusal leaves it a refusal."""


def current_code(results: Sequence[str]) -> str:
    """The code of a case with these results, in order: the final one, else the one that tells most."""
    found = [dispositions()[name] for name in results]
    if found and found[-1].ends_case and found[-1].group != "derived":
        return found[-1].aapor
    return interim_code(results)


def interim_code(results: Sequence[str]) -> str:
    """The code of a case that is open, whatever its last result: the one that tells most."""
    found = [dispositions()[name] for name in results]
    telling = (each for rank in RANKS for each in reversed(found) if rank(each))
    return next((each.aapor for each in telling), NEVER_CALLED)
