"""Labels are cut by us, before a library would: at a character, marked, counted, never two alike."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cati.export.edition import Edition
from cati.export.labels import SPSS_LIMITS, STATA_LIMITS, Labels, cut, in_bytes
from cati.questionnaire.model import Text
from cati.questionnaire.variables import Variable

LIMITS = json.loads((Path(__file__).parents[1] / "data" / "label_limits.json").read_text(encoding="utf-8"))
EDITION = Edition(Text({"": "Titel"}), "nl", datetime(2026, 1, 1, tzinfo=UTC))


def column(label: str = "l", **values: str) -> Variable:
    labels = {int(code.lstrip("c")): Text({"": text}) for code, text in values.items()}
    return Variable("V", "V", "code", Text({"": label}), labels, 1)


@pytest.mark.parametrize("case", LIMITS, ids=lambda case: f"{case['format']}-{case['what']}-{case['bytes']}")
def test_a_label_is_cut_exactly_where_the_format_would_not_keep_it(case: dict[str, object]):
    limits = {"sav": SPSS_LIMITS, "dta": STATA_LIMITS}[str(case["format"])]
    limit, measure = {
        "variable label": (limits.variable, limits.variable_measure),
        "value label": (limits.value, limits.value_measure),
        "file label": (limits.file, limits.file_measure),
    }[str(case["what"])]
    whole = str(case["character"]) * int(str(case["times"]))
    short = cut(whole, limit, measure)
    assert (short == whole) == bool(case.get("kept", False))
    assert measure(short) <= limit


def test_an_emoji_is_kept_whole_or_not_at_all():
    assert cut("👍" * 65, 256, in_bytes) == "👍" * 63 + "…"


def test_cuts_are_named():
    labels = Labels(EDITION, SPSS_LIMITS)
    labels.variable(column("x" * 257))
    labels.variable(column("x" * 256))
    labels.values(column(c1="y", c2="x" * 121))
    assert labels.cuts == ["V", "V=2"]


def test_two_labels_that_a_cut_makes_equal_get_their_codes():
    labels = Labels(EDITION, SPSS_LIMITS)
    found = labels.values(column(c1="x" * 200 + "a", c2="x" * 200 + "b", c3="short"))
    assert found[1].endswith(" (1)")
    assert found[2].endswith(" (2)")
    assert found[3] == "short"
    assert max(map(in_bytes, found.values())) <= 120
