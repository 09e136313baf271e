"""What is done to the file of bookmarks, and taken back."""

from __future__ import annotations

from collections.abc import Iterable

from nbreader import actions
from nbreader.errors import BadDataError
from nbreader.model import Bookmark
from nbreader.tui.shelf import Place


class LaterError(BadDataError):
    """A bookmark that cannot be written now, and is kept to be written later."""


class Addition:
    """A bookmark that is asked for."""

    def __init__(
        self, place: Place, start: int, end: int, note: str, tags: tuple[str, ...]
    ) -> None:
        self._place, self._range, self._note, self._tags = place, (start, end), note, tags
        self._added: Bookmark | None = None
        self._before: Bookmark | None = None  # the bookmark that was there already

    def write(self, known: Iterable[Bookmark] | None) -> None:
        """Keep it in the file; `known` is what stood there before, as far as that was read."""
        known = actions.list_bookmarks() if known is None else known
        issue, page, article = self._place
        self._added = actions.add_bookmark(
            issue, page, article, *self._range, note=self._note, tags=self._tags
        )
        self._before = next((each for each in known if each.id == self._added.id), None)

    def take_back(self) -> str:
        """Take it away again; one that was there before is as it was."""
        assert self._added is not None
        if self._before is not None:
            return restore_note(self._before)
        actions.remove_bookmark(self._added.id)
        return "已撤销书签"


def restore(bookmark: Bookmark) -> str:
    """Put a bookmark that was removed back."""
    actions.restore_bookmark(bookmark)
    return "已恢复书签"


def restore_note(bookmark: Bookmark) -> str:
    """Give a bookmark the note and the tags that it had."""
    actions.change_bookmark(bookmark.id, note=bookmark.note, tags=bookmark.tags)
    return "已恢复原来的批注"
