"""The key gate for any stream of keys, held against rules that are told without looking into it."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from cati.tui.key_gate import GateTimes, KeyGate, Meaning, Verdict
from gate_scenario import A_FRAME, TAKEN, Interview, held


@dataclass
class Taken:
    key: str
    at: float
    meaning: Meaning
    painting: int


@dataclass
class Record:
    """What went through the gate, kept without looking into it."""

    arrivals: list[tuple[str, float, Meaning]] = field(default_factory=list)
    paintings: list[float] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)

    @property
    def answers(self) -> list[Taken]:
        return [one for one in self.taken if one.meaning in {Meaning.ANSWER, Meaning.ROW}]


KEYS = st.one_of(
    st.tuples(st.sampled_from(["1", "2", "b", "enter"]), st.sampled_from([Meaning.ANSWER, Meaning.ROW])),
    st.tuples(st.sampled_from(["[", "escape", "up", "~"]), st.just(Meaning.NOTHING)),
    st.tuples(st.sampled_from(["1", "x"]), st.just(Meaning.TYPING)),
    st.sampled_from([("f3", Meaning.COMMAND), ("f8", Meaning.ALWAYS), ("ask", None), ("shut", None)]),
)
Stream = list[tuple[str, Meaning | None, float]]
STREAMS = st.lists(
    st.tuples(KEYS, st.integers(0, 900), st.integers(0, 1)).map(lambda s: (*s[0], s[1] * s[2] / 1000)), max_size=60
)


def run(stream: Stream) -> tuple[KeyGate, Record]:
    """Feeds a stream; each answer is followed by a painting a frame later."""
    interview, record, now = Interview(), Record(), 100.0
    for key, meaning, gap in [("ask", None, 0.0), *stream]:
        now += gap
        if meaning is None:
            interview.ask(now) if key == "ask" else interview.gate.shut()
        else:
            painting = len(interview.asked_at)
            verdict = interview.press(key, now, meaning)
            record.arrivals.append((key, now, meaning))
            if verdict is TAKEN:
                record.taken.append(Taken(key, now, meaning, painting))
                if meaning is Meaning.ANSWER:
                    interview.ask(now + A_FRAME)
    record.paintings = interview.asked_at
    return interview.gate, record


@given(STREAMS)
def test_no_answer_is_ever_read_before_150_ms_after_its_painting(stream: Stream):
    _, record = run(stream)
    for answer in record.answers:
        assert answer.at >= record.paintings[answer.painting - 1] + GateTimes().look


@given(STREAMS)
def test_no_key_ever_answers_two_questions_without_700_ms_of_silence_between(stream: Stream):
    _, record = run(stream)
    for last, answer in zip(record.answers, record.answers[1:], strict=False):
        if answer.key == last.key and answer.painting != last.painting:
            earlier = [at for key, at, _ in record.arrivals if key == answer.key and at < answer.at]
            assert answer.at - earlier[-1] >= GateTimes().release


@given(STREAMS)
def test_no_answer_ever_follows_a_stray_key_within_300_ms(stream: Stream):
    _, record = run(stream)
    strays = [at for key, at, meaning in record.arrivals if meaning is Meaning.NOTHING and key != "up"]
    for answer in record.answers:
        assert not [at for at in strays if at < answer.at < at + GateTimes().calm]


@given(STREAMS)
def test_a_question_is_ended_at_most_once(stream: Stream):
    _, record = run(stream)
    ended = [answer.painting for answer in record.taken if answer.meaning is Meaning.ANSWER]
    assert len(ended) == len(set(ended))


@given(STREAMS)
def test_every_key_is_either_taken_or_counted_as_unused(stream: Stream):
    gate, record = run(stream)
    assert gate.unused_keys == len(record.arrivals) - len(record.taken)


@given(STREAMS)
def test_stop_always_passes(stream: Stream):
    _, record = run(stream)
    pressed = [at for _, at, meaning in record.arrivals if meaning is Meaning.ALWAYS]
    assert [one.at for one in record.taken if one.meaning is Meaning.ALWAYS] == pressed


ANY_GAP_BUT_THE_BOUNDARY = st.integers(0, 300).filter(lambda gap: gap != 80)


@given(st.lists(st.tuples(st.sampled_from("123"), ANY_GAP_BUT_THE_BOUNDARY), max_size=40))
def test_in_a_list_only_the_last_key_again_within_80_ms_is_refused(presses: list[tuple[str, int]]):
    interview, now, last = Interview().ask(at=0), 1.0, ""
    for key, gap in presses:
        now += gap / 1000
        repeats = key == last and gap < 80
        assert interview.press(key, now, Meaning.ROW) is (Verdict.HELD if repeats else TAKEN)
        last = key


@given(st.integers(250, 690), st.integers(2, 60), st.integers(1, 8))
def test_a_held_key_answers_once_at_any_usual_delay_and_rate(delay: int, rate: int, frames: int):
    interview = Interview().ask(at=0)
    count = 0
    for at in held(1.0, delay / 1000, rate, seconds=3):
        if interview.press("1", at) is TAKEN:
            count += 1
            interview.ask(at + frames * A_FRAME)
    assert count == 1
