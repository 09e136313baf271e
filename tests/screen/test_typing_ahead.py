"""Keys that arrive together, as over a slow line."""

from __future__ import annotations

import pytest
from tests.screen.conftest import MakeApp
from tests.screen.driving import WIDE, settle
from textual import events
from textual.widgets import Input


@pytest.mark.parametrize("key", ["/", "s"])
async def test_what_is_typed_with_the_key_goes_into_its_field(make_app: MakeApp, key: str) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for char in (key, *"b慈溪"):
            app.post_message(events.Key("slash" if char == "/" else char, char))
        await settle(pilot)

        assert isinstance(app.focused, Input)
        assert "b慈溪" == app.focused.value
        assert not app.session.bookmarks  # no letter was a command
