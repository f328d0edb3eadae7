"""What a terminal shows: pyte, helped where it does not know a sequence that xterm knows."""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pyte

SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[PX^_\]].*?(?:\x07|\x1b\\)|[^\[PX^_\]])", re.DOTALL)
MODE_QUERY = re.compile(rb"\x1b\[\?(\d+)\$p")
COLOUR_QUERY = re.compile(rb"\x1b\](1[012]);\?")
TITLE = re.compile(rb"\x1b\][012];")
UNKNOWN_TO_PYTE = re.compile(rb"\x1b(?:[PX^_\]]|\[[<=>]|\[\?[0-9;]*[^0-9;hlJK]|\[[0-?]*[ -/])")
FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
ALTERNATE_SCREEN = 1049


class Screen(pyte.Screen):
    """A screen that answers questions, and that gives back what stood there before a full-screen program."""

    def __init__(self, columns: int, rows: int, reply: Callable[[bytes], None]) -> None:
        super().__init__(columns, rows)
        self._reply = reply
        self._before: Any = None

    def write_process_input(self, data: str) -> None:
        """Sends what pyte answers: the cursor's place, what kind of terminal this is."""
        self._reply(data.encode())

    def set_mode(self, *modes: int, **how: bool) -> None:
        """Keeps what stands on the screen when a full-screen program begins."""
        super().set_mode(*modes, **how)
        if ALTERNATE_SCREEN in modes and how.get("private"):
            self._before = deepcopy((self.buffer, self.cursor))
            self.erase_in_display(2)

    def reset_mode(self, *modes: int, **how: bool) -> None:
        """Gives back what stood on the screen before the full-screen program."""
        super().reset_mode(*modes, **how)
        if ALTERNATE_SCREEN in modes and how.get("private") and self._before:
            self.buffer, self.cursor = self._before
            self._before = None


class Emulator:
    """Bytes of a program in; the screen, answers to its questions and a call for each whole frame out."""

    def __init__(self, columns: int, rows: int, reply: Callable[[bytes], None], frame: Callable[[], None]) -> None:
        self.screen = Screen(columns, rows, reply)
        self._stream = pyte.ByteStream(self.screen)
        self._reply = reply
        self._frame = frame
        self._torn = b""
        self._in_frame = False

    def feed(self, data: bytes) -> None:
        """Takes what the program wrote; a sequence that is torn between two reads waits for its other half."""
        for piece in self._pieces(self._torn + data):
            self._take(piece)
        if not self._in_frame:
            self._frame()

    @property
    def rows(self) -> list[str]:
        """The rows of the screen, without the blanks at their ends."""
        return [row.rstrip() for row in self.screen.display]

    def _pieces(self, data: bytes) -> Iterator[bytes]:
        at = 0
        for match in SEQUENCE.finditer(data):
            yield data[at : match.start()]
            yield match.group()
            at = match.end()
        text, escape, torn = data[at:].partition(b"\x1b")
        self._torn = escape + torn
        yield text

    def _take(self, piece: bytes) -> None:
        if asked := MODE_QUERY.fullmatch(piece):
            self._reply(b"\x1b[?%s;%s$y" % (asked[1], b"2" if asked[1] == b"2026" else b"0"))
        elif asked := COLOUR_QUERY.match(piece):
            self._reply(b"\x1b]%s;rgb:0000/0000/0000\x1b\\" % asked[1])
        elif TITLE.match(piece) or not UNKNOWN_TO_PYTE.match(piece):
            self._stream.feed(piece)
        if piece in {FRAME_BEGINS, FRAME_ENDS}:
            self._in_frame = piece == FRAME_BEGINS
            self._frame()
