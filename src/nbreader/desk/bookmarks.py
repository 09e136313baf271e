"""The passages that the reader keeps, in bookmarks.toml."""

from __future__ import annotations

import hashlib
import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime

from nbreader.desk.anchors import make_quote
from nbreader.desk.citations import cite
from nbreader.desk.store import VERSION, Sound, Store, check_version, number_of, tables_of, text_of
from nbreader.errors import UsageError
from nbreader.model import Article, Bookmark, Citation, Issue, Page, Quote

Bookmarks = tuple[Bookmark, ...]

# Digits and letters that are not taken for each other when an id is typed again.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_ID_LENGTH = 5


def list_bookmarks() -> Bookmarks:
    """All bookmarks, in the order in which they were added.

    A damaged file is kept aside under another name, what is sound in it stays,
    and BadDataError says so: once, the next call reads the new file.
    """
    return _STORE.read()


def add_bookmark(
    issue: Issue,
    page: Page,
    article: Article,
    start: int,
    end: int,
    *,
    note: str = "",
    tags: Iterable[str] = (),
) -> Bookmark:
    """Keep `article.text[start:end]`; saved when this returns.

    Marking the same passage again keeps the one bookmark, with the new note if
    one is given and the tags of both. White space around the passage is left off;
    UsageError if nothing is left.
    """
    text = article.text
    start, end = _trimmed(text, start, end)
    if start == end:
        raise UsageError("选中的地方没有字，不能加书签。")
    made = Bookmark(
        id="",
        article_id=article.id,
        quote=make_quote(text, start, end),
        citation=cite(issue, page, article, start, end),
        note=_clean_note(note),
        tags=_clean_tags(tags),
        added=datetime.now(UTC),
        start=start,
    )
    stored = _STORE.change(lambda bookmarks: _with(bookmarks, made))
    return next(bookmark for bookmark in stored if _passage(bookmark) == _passage(made))


def change_bookmark(
    bookmark_id: str, *, note: str | None = None, tags: Iterable[str] | None = None
) -> Bookmark:
    """Give a bookmark another note or other tags; None leaves them alone."""

    def changed(bookmark: Bookmark) -> Bookmark:
        return replace(
            bookmark,
            note=bookmark.note if note is None else _clean_note(note),
            tags=bookmark.tags if tags is None else _clean_tags(tags),
        )

    stored = _STORE.change(
        lambda bookmarks: _swapped(bookmarks, bookmark_id, lambda found: (changed(found),))
    )
    return next(bookmark for bookmark in stored if bookmark.id == bookmark_id)


def remove_bookmark(bookmark_id: str) -> Bookmark:
    """Take a bookmark away and return it, for `restore_bookmark`."""
    removed: list[Bookmark] = []

    def taken(bookmark: Bookmark) -> Bookmarks:
        removed.append(bookmark)
        return ()

    _STORE.change(lambda bookmarks: _swapped(bookmarks, bookmark_id, taken))
    return removed[0]


def restore_bookmark(bookmark: Bookmark) -> None:
    """Put a removed bookmark back as it was; nothing happens if it is there."""

    def restored(bookmarks: Bookmarks) -> Bookmarks:
        if any(kept.id == bookmark.id for kept in bookmarks):
            return bookmarks
        return tuple(sorted((*bookmarks, bookmark), key=_when))

    _STORE.change(restored)


def replace_bookmarks(changed: Iterable[Bookmark]) -> None:
    """Put bookmarks in the place of those with their ids; one that is gone stays gone."""
    by_id = {bookmark.id: bookmark for bookmark in changed}
    if by_id:
        _STORE.change(lambda kept: tuple(by_id.get(each.id, each) for each in kept))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = max(0, start), min(end, len(text))
    kept = text[start:end]
    start += len(kept) - len(kept.lstrip())
    return start, start + len(kept.strip())


def _clean_note(note: str) -> str:
    lines = note.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
    return "".join(c for c in lines if c == "\n" or unicodedata.category(c) != "Cc")


def _clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags without # and white space at their ends, each once."""
    cleaned = (" ".join(_clean_note(tag).lstrip("#＃").split()) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))


def _passage(bookmark: Bookmark) -> tuple[str, Quote, int | None]:
    return bookmark.article_id, bookmark.quote, bookmark.start


def _with(bookmarks: Bookmarks, made: Bookmark) -> Bookmarks:
    for at, kept in enumerate(bookmarks):
        if _passage(kept) == _passage(made):
            tags = tuple(dict.fromkeys(kept.tags + made.tags))
            merged = replace(kept, note=made.note or kept.note, tags=tags)
            return (*bookmarks[:at], merged, *bookmarks[at + 1 :])
    taken = {bookmark.id for bookmark in bookmarks}
    return (*bookmarks, replace(made, id=_new_id(made, taken)))


def _new_id(made: Bookmark, taken: set[str]) -> str:
    """An id read off the passage, so that the same passage always gets the same."""
    digest = hashlib.sha256(repr(_passage(made)).encode("utf-8", "replace")).digest()
    number = int.from_bytes(digest)
    letters = ""
    while len(letters) < _ID_LENGTH or letters in taken:
        number, letter = divmod(number, len(_LETTERS))
        letters += _LETTERS[letter]
    return letters


def _swapped(
    bookmarks: Bookmarks, bookmark_id: str, swap: Callable[[Bookmark], Bookmarks]
) -> Bookmarks:
    """The bookmarks with another, or none, in one's place."""
    if all(bookmark.id != bookmark_id for bookmark in bookmarks):
        raise UsageError(f"没有编号为“{bookmark_id}”的书签。")
    return tuple(
        kept
        for bookmark in bookmarks
        for kept in (swap(bookmark) if bookmark.id == bookmark_id else (bookmark,))
    )


def _when(bookmark: Bookmark) -> datetime:
    return bookmark.added or datetime.min.replace(tzinfo=UTC)


# The file


def _encode(bookmarks: Bookmarks) -> str:
    import tomli_w

    tables = [_table(bookmark) for bookmark in bookmarks]
    return tomli_w.dumps({"version": VERSION, "bookmarks": tables})


def _table(bookmark: Bookmark) -> dict[str, object]:
    """The bookmark as TOML; what is "" or () is left out."""
    told = {
        "id": bookmark.id,
        "article": bookmark.article_id,
        "start": bookmark.start,
        "note": bookmark.note,
        "tags": list(bookmark.tags),
        "added": bookmark.added,
        "quote": _without_blanks(asdict(bookmark.quote)),
        "citation": _without_blanks(asdict(bookmark.citation)),
    }
    return {key: value for key, value in told.items() if value not in ("", [], None)}


def _without_blanks(table: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in table.items() if value}


def _decode(text: str) -> Sound[Bookmarks]:
    document = tomllib.loads(text)
    check_version(document, "书签")
    bookmarks: dict[str, Bookmark] = {}
    broken = 0
    for table in tables_of(document, "bookmarks"):
        try:
            bookmark = _bookmark(table)
        except ValueError:
            broken += 1
        else:
            broken += bookmark.id in bookmarks
            bookmarks.setdefault(bookmark.id, bookmark)
    return Sound(content=tuple(bookmarks.values()), broken=broken)


def _bookmark(table: dict[str, object]) -> Bookmark:
    quote, citation = table.get("quote"), table.get("citation", {})
    if not isinstance(quote, dict) or not isinstance(citation, dict):
        raise ValueError("a bookmark needs its quote")
    bookmark = Bookmark(
        id=text_of(table, "id"),
        article_id=text_of(table, "article"),
        quote=Quote(**{field.name: text_of(quote, field.name) for field in fields(Quote)}),
        citation=Citation(
            **{field.name: text_of(citation, field.name) for field in fields(Citation)}
        ),
        note=text_of(table, "note"),
        tags=_tags(table.get("tags", [])),
        added=_moment(table.get("added")),
        start=number_of(table, "start") if "start" in table else None,
    )
    if not bookmark.id or not bookmark.quote.exact:
        raise ValueError("a bookmark needs an id and words")
    return bookmark


def _tags(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
        raise ValueError("tags is no list of strings")
    return tuple(value)


def _moment(value: object) -> datetime | None:
    if value is not None and not isinstance(value, datetime):
        raise ValueError("added is no time")
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


_STORE: Store[Bookmarks] = Store(
    name="bookmarks.toml", title="书签", empty=(), decode=_decode, encode=_encode
)
