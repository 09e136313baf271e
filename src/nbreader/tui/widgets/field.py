"""The line that a query is typed in."""

from __future__ import annotations

import re

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual.widgets import Input

_MARK = Style(underline=True, bold=True)


class QueryField(Input):
    """An input that can mark the place from which its query cannot be read."""

    def __init__(self, placeholder: str, *, id: str) -> None:
        self._fault = _Fault()
        super().__init__(id=id, placeholder=placeholder, compact=True, highlighter=self._fault)

    def mark(self, at: int | None) -> None:
        """Underline the word at this character, or nothing if it is None."""
        if at != self._fault.at:
            self._fault.at = at
            self.refresh()


class _Fault(Highlighter):
    at: int | None = None

    def highlight(self, text: Text) -> None:
        if self.at is None:
            return
        word = re.compile(r"\S+").match(text.plain, self.at)
        if word is not None:
            text.stylize(_MARK, *word.span())
