"""The lines at the top and the bottom of a screen."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual.reactive import reactive

from nbreader.tui.ink import PrintedLine, Run
from nbreader.tui.linebreak import cut_path
from nbreader.tui.paint import Part, fitted, hint_line, row, title_line
from nbreader.tui.widgets.inked import LineWidget


class TitleBar(LineWidget):
    """The paper and its date, and what is open."""

    left = reactive("")
    middle = reactive("")
    right = reactive("")

    def lines(self, width: int) -> Iterable[PrintedLine]:
        yield title_line(self.left, self.middle, self.right, width)


class HintBar(LineWidget):
    """The keys that are of use now."""

    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())

    def lines(self, width: int) -> Iterable[PrintedLine]:
        yield hint_line(self.hints, width)


class StatusBar(LineWidget):
    """The filter in force and where in the article the reader is.

    What is lit in the text is told in their place. Without a filter it shows the
    hints where there is no line for them.
    """

    words = reactive("")
    found = reactive("")
    trouble = reactive(False)  # `found` says that something is wrong
    beside_field = reactive(False)  # the words stand in a text field left of this line
    busy = reactive("")  # what goes on beside the reading
    place = reactive("")
    told: reactive[tuple[Part, ...]] = reactive(())  # of the figure or name that is lit
    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())

    def lines(self, width: int) -> Iterable[PrintedLine]:
        if self.told:
            yield PrintedLine(fitted(self.told, width - 1))
            return
        wrong = self.trouble and self.beside_field  # then the sentence needs the room
        busy = [Run(f"{self.busy}   ", "accent")] if self.busy else []
        right = [] if wrong else [*busy, Run(f"{self.place} ", "quiet")]
        if self.beside_field:
            found = cut_path(self.found, width - 1) if wrong else self.found
            left = [Run(f" {found}", "bad" if wrong else "quiet")]
        elif self.words or self.found:
            left = [Run(" / ", "key"), Run("筛选 ", "quiet"), Run(self.words, "strong")]
            left.append(Run(f"   {self.found}", "bad" if self.trouble else "quiet"))
            left += self._hints_beside(*left, *right, width=width)
        elif self.hints:
            left = self._hints_beside(*right, width=width)
        else:
            left = [Run(" / ", "key"), Run("筛选", "quiet")]
        yield row(left, right, width)

    def _hints_beside(self, *runs: Run, width: int) -> list[Run]:
        """As many hints as there is room for beside what else stands there."""
        room = width - 2 - sum(cell_len(run.text) for run in runs)
        return list(hint_line(self.hints, room).runs) if self.hints else []
