"""A bar for work that counts: done, and of how many."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def counting(name: str) -> Iterator[Callable[[int, int], None] | None]:
    """How to show progress on a terminal, None where standard error is none.

    The bar goes when the work is done.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as LeftColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), LeftColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
