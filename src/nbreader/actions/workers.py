"""Calls done by other processes, or by this one when it is asked for what came out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from nbreader.errors import BadDataError

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Later(Protocol[R_co]):
    """A call whose result may have to be waited for."""

    def result(self) -> R_co:
        """What the call returned, or the error that it raised."""


def cores() -> int:
    """How many processes this one may run at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


class Workers:
    """Processes that do calls, started by the first call that is worth it.

    With one job, and until `start` is called, a call is done in this process,
    when its result is asked for.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    @property
    def at_once(self) -> int:
        """How many calls are done at the same time."""
        return self._jobs if self._pool else 1

    def start(self) -> None:
        """Have other processes do the calls from now on."""
        if self._jobs > 1 and self._pool is None:
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            _start_tracker()
            self._pool = ProcessPoolExecutor(
                self._jobs, mp_context=get_context("spawn"), initializer=_begin
            )

    def call(self, function: Callable[..., R], *words: object) -> Later[R]:
        """Have a call done; the function and its words are sent to another process."""
        if self._pool is None:
            return _Here(function, words)
        with _deaf_to_interrupts():  # a call may start a process, which is deaf like this one
            return _There(self._pool.submit(function, *words))

    def close(self) -> None:
        """Do no more calls, and wait for none."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


class _Here(Generic[R]):
    def __init__(self, function: Callable[..., R], words: tuple[object, ...]) -> None:
        self._function = function
        self._words = words

    def result(self) -> R:
        return self._function(*self._words)


class _There(Generic[R]):
    def __init__(self, future: Later[R]) -> None:
        self._future = future

    def result(self) -> R:
        from concurrent.futures.process import BrokenProcessPool

        try:
            return self._future.result()
        except BrokenProcessPool as error:
            raise BadDataError("解析版面的进程被系统中止，没有添加完；请再添加一次。") from error


def start_alone(function: Callable[..., object], *words: object) -> BaseProcess:
    """A process for one long call, which does not outlive this one."""
    from multiprocessing import get_context

    _start_tracker()
    process = get_context("spawn").Process(target=_alone, args=(function, words), daemon=True)
    with _deaf_to_interrupts():
        process.start()
    return process


def _alone(function: Callable[..., object], words: tuple[object, ...]) -> None:
    _begin()
    function(*words)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Keep Ctrl-C for later, so that a process that is started here never hears it."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_tracker() -> None:
    """Start what watches over other processes, with the standard error of this program.

    It is given the number of that file, and what stands in its place while a screen
    is shown has none that can be given on.
    """
    if os.name != "posix":
        return
    import sys
    from contextlib import redirect_stderr
    from multiprocessing import resource_tracker

    with redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()


def _begin() -> None:
    """Make this process end with the one that started it, and not by Ctrl-C."""
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed parent cannot say that there is nothing more to do."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
