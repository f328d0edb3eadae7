"""The whole program with a fixed clock and counted chance: `python tests/cati_at_two.py FIRST_NUMBER ARGUMENT…`.

It is Wednesday 25 November 2026, 14:02 in Brussels, unless `CATI_TEST_NOW` says another moment.
"""

import os
import sys
from datetime import datetime
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cati.cli.commands import Wiring, main
from spoken import NOW

numbers = count(int(sys.argv[1]))
moment = datetime.fromisoformat(os.environ.get("CATI_TEST_NOW", NOW.isoformat()))
main(sys.argv[2:], Wiring(clock=lambda: moment, chance=lambda: f"{next(numbers):016x}"))
