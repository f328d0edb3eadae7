"""The one door through which text reaches the screen."""

from textual.content import Content

from cati.words.visible import visible


def show(text: str) -> Content:
    """The text as it stands: no markup, no links, no control of the terminal."""
    return Content(visible(text))
