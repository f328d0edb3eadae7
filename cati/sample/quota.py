"""Which cell of a quota a case belongs to. Pure."""

from collections.abc import Iterable, Mapping

from cati.questionnaire.answer import Choice
from cati.questionnaire.conditions.closures import SampleValue
from cati.questionnaire.fieldwork_rules import Quota
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.path import Stop

CROSSED = " x "
UNKNOWN = ""
"""The cell of a case of which what the quota counts by is not known: it counts in none and is closed by none."""


def cell_of(quota: Quota, values: Mapping[str, str]) -> str:
    """The cell of these values, such as `large` or `large x retail`; `UNKNOWN` if one of them is not known."""
    parts = [values.get(name, "") for name in quota.by]
    return CROSSED.join(parts) if all(parts) else UNKNOWN


def values_known(sample: Mapping[str, SampleValue], stops: Iterable[Stop] = ()) -> dict[str, str]:
    """What quotas can count by: options of the sample, and those chosen on the path of an interview, by name."""
    values = {name: value for name, value in sample.items() if isinstance(value, str)}
    chosen = {stop.key: stop.answer.option for stop in stops if isinstance(stop.answer, Choice)}
    return values | chosen


def quotas_on_answers(questionnaire: Questionnaire) -> tuple[Quota, ...]:
    """The quotas whose cells are known only once a question was answered."""
    quotas = questionnaire.fieldwork.quotas
    return tuple(quota for quota in quotas if not set(quota.by) <= questionnaire.sample.keys())
