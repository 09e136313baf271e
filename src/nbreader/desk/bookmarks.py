"""The passages that the reader keeps, in bookmarks.toml."""

from __future__ import annotations

from nbreader.model import Article, Bookmark, Issue, Page


def list_bookmarks() -> tuple[Bookmark, ...]:
    """All bookmarks, in the order in which they were added.

    A damaged file is kept aside under another name, what is sound in it stays,
    and BadDataError says so: once, the next call reads the new file.
    """
    raise NotImplementedError


def add_bookmark(
    issue: Issue,
    page: Page,
    article: Article,
    start: int,
    end: int,
    *,
    note: str = "",
    tags: tuple[str, ...] = (),
) -> Bookmark:
    """Keep `article.text[start:end]`; saved when this returns.

    Marking the same passage again keeps the one bookmark, with the new note if
    one is given and the tags of both. White space around the passage is left off;
    UsageError if nothing is left.
    """
    raise NotImplementedError


def change_bookmark(
    bookmark_id: str, *, note: str | None = None, tags: tuple[str, ...] | None = None
) -> Bookmark:
    """Give a bookmark another note or other tags; None leaves them alone."""
    raise NotImplementedError


def remove_bookmark(bookmark_id: str) -> Bookmark:
    """Take a bookmark away and return it, for `restore_bookmark`."""
    raise NotImplementedError


def restore_bookmark(bookmark: Bookmark) -> None:
    """Put a removed bookmark back as it was; nothing happens if it is there."""
    raise NotImplementedError
