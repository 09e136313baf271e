"""A few screens as a whole, looked at before they were accepted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.screen.conftest import MakeApp
from tests.screen.driving import SMALL, WIDE, press, settle
from textual.app import App
from textual.pilot import Pilot

Compare = Callable[..., bool]
SHOTS = {
    "wide": (WIDE, []),
    "small": (SMALL, ["f", "f", "f"]),
    "figures": (WIDE, ["j", "1", "r", "i", "j"]),
    "organisations": (SMALL, ["]", "X", "X", "2"]),
    "light": (WIDE, ["T", "j"]),
    "outline-drawer": (SMALL, ["t"]),
    "filter": (WIDE, ["/", *"招宝磁业", "enter", "n"]),
    "selection": (SMALL, ["j", "v", "j"]),
    "bookmarks": (WIDE, ["j", "b", "j", "b", "B"]),
    "note": (SMALL, ["j", "N"]),
    "help": (WIDE, ["?"]),
}


@pytest.mark.parametrize("name", SHOTS)
def test_screen_looks_as_it_did(name: str, make_app: MakeApp, snap_compare: Compare) -> None:
    size, keys = SHOTS[name]

    async def drive(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, *keys)
        pilot.app.clear_notifications()
        await settle(pilot)

    app: App[None] = make_app()

    assert snap_compare(app, terminal_size=size, run_before=drive)
