"""A file that is not as it was written: found by `verify`, told in a sentence, and never made worse."""

from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cati.errors import StorageError
from cati.storage.cases import fetch_case, list_attempts, list_cases
from cati.storage.interviews import finish
from cati.storage.store import open_store
from cati.storage.stored_interviews import interviews_for_export, load_events
from cati.storage.verify import verify
from promises import trials
from storage_fixtures import COMPLETE, PERSONAL, Conversation, begun, ended, fold, new_store, words


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A closed database with two interviews in it, one complete."""
    with new_store(tmp_path_factory.mktemp("whole"), cases=3) as store:
        for number in range(2):
            talk = Conversation(store, begun(store), personal=PERSONAL)
            for at in range(15):
                talk.answer((f"V{at}", words(f"{number} {at} één antwoord " * 4)), ("EMAIL", words(f"{at}@voorbeeld.be")))
        finish(store, talk.hold, 32, ended(60), talk.answers, PERSONAL, outcome=COMPLETE)
        assert store.path is not None
    return store.path.read_bytes()


def readable(place: Path) -> Any:
    """Everything that a person or an export can read."""
    with open_store(place, create=False) as store:
        assert not verify(store, fold), "found"
        cases = [case for case in list_cases(store)]
        return {
            "interviews": list(interviews_for_export(store, practice=False)),
            "events": [load_events(store, number) for number in (1, 2)],
            "cases": [fetch_case(store, case.case_id) for case in cases],
            "attempts": list(list_attempts(store)),
        }


def test_a_flipped_bit_is_found_or_changes_nothing_that_can_be_read(whole: bytes, tmp_path: Path):
    place, chance = tmp_path / "cati.sqlite", Random(1)
    place.write_bytes(whole)
    sound = readable(place)
    came=Counter()
    for _ in range(trials("flipped bit")):
        damaged = bytearray(whole)
        at = chance.randrange(len(whole))
        damaged[at] ^= 1 << chance.randrange(8)
        place.write_bytes(damaged)
        try:
            now = readable(place)
        except StorageError as e:
            came[type(e).__name__]+=1
        except AssertionError:
            came["verify"]+=1
        except Exception as e:
            came["CRASH "+repr(e)[:300]]+=1
        else:
            if now==sound: came["same"]+=1
            else:
                for k in sound:
                    if now[k]!=sound[k]:
                        came["DIFF "+k]+=1
                        if k in("interviews","cases", "attempts"):
                            for a,b in zip(now[k],sound[k]):
                                if a!=b: print(k, [ (x,y) for x,y in zip(str(a).split(", "),str(b).split(", ")) if x!=y])
        for side in ("-wal", "-shm"):
            place.with_name(place.name + side).unlink(missing_ok=True)
    print(came)
