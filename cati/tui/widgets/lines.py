"""A block of text whose size does not depend on it: another text repaints only the rows that differ."""

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


class Lines(Widget):
    """Lines that fit the width; its height is set from outside."""

    lines: tuple[Content, ...] = ()

    def show_lines(self, content: Content) -> None:
        """Another text."""
        before, self.lines = self.lines, tuple(content.split("\n", allow_blank=True)) if content else ()
        rows = range(max(len(before), len(self.lines)))
        changed = [row for row in rows if not same(before[row : row + 1], self.lines[row : row + 1])]
        if changed:
            self.refresh(Region(0, changed[0], self.size.width, changed[-1] - changed[0] + 1))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self.lines)


def same(one: tuple[Content, ...], other: tuple[Content, ...]) -> bool:
    """Whether a row looks the same; a row that is not there is blank."""
    return all(not line for line in one + other) or (len(one) == len(other) == 1 and one[0].is_same(other[0]))
