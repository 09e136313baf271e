"""The reading screen, part seven: to the search screen and back to the place."""

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
    _led_to = ""  # the article that a search led to
    _came_from = ""  # and the one that was open when that began

    def action_search(self) -> None:
        """Open the search where it was left, or with the kept one that is pointed at."""
        self._came_from = self.session.article_id
        self._search()

    def back_to_search(self) -> bool:
        """Go back to the results that led to this article; False if none did."""
        if not self._led_to or self._led_to != self.session.article_id:
            return False
        self._search()
        return True

    def _search(self) -> None:
        from nbreader.tui.screens.search import Asked, SearchScreen

        pointed_at = self.words_pointed_at()
        if self._asked is None or pointed_at:
            self._asked = Asked(pointed_at)

        def go(chosen: Chosen | None) -> None:
            here = self.session.article_id
            if chosen is not None:
                self._moved_on = True
                self._led_to = chosen.article_id
                self.open_article(chosen.article_id, chosen.span)
            elif self._led_to == here and self._came_from not in ("", here):
                self._led_to = ""
                self.open_article(self._came_from)
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

    def words_pointed_at(self) -> str:
        """The words of the kept search under the outline's cursor, "" if it is on none."""
        return ""

    keeps_searches = False

    def save_search(self, words: str) -> None:
        """Keep a query under a name."""

    def drop_search(self, key: str) -> None:
        """Forget the search that an entry of the outline stands for."""
