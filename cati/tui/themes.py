"""The two themes: their contrasts are computed in a test, in true colour and in sixteen colours."""

from textual.theme import Theme

DARK = Theme(
    name="cati",
    primary="#7cc4ff",
    secondary="#c0c6cc",
    accent="#ffd75f",
    warning="#ffd75f",
    error="#ff8f8f",
    success="#9be39b",
    foreground="#f2f4f6",
    background="#0c0f12",
    surface="#0c0f12",
    panel="#0c0f12",
    dark=True,
    variables={"quiet": "#c0c6cc", "key": "#7cc4ff", "alert": "#ffd75f", "fault": "#ff8f8f", "saved": "#9be39b"},
)
LIGHT = Theme(
    name="cati-light",
    primary="#003f7f",
    secondary="#1c2026",
    accent="#800060",
    warning="#800060",
    error="#8f0000",
    success="#006000",
    foreground="#101418",
    background="#fbfbf8",
    surface="#fbfbf8",
    panel="#fbfbf8",
    dark=False,
    variables={"quiet": "#1c2026", "key": "#003f7f", "alert": "#800060", "fault": "#8f0000", "saved": "#006000"},
)
THEMES = (DARK, LIGHT)
