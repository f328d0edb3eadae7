"""Keep what is in hand: a card or an interview that stays open is renewed now and then."""

from cati.fieldwork.room import Command, Room
from cati.storage.attempts import renew
from cati.storage.leases import Claim
from cati.storage.sign_ins import see

RENEWED_EVERY_SECONDS = 300
"""How often an open card or interview should be renewed: six times before a lease of half an hour runs out."""


def keep_hold(room: Room, claim: Claim, command: Command) -> None:
    """Hold the case for another lease, and be seen at work. Raises `LeaseLostError`: it was given to somebody else."""
    with room.store.transaction() as connection:
        renew(connection, claim, command.at)
        see(connection, room.interviewer, command.at)
