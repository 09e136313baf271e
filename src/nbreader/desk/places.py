"""Where the reader left off: what was read, and the last passage of each article."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field, replace

from nbreader.desk.store import VERSION, Sound, Store, check_version, number_of, tables_of, text_of


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
    unread: frozenset[str] = field(default=frozenset(), compare=False)  # marked so since then
    loaded: Places | None = field(default=None, compare=False, repr=False)

    def passage_of(self, article_id: str) -> Passage | None:
        """The last passage of an article, if it was opened before."""
        return next((one for one in self.passages if one.article_id == article_id), None)

    def with_passage(self, passage: Passage) -> Places:
        """The same places, but this passage for its article."""
        passages = tuple(p for p in self.passages if p.article_id != passage.article_id)
        return replace(self, passages=(*passages, passage))

    def with_read(self, article_id: str, read: bool = True) -> Places:
        """The same places, but this article read or unread."""
        return self.with_all_read({article_id}, read)

    def with_all_read(self, article_ids: Set[str], read: bool = True) -> Places:
        """The same places, but these articles read or unread."""
        if read:
            return replace(self, read=self.read | article_ids, unread=self.unread - article_ids)
        return replace(self, read=self.read - article_ids, unread=self.unread | article_ids)


def load_places() -> Places:
    """The reading state; BadDataError, once, for a damaged file, which is kept aside."""
    return _as_loaded(_STORE.read())


def save_places(places: Places) -> Places:
    """Keep what changed since loading, and return the state that is now stored."""
    return _as_loaded(_STORE.change(lambda stored: _merged(stored, places)))


def _as_loaded(places: Places) -> Places:
    return replace(places, loaded=places)


def _merged(stored: Places, places: Places) -> Places:
    """What is stored, with the changes that `places` has over what it was loaded as."""
    base = places.loaded or Places()
    ours = {p.article_id: p for p in places.passages if p not in set(base.passages)}
    theirs = {p.article_id: p for p in stored.passages if p.article_id not in ours}
    moved = places.open_article != base.open_article
    return Places(
        read=(stored.read | (places.read - base.read)) - places.unread,
        passages=(*theirs.values(), *ours.values()),
        open_article=places.open_article if moved else stored.open_article,
    )


def _encode(places: Places) -> str:
    import json

    passages = [
        {"article": one.article_id, "paragraph": one.paragraph, "offset": one.offset}
        for one in places.passages
    ]
    told = {
        "version": VERSION,
        "open": places.open_article,
        "read": sorted(places.read),
        "passages": passages,
    }
    return json.dumps(told, ensure_ascii=False, indent=0) + "\n"


def _decode(text: str) -> Sound[Places]:
    import json

    told = json.loads(text)
    if not isinstance(told, dict):
        raise ValueError("no object")
    check_version(told, "阅读进度")
    read = told.get("read", [])
    if not isinstance(read, list) or not all(isinstance(one, str) for one in read):
        raise ValueError("read is no list of ids")
    passages = tuple(
        Passage(
            article_id=text_of(one, "article"),
            paragraph=number_of(one, "paragraph"),
            offset=number_of(one, "offset"),
        )
        for one in tables_of(told, "passages")
    )
    places = Places(read=frozenset(read), passages=passages, open_article=text_of(told, "open"))
    return Sound(content=places)


_STORE: Store[Places] = Store(
    name="places.json", title="阅读进度", empty=Places(), decode=_decode, encode=_encode
)
