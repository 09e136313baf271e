"""An action that is slow, for keys that are pressed while it is under way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

_LONGEST = 10.0  # seconds; a test that lets nothing go on ends, too


class Held:
    """A function whose callers wait in their thread until the test lets them go on."""

    def __init__(self) -> None:
        self._begun, self._on = Event(), Event()

    async def begun(self, pilot: Pilot[None]) -> None:
        """Wait until it was called."""
        for _ in range(500):
            if self._begun.is_set():
                return
            await pilot.pause(0.01)
        raise AssertionError("it was never called")

    def let_go(self) -> None:
        """Have all go on who wait, and nobody wait any more."""
        self._on.set()

    def wait(self) -> None:
        self._begun.set()
        self._on.wait(_LONGEST)


Hold = Callable[..., Held]


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hold]:
    """Hold `owner.name`; of its calls those wait for whose arguments `when` is true."""
    made: list[Held] = []

    def hold(owner: object, name: str, when: Callable[..., bool] = lambda *_, **__: True) -> Held:
        original, held = getattr(owner, name), Held()

        def slow(*args: Any, **kwargs: Any) -> object:
            if when(*args, **kwargs):
                held.wait()
            return original(*args, **kwargs)

        monkeypatch.setattr(owner, name, slow)
        made.append(held)
        return held

    yield hold
    for held in made:
        held.let_go()
