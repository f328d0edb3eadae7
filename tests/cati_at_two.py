"""The whole program with a fixed clock and counted chance: `python tests/cati_at_two.py FIRST_NUMBER ARGUMENT…`."""

import sys
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cati.cli.commands import Wiring, main
from spoken import NOW

numbers = count(int(sys.argv[1]))
main(sys.argv[2:], Wiring(clock=lambda: NOW, chance=lambda: f"{next(numbers):016x}"))
