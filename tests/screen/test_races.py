"""Keys that come while something else is under way: nothing is lost, nothing acts too late."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.screen.conftest import MakeApp, front_page
from tests.screen.driving import WIDE, headline, press, settle
from tests.screen.slowness import Hold

from nbreader import actions
from nbreader.tui.messages import Opened
from nbreader.tui.shelf import Shelf


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


async def test_a_filter_holds_for_articles_that_got_other_ids(
    make_app: MakeApp, hold: Hold
) -> None:
    app = make_app(rest=[])
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "/", *"产值", "enter")
        issue = app.session.shelf.issues[0]
        articles = tuple(replace(each, id=f"new-{each.id}") for each in front_page().articles)
        renamed = replace(issue, pages=(replace(issue.pages[0], articles=articles),))
        asking = hold(actions, "make_matcher")
        app.reader.post_message(Opened(Shelf([renamed]), done=True, renamed=True))
        await asking.begun(pilot)
        await pilot.press("n")
        await pilot.pause()
        lit = app.reader.view.lit
        asking.let_go()
        await settle(pilot)

        assert "new-lead" == app.session.article_id
        assert app.session.hits is not None
        assert lit in app.session.hits["new-lead"].places
