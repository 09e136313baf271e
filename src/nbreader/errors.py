"""The errors a person can cause; each is one plain sentence."""

from __future__ import annotations

from collections.abc import Callable


class NbreaderError(Exception):
    """A bad input: the message names the path, key or query that is at fault."""


class UsageError(NbreaderError):
    """The call's words are off: exit code 2."""


class QueryError(UsageError):
    """A query that cannot be read: `at` is where in `query` the `fault` begins.

    Its sentence holds the query; beside a field that shows it, `fault` is enough.
    """

    def __init__(self, fault: str, *, query: str, at: int) -> None:
        opening, closing = "「」" if set("“”") & set(query) else "“”"
        super().__init__(f"查询{opening}{query}{closing}第 {at + 1} 字：{fault}。")
        self.fault = fault
        self.query = query
        self.at = at

    def mark(self, width: Callable[[str], int]) -> str:
        """A line to print under the query: ‸ at the fault. `width` counts the cells of a text."""
        return " " * width(self.query[: self.at]) + "‸"


class BadDataError(NbreaderError):
    """A file that is missing, unreadable, damaged or no newspaper page: exit code 3."""
