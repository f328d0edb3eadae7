"""A file that is not as it was written: found by `verify`, told in a sentence, and never made worse."""

import shutil
from pathlib import Path
from random import Random

import pytest

from cati.errors import ExitCode, StorageError
from cati.storage.interviews import finish
from cati.storage.store import open_store
from cati.storage.stored_interviews import interviews_for_export
from cati.storage.verify import verify
from plain_talk import opened, plain
from promises import trials
from spoken import PROJECT
from storage.old.make_file import FOLDER
from storage_fixtures import COMPLETE, PERSONAL, Conversation, begun, ended, fold, new_store, words

PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A closed database with two interviews in it, one complete."""
    with new_store(tmp_path_factory.mktemp("whole"), cases=3) as store:
        for number in range(2):
            talk = Conversation(store, begun(store), personal=PERSONAL)
            for at in range(15):
                talk.answer((f"V{at}", words(f"{number} {at} één antwoord " * 4)), ("EMAIL", words(f"{at}@mail.be")))
        finish(store, talk.hold, 32, ended(60), talk.answers, PERSONAL, outcome=COMPLETE)
        assert store.path is not None
    return store.path.read_bytes()


def written(place: Path, content: bytes) -> Path:
    """A closed file with this content."""
    place.parent.mkdir(mode=0o700, exist_ok=True)
    place.write_bytes(content)
    for side in ("-wal", "-shm"):
        place.with_name(place.name + side).unlink(missing_ok=True)
    return place


def said(place: Path) -> object:
    """What was said in the open, as an export reads it; None if `verify` or the opening finds damage."""
    try:
        with open_store(place, create=False) as store:
            if verify(store, fold):
                return None
            return [
                (one.answers, one.kept_apart, one.events, one.disposition)
                for one in interviews_for_export(store, practice=False)
            ]
    except StorageError:
        return None


def test_a_flipped_bit_is_found_or_changes_nothing_that_was_said(whole: bytes, fast_folder: Path):
    place, chance, found = fast_folder / "cati.sqlite", Random(1), 0  # noqa: S311
    sound = said(written(place, whole))
    assert sound is not None
    for _ in range(trials("flipped_bit")):
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        now = said(written(place, whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :]))
        found += now is None
        assert now in (None, sound), (at, bit)
    assert found > trials("flipped_bit") // 20


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The closed database of a study in the field, of today's schema."""
    folder = tmp_path_factory.mktemp("field")
    written(folder / "db" / "cati.sqlite", (FOLDER / "schema_1.sqlite").read_bytes())
    opened(folder).close()
    return (folder / "db" / "cati.sqlite").read_bytes()


def test_a_damaged_page_is_told_in_a_sentence_and_never_written_over(field: bytes, fast_folder: Path):
    place, chance, found = fast_folder / "db" / "cati.sqlite", Random(1), 0  # noqa: S311
    shutil.copyfile(PROJECT, fast_folder / "questionnaire.yaml")
    for page in chance.sample(range(len(field) // PAGE), trials("damaged_page")):
        rubbish = chance.randbytes(PAGE)
        written(place, field[: page * PAGE] + rubbish + field[(page + 1) * PAGE :])
        told = plain(fast_folder, "1", "", "3", "stop 5", "", "n", "", "1", "stop 5", "", "q")
        if told.code == ExitCode.CANNOT_RUN:
            found += 1
            assert "The database is damaged (" in told.err or "is not a cati database" in told.err
            assert place.read_bytes()[page * PAGE : (page + 1) * PAGE] == rubbish
        else:
            assert (told.code, told.err) == (ExitCode.OK, ""), page
        assert list(place.parent.glob("crash-*")) == []
    assert found > trials("damaged_page") // 4
