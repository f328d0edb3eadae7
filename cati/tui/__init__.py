"""The interviewer's screens: they show and listen, and hold no rule of their own.

Textual reads these settings once, when it is imported, so they are made before. Without the kitty protocol
keys are one set of bytes; with 300 ms of patience a torn F2 arrives whole.
"""

import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
os.environ.setdefault("ESCDELAY", "300")
