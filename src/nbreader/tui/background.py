"""Threads that do one thing after the other: what must not cross threads, or keeps its order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from threading import Lock
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class OneThread:
    """Calls in a thread of their own, one at a time, awaited by async workers.

    `stop` makes the call that is being done, or that begins next, raise
    InterruptedError; it is called from the screen's thread when who awaits that call
    is cancelled. A call that a late `stop` hits in the place of another is done again.
    """

    def __init__(self, name: str, stop: Callable[[], None]) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._stop = stop
        self._current: object = None
        self._given_up: object = None
        self._lock = Lock()

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function returns; a call that waits its turn is dropped when cancelled."""
        token = object()

        def call() -> T:
            with self._lock:
                self._current = token
            try:
                while True:
                    try:
                        return function(*args, **kwargs)
                    except InterruptedError:
                        if self._given_up in (token, self):
                            raise
            finally:
                with self._lock:
                    self._current = None

        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, call)
        except asyncio.CancelledError:
            with self._lock:
                if self._current is token:
                    self._given_up = token
                    self._stop()
            raise

    def close(self, last: Callable[[], object]) -> None:
        """Give up what is done, do a last thing in the thread, and let it go."""
        self._given_up = self
        self._stop()
        self._executor.submit(last)
        self._executor.shutdown(wait=False)


class InTurn:
    """Calls in a thread of their own, in the order in which they were begun; none is dropped.

    The last are done even when the program ends meanwhile.
    """

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._last: Future[Any] | None = None

    @property
    def busy(self) -> bool:
        """Tell whether something is still to be done."""
        return self._last is not None and not self._last.done()

    def begin(self, function: Callable[[], T]) -> Future[T]:
        """Have a function called when its turn has come; from any thread but this one."""
        self._last = call = self._executor.submit(copy_context().run, function)
        return call


async def outcome(call: Future[T]) -> T:
    """What a call returns or raises; it goes on where who awaits it is cancelled."""
    done, loop = asyncio.Event(), asyncio.get_running_loop()

    def wake(_: Future[T]) -> None:
        with suppress(RuntimeError):  # the loop has come to its end
            loop.call_soon_threadsafe(done.set)

    call.add_done_callback(wake)
    await done.wait()
    return call.result()
