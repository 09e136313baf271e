"""What all our widgets share: printed lines become strips in the theme's inks."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from nbreader.tui.ink import PrintedLine
from nbreader.tui.inks import Inks

IDEOGRAPHIC_SPACE = "\N{IDEOGRAPHIC SPACE}"

_INKS: dict[str, Inks] = {}  # by theme


def ink_style(widget: Widget, ink: str) -> Style:
    """The style of an ink in the theme that is on."""
    theme = widget.app.theme
    if theme not in _INKS:
        _INKS[theme] = Inks(widget.app.theme_variables)
    return _INKS[theme].style(ink)


def harmless(text: str) -> str:
    """The text with blanks for what a terminal would obey instead of showing it.

    Pages come with stand-ins for control characters already; this is the last gate.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == IDEOGRAPHIC_SPACE else " " for c in text)


class Grounded(Widget):
    """A widget that works out its own colours once, until its styles change."""

    _ground: Style | None = None

    @property
    def ground(self) -> Style:
        """The colours that inks lie on."""
        if self._ground is None:
            self._ground = self.rich_style
        return self._ground

    def notify_style_update(self) -> None:
        self._ground = None
        super().notify_style_update()


def strip_of(
    widget: Grounded, line: PrintedLine, width: int, *, left: int = 0, ink: str = ""
) -> Strip:
    """A printed line as a strip of `width` cells that begins `left` cells in."""
    base = widget.ground
    under = ink_style(widget, ink)
    segments = [Segment(" " * left, base + under)] if left else []
    for run in line.runs:
        segments.append(Segment(harmless(run.text), base + ink_style(widget, run.ink) + under))
    strip = Strip(segments)
    return strip.adjust_cell_length(width, base + under)


class LineWidget(Grounded):
    """A widget of one or more printed lines that does not scroll."""

    def lines(self, width: int) -> Iterable[PrintedLine]:
        """The lines to show in `width` cells."""
        return ()

    def render_line(self, y: int) -> Strip:
        """One line of the widget; it is only ever a line or two high."""
        width = self.size.width
        lines = tuple(self.lines(width))
        return strip_of(self, lines[y] if y < len(lines) else PrintedLine(), width)


class LineView(Grounded, ScrollView):
    """A scrolling widget of printed lines."""

    ALLOW_MAXIMIZE = False
    _fitted = 0  # the width that the lines were laid out for

    def lay_out(self) -> None:
        """Break the lines anew for the width there is now."""

    def fit(self) -> None:
        """Lay out if the width is another one than last time."""
        if self.size.width and self._fitted != self.size.width:
            self._fitted = self.size.width
            self.lay_out()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines, laid out for the size that is painted: Resize may come later."""
        self.fit()
        return super().render_lines(crop)

    def set_height(self, lines: int) -> None:
        """Say how many lines there are, without laying out the screen anew.

        The widget's own size never depends on them, and its scrollbar always
        has its place: so one repaint is enough.
        """
        self.set_reactive(LineView.virtual_size, Size(self.size.width, lines))
        bar = self.vertical_scrollbar
        bar.window_virtual_size, bar.window_size = lines, self.size.height
        self.set_scroll(None, min(self.scroll_y, self.max_scroll_y))
        bar.position = self.scroll_y

    def scroll_down_to(self, first: int, last: int, *, margin: int = 0) -> None:
        """Bring the lines `first` to `last` (exclusive) into view, the first if both do not fit."""
        top, height = self.scroll_offset.y, self.size.height
        if first - margin < top:
            self.scroll_to(y=max(0, first - margin), animate=False)
        elif last + margin > top + height:
            self.scroll_to(y=min(first - margin, last + margin - height), animate=False)
