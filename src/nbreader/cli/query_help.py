"""The table of the query language, for the help of the commands that take a query."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from inspect import cleandoc
from typing import Any, TypeVar

from rich.cells import cell_len

from nbreader import actions

F = TypeVar("F", bound=Callable[..., Any])

# Cells: of a help text between its margins, and before the words of the table.
_WIDTH, _LEAD = 76, 22
# What a line is not broken in: Latin and numbers, and a stop with what it follows.
_WORD = re.compile(r"(?:[!-~]+|[^!-~])[，。；、：” ]*")


def query_help(function: F) -> F:
    """Add the table of the query language to a command's help."""
    rows = ["\b", "查询："]
    for form in actions.QUERY_FORMS:
        lead = f"  {form.example}" + " " * max(1, _LEAD - cell_len(form.example) - 2)
        for line in _wrapped(form.explained, _WIDTH - _LEAD):
            rows.append(lead + line)
            lead = " " * _LEAD
    for note in actions.QUERY_NOTES:
        rows += ("  " + line for line in _wrapped(note, _WIDTH - 2))
    function.__doc__ = "\n".join([cleandoc(function.__doc__ or ""), "", *rows])
    return function


def _wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most `width` cells."""
    line = ""
    for word in _WORD.findall(text):
        if line and cell_len(line + word.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += word
    yield line.rstrip()
