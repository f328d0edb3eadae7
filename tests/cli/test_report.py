"""`cati report` as a shell sees it: tables, one page, past moments, and what cannot be meant."""

from pathlib import Path

import pytest

from cati.errors import ExitCode
from plain_talk import Told, a_study, run
from scenario import single
from simulated_room import Simulated, simulated_room


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Simulated:
    """A room after its calls; a report changes nothing in it."""
    made = simulated_room(tmp_path_factory.mktemp("room"), 3)
    made.room.store.close()
    return made


def told(simulated: Simulated, *arguments: str, language: str = "en") -> Told:
    """What a report on the simulated room says, some time after it."""
    study = str(simulated.room.study.folder)
    return run("--study", study, "--language", language, "report", *arguments, clock=simulated.clock)


def row(told: Told, first: str) -> list[str]:
    """The cells of the first line that begins so."""
    return next(line.split() for line in told.out.splitlines() if line.split()[:1] == [first])


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Er is nog geen steekproef"),
        ("en", "There is no sample yet"),
        ("fr", "Il n'y a pas encore d'échantillon"),
    ],
)
def test_a_study_without_a_sample_is_told_so_and_no_picture_is_empty(tmp_path: Path, language: str, sentence: str):
    a_study(tmp_path, single("A"), cases=0)
    printed = run("--study", str(tmp_path), "--language", language, "report")
    written = run("--study", str(tmp_path), "--language", language, "report", "--html", str(tmp_path / "r.html"))
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert (printed.code, written.code, printed.err) == (ExitCode.OK, ExitCode.OK, "")
    assert sentence in printed.out
    assert sentence.replace("'", "&#39;") in page
    assert "<svg" not in page


def test_a_sample_nobody_called_has_no_rate_where_there_is_nothing_to_divide_by(tmp_path: Path):
    a_study(tmp_path, single("A"), cases=2)
    found = run("--study", str(tmp_path), "--language", "en", "report")
    assert row(found, "RR1")[-4:] == ["0.0%", "0", "of", "2"]
    assert row(found, "COOP1")[-4:] == ["n/a", "0", "of", "0"]
    assert row(found, "RR3")[-4:] == ["n/a", "0", "of", "n/a"]
    assert "Nobody has been called yet." in found.out
    assert "There are no interviews yet." in found.out
    assert "Provisional: 2 cases still open." in found.out


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_every_part_is_printed_in_every_language(simulated: Simulated, language: str):
    found = told(simulated, language=language)
    assert (found.code, found.err) == (0, "")
    assert row(found, "RR2")[0] == "RR2"
    assert "(I + P) / (I + P + R + NC + O + e(UH + UO))" in found.out
    assert "69d39c5951b2" in found.out  # the version of the questionnaire


def test_one_part_is_printed_alone(simulated: Simulated):
    found = told(simulated, "interviewers")
    assert "INTERVIEWERS: WORK" in found.out
    assert "RR1" not in found.out
    assert "*" in found.out  # fewer than twenty contacts


def test_a_past_moment_is_reported_as_it_was(simulated: Simulated):
    then, now = told(simulated, "cases", "--as-of", "2026-11-27T12:00"), told(simulated, "cases")
    assert "As it was on 27 Nov 2026 12:00" in then.out
    assert int(row(then, "I")[-2]) < int(row(now, "I")[-2])


def test_a_day_is_meant_to_its_end_and_today_until_now(simulated: Simulated):
    assert "As it was on 27 Nov 2026 23:59" in told(simulated, "rates", "--as-of", "2026-11-27").out
    today = told(simulated, "rates", "--as-of", f"{simulated.room.local_now():%Y-%m-%d}")
    assert row(today, "RR1") == row(told(simulated, "rates"), "RR1")


def test_calls_of_some_days_are_those_of_these_days(simulated: Simulated):
    whole, part = told(simulated, "calls"), told(simulated, "calls", "--from", "2026-11-26", "--to", "2026-11-27")
    count = int(part.out.partition(" calls.")[0].split()[-1])
    assert 0 < count < int(whole.out.partition(" calls.")[0].split()[-1])
    assert "Nobody has been called yet." in told(simulated, "calls", "--to", "2026-11-01").out


def test_rates_alone_say_the_counts_they_are_made_of_and_how_e_was_got(simulated: Simulated):
    found = told(simulated, "rates").out
    assert "I 12 · P 4 · R 5 · NC 0 · O 0 · UH 0 · UO 0 · NE 4" in found
    assert "e = 0.84, proportional: (I + P + R + NC + O) / (I + P + R + NC + O + NE) = 21 of 25." in found


def test_a_given_e_is_said_to_be_given(simulated: Simulated):
    assert "e = 0.9, as given." in told(simulated, "rates", "--e", "9/10").out
    assert "e = 0.9, as given." in told(simulated, "rates", "--e", "0,9").out


REFUSED = {
    ("nonsense",): "There is no part 'nonsense'",
    ("interviewer",): "Did you mean 'interviewers'?",
    ("--as-of", "yesterday"): "'yesterday' is no moment",
    ("--as-of", "2026-13-01"): "'2026-13-01' is no moment",
    ("--as-of", "2999-01-01"): "1 Jan 2999 23:59 is still to come",
    ("--from", "2026-11-27", "--to", "2026-11-26"): "--from is after --to",
    ("--to", "x"): "'x' is no moment",
    ("rates", "--handover", "--as-of", "2026-11-27"): "leave out rates, --as-of",
    ("--e", "1.1"): "'1.1' is no e",
    ("--e", "1/0"): "'1/0' is no e",
    ("--by", "region"): "'region' is no choice field of the sample. Choice fields: size.",
    ("answers", "--by", "sector"): "'sector' is no choice field",
}


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED.items(), ids=map(" ".join, REFUSED))
def test_what_cannot_be_meant_is_refused_with_a_sentence(
    simulated: Simulated, arguments: tuple[str, ...], sentence: str
):
    found = told(simulated, *arguments)
    assert (found.code, found.out) == (ExitCode.CANNOT_RUN, "")
    assert sentence in found.err


def test_a_page_is_written_whole_once_and_replaced_only_if_asked(simulated: Simulated, tmp_path: Path):
    target = tmp_path / "report.html"
    first = told(simulated, "--html", str(target))
    assert (first.code, first.out.strip()) == (0, str(target))
    page = target.read_bytes()
    assert told(simulated, "--html", str(target)).code == ExitCode.TARGET_EXISTS
    assert told(simulated, "--html", str(target), "--force").code == 0
    assert target.read_bytes() == page  # the same report, the same bytes
    assert told(simulated, "--html", str(tmp_path / "no" / "r.html")).code == ExitCode.CANNOT_WRITE


def test_the_page_fetches_nothing_and_says_what_the_terminal_says(simulated: Simulated, tmp_path: Path):
    told(simulated, "--html", str(tmp_path / "r.html"))
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert not any(word in page for word in ("http:", "https:", "<script", "@import", "url("))
    printed = told(simulated)
    for name in ("RR1", "RR3", "COOP1", "REF1", "CON1"):
        value = row(printed, name)[-4]
        assert f"<td>{value}</td>" in page


def test_the_next_shift_has_a_page_of_its_own(simulated: Simulated, tmp_path: Path):
    printed = told(simulated, "--handover")
    assert told(simulated, "--handover", "--html", str(tmp_path / "h.html")).code == 0
    assert "HALF-DONE INTERVIEWS" in printed.out
    assert "For the phone room only" in (tmp_path / "h.html").read_text(encoding="utf-8")
