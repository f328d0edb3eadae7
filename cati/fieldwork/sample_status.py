"""The sample as a supervisor looks at it: how it stands, its cases one by one, and the replicates that wait."""

from cati.fieldwork.room import Room
from cati.storage.audit import Deed
from cati.storage.sample_import import importing
from cati.storage.sample_status import SampleStatus, sample_status


def status_of_sample(room: Room) -> SampleStatus:
    """How many cases are in which state, of one moment."""
    return sample_status(room.store)


def release_replicate(room: Room, replicate: int) -> int:
    """Let a replicate be called, now and in files to come; returns how many cases were waiting for that."""
    now = room.clock()
    with importing(room.store) as inside:
        freed = inside.release(replicate, room.study.questionnaire.fieldwork.quotas, now)
        inside.note([Deed(now, room.interviewer, "replicate_released", str(replicate), {"cases": freed})])
    return freed
