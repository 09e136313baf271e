"""A thread that does one thing after the other, for what must not cross threads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class OneThread:
    """Calls in a thread of their own, one at a time, awaited by async workers.

    `stop` gives up the call that is being done; it is called from the screen's
    thread when who awaits that call is cancelled.
    """

    def __init__(self, name: str, stop: Callable[[], None]) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._stop = stop
        self._current: object = None

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function returns; a call that waits its turn is dropped when cancelled."""
        token = object()

        def call() -> T:
            self._current = token
            try:
                return function(*args, **kwargs)
            finally:
                self._current = None

        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, call)
        except asyncio.CancelledError:
            if self._current is token:
                self._stop()
            raise

    def close(self, last: Callable[[], object]) -> None:
        """Give up what is done, do a last thing in the thread, and let it go."""
        self._stop()
        self._executor.submit(last)
        self._executor.shutdown(wait=False)
