"""What the reader did that can be taken back, the last first."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from nbreader.errors import BadDataError


class Step:
    """A change that was asked for; `take_back` says in a sentence what it took back.

    It is noted when it is asked for, and taken back in the same `turn`, so that
    what follows at once finds it done; "" is a change made by then.
    """

    def __init__(self, take_back: Callable[[], str], turn: str = "write") -> None:
        self.take_back, self.turn = take_back, turn
        self.called_back = False  # it is being taken back
        self.void = False  # it came to nothing, or is taken back


class Steps:
    """The changes, from any thread."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._lock = Lock()

    def add(self, step: Step) -> None:
        """Note a change as the last one."""
        with self._lock:
            self._steps.append(step)

    def call_back(self) -> Step | None:
        """The last change that is not being taken back yet: from now on it is."""
        with self._lock:
            step = next((s for s in reversed(self._steps) if not s.called_back), None)
            if step is not None:
                step.called_back = True
            return step

    def drop(self, step: Step) -> None:
        """Forget a change that came to nothing."""
        with self._lock:
            step.void = True
            if step in self._steps:
                self._steps.remove(step)

    def take_back(self, step: Step) -> str:
        """Take back a change that was called back.

        One that cannot be now, as the file is busy, can be called back again.
        """
        if step.void:
            return "没有可撤销的"
        try:
            sentence = step.take_back()
        except BadDataError:
            step.called_back = False
            raise
        except BaseException:
            self.drop(step)
            raise
        self.drop(step)
        return sentence
