"""A real browser without a window, spoken to through two pipes: what a page looks like once it is drawn."""

import json
import os
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO, Any

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = (
    "--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
    "--no-first-run", "--disable-background-networking", "--force-device-scale-factor=1",
)  # fmt: skip

LOADED = "new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))"


@dataclass
class Browser:
    """One page in one browser; `requested` are the addresses it asked for."""

    to: IO[bytes]
    back: Iterator[dict[str, Any]]
    session: str = ""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    requested: list[str] = field(default_factory=list)

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """One command and what comes back."""
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.to.write(json.dumps(message).encode() + b"\0")
        self.to.flush()
        answer = next(each for each in self.heard() if each.get("id") == number)
        assert "error" not in answer, answer
        found: dict[str, Any] = answer["result"]
        return found

    def heard(self) -> Iterator[dict[str, Any]]:
        """Everything the browser says."""
        for each in self.back:
            if each.get("method") == "Network.requestWillBeSent":
                self.requested.append(each["params"]["request"]["url"])
            yield each

    def open(self, page: Path, *, width: int = 1000, height: int = 1400) -> None:
        """Go to a page, and wait until it is drawn."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.ask("Emulation.setDeviceMetricsOverride", **metrics)
        self.ask("Network.enable")
        self.ask("Page.enable")
        self.ask("Page.navigate", url=page.as_uri())
        self.ask("Runtime.evaluate", expression=LOADED, awaitPromise=True)

    def tell(self, expression: str) -> Any:  # noqa: ANN401 - whatever JavaScript makes of it
        """The value of an expression on the page."""
        found = self.ask("Runtime.evaluate", expression=f"JSON.stringify({expression})", returnByValue=True)
        return json.loads(found["result"]["value"])

    def picture(self, **clip: float) -> bytes:
        """The page as PNG, or a part of it."""
        area = {"clip": clip | {"scale": 1}} if clip else {}
        return b64decode(self.ask("Page.captureScreenshot", format="png", **area)["data"])

    def print(self) -> bytes:
        """The page as PDF."""
        return b64decode(self.ask("Page.printToPDF")["data"])


@contextmanager
def a_browser(profile: Path) -> Iterator[Browser]:
    """A browser with a profile of its own, ended after the block."""
    assert BROWSER is not None
    its_in, ours_out = os.pipe()
    ours_in, its_out = os.pipe()
    command = f'exec "$0" "$@" 3<&{its_in} 4>&{its_out}'
    process = subprocess.Popen(
        ["bash", "-c", command, BROWSER, *OPTIONS, f"--user-data-dir={profile}", "about:blank"],
        pass_fds=(its_in, its_out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(its_in)
    os.close(its_out)
    with os.fdopen(ours_out, "wb") as to, os.fdopen(ours_in, "rb") as back:
        try:
            yield Browser(to, messages(back))
        finally:
            process.terminate()
            process.wait(30)


def messages(back: IO[bytes]) -> Iterator[dict[str, Any]]:
    """What the browser says, message by message."""
    rest = b""
    while block := back.read1(65536):  # type: ignore[attr-defined]
        *whole, rest = (rest + block).split(b"\0")
        yield from map(json.loads, whole)
