"""Leaving when the terminal is gone: its window was closed, or the connection was lost.

Textual waits for keys from a terminal that can send none, and for room to write
to one that takes nothing: neither ends by itself, and its loop may stand still.
So a thread of our own looks, and ends the process when there is nobody to read.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from threading import Event, Thread

_EVERY = 1.0  # seconds between two looks
_KEYS, _SCREEN = 0, 2  # the descriptors Textual reads from and writes to


def watch_terminal(leave: Callable[[], object], save: Callable[[], object]) -> None:
    """Watch from now on; call from the main thread.

    `leave` is how a program leaves that can still restore its terminal; where
    there is none left, `save` is called and the process ends.
    """
    told = Event()
    hangup = getattr(signal, "SIGHUP", None)  # Windows has none
    if hangup is not None and signal.getsignal(hangup) is signal.SIG_DFL:  # nohup is respected
        signal.signal(hangup, lambda *_: told.set())
    Thread(target=_watch, args=(told, leave, save), name="hangup", daemon=True).start()


def _watch(told: Event, leave: Callable[[], object], save: Callable[[], object]) -> None:
    terminals = [number for number in (_KEYS, _SCREEN) if os.isatty(number)]
    while not told.wait(_EVERY) and _all_there(terminals):
        pass
    if _all_there(terminals):
        leave()
        return
    try:
        save()
    finally:
        os._exit(0)  # an orderly exit would wait for the terminal


def _all_there(terminals: list[int]) -> bool:
    """A terminal that was closed at its other end is none any more."""
    return all(os.isatty(number) for number in terminals)
