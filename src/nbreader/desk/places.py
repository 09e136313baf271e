"""Where the reader left off: what was read, and the last passage of each article."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The last passage of an article: a paragraph, and a character in it."""

    article_id: str
    paragraph: int  # index into head + blocks
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The reading state.

    `loaded` is the state as it was read from the file, kept by dataclasses.replace:
    saving writes only what differs from it, so that two readers lose nothing.
    """

    read: frozenset[str] = frozenset()  # ids of articles
    passages: tuple[Passage, ...] = ()
    open_article: str = ""
    loaded: Places | None = field(default=None, compare=False, repr=False)

    def passage_of(self, article_id: str) -> Passage | None:
        """The last passage of an article, if it was opened before."""
        raise NotImplementedError

    def with_passage(self, passage: Passage) -> Places:
        """The same places, but this passage for its article."""
        raise NotImplementedError

    def with_read(self, article_id: str, read: bool = True) -> Places:
        """The same places, but this article read or unread."""
        raise NotImplementedError


def load_places() -> Places:
    """The reading state; BadDataError, once, for a damaged file, which is kept aside."""
    raise NotImplementedError


def save_places(places: Places) -> Places:
    """Keep what changed since loading, and return the state that is now stored."""
    raise NotImplementedError
