"""Keys that come while something else is under way: nothing is lost, nothing acts too late."""

from __future__ import annotations

import pytest
from tests.screen.conftest import MakeApp
from tests.screen.driving import WIDE, headline, press, settle


async def test_what_was_chosen_opens_when_the_tree_changes_meanwhile(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        outline = app.reader.outline
        outline.focus()
        await pilot.pause()
        outline.place_cursor([entry.key for entry in outline.items].index("chain"))
        outline.action_choose()
        outline.show(outline.items[:2])
        await settle(pilot)

        assert "为链赋能" == headline(app)


@pytest.mark.parametrize("chosen", [False, True])
async def test_a_figure_that_was_looked_at_is_lit_when_the_table_changes_meanwhile(
    make_app: MakeApp, chosen: bool
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "1")
        margin = app.reader.margin
        margin.rows.action_bottom()
        wanted = margin.current
        if chosen:
            margin.rows.action_choose()
        margin.show({"figures": margin.items["figures"][:1]})
        await settle(pilot)

        assert wanted is not None
        assert (wanted.start, wanted.end) == app.reader.view.lit
