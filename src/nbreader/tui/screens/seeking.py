"""The reading screen, part four: to the search screen and back to the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbreader import actions
from nbreader.tui.screens.looking_up import LookingUp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbreader.actions import Marks
    from nbreader.actions.seeking import Finder
    from nbreader.tui.screens.search import Asked, Chosen


class Seeking(LookingUp):
    """Searching in a screen of its own; what was typed last is still there."""

    _asked: Asked | None = None

    def action_search(self) -> None:
        """Open the search where it was left."""
        from nbreader.tui.screens.search import Asked, SearchScreen

        if self._asked is None:
            self._asked = Asked()

        def go(chosen: Chosen | None) -> None:
            if chosen is not None:
                self._moved_on = True
                self.open_article(chosen.article_id, chosen.span)
            self.view.focus()

        screen = SearchScreen(
            self.session,
            self.finder(),
            self._asked,
            self.where_searched(),
            self.save_search if self.keeps_searches else None,
        )
        self.app.push_screen(screen, go)

    def finder(self) -> Finder:
        """Where a search looks: here, in the open pages."""
        from nbreader.actions.seeking import PagesFinder

        session = self.session
        return PagesFinder(
            session.shelf.issues,
            dict(session.annotations),
            session.organisations,
            self.marks(),
        )

    def marks(self) -> Mapping[str, Marks]:
        """What the reader did with each article, by id."""
        return actions.marks_from(self.session.places.read, self.tags_by_article())

    def where_searched(self) -> str:
        """The search screen's title."""
        return f"搜索打开的 {len(self.session.shelf.order)} 篇"

    keeps_searches = False

    def save_search(self, words: str) -> None:
        """Keep a query under a name."""

    def drop_search(self, key: str) -> None:
        """Forget the search that an entry of the outline stands for."""
