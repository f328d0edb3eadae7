"""What was found by fuzzing, and the same targets on what hypothesis makes up."""

from hypothesis import given
from hypothesis import strategies as st

from fuzz.targets import SMALL, TOKENS, changed, condition, loading

WORDS = [
    b"A", b"M", b"G.r", b"E", b"sample.size", b"few", b"yes", b"==", b"!=", b"in", b"not", b"and", b"or", b"<", b"{",
    b"}", b"(", b")", b",", b"1", b"-", b"+", b"*", b"count", b"any_in", b"asked", b"if", b"else", b"dont_know", b'"',
    b"[", b"]", b":", b"true", b"single", b"ask_if", b"\n", b"\xc3\xa9", b"\x00", b"&x", b"*x", b"!!x", b"<<", b"99999",
]  # fmt: skip
ANY_WORDS = st.lists(st.sampled_from(WORDS), max_size=12)
CHANGE = st.tuples(st.integers(0, 65535), ANY_WORDS)


def change(at: int, words: list[bytes]) -> bytes:
    return at.to_bytes(2, "big") + b"".join(words)


def test_nothing_is_changed_by_nothing():
    assert b"".join(TOKENS.findall(SMALL)) == SMALL
    changed(b"")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_file(data: bytes):
    loading(data)


@given(st.lists(CHANGE, max_size=4))
def test_a_file_with_some_words_changed_is_read_or_refused(changes: list[tuple[int, list[bytes]]]):
    changed(b"\xff".join(change(*each) for each in changes))


@given(ANY_WORDS)
def test_any_words_are_a_condition_or_are_refused(words: list[bytes]):
    condition(b" ".join(words))
