"""One function for each thing a person can do; both doors call it and nothing else.

The rooms are imported inside the functions: `import nbreader.actions` costs
next to nothing, and a door pays only for what it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nbreader.errors import UsageError
from nbreader.model import Page, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from nbreader.desk import Placement, Places, Settings
    from nbreader.model import (
        Annotations,
        Article,
        Block,
        Bookmark,
        Doubt,
        Edit,
        Hit,
        Issue,
        Piece,
        Role,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why one block of a page is what it is.

    `lines` are lines of the source file (1-based, blank lines counted), in the
    order in which the block's text was read from them. A doubt that touches no
    block has `role` None, no lines and no text.
    """

    article_id: str  # "" for what belongs to no article
    lines: tuple[int, ...]
    role: Role | None
    text: str
    rule: str
    doubts: tuple[Doubt, ...] = ()


# Pages


def open_pages(paths: Sequence[Path]) -> Iterator[Page | Refused]:
    """Yield each page under `paths` as soon as it is parsed, and what was refused.

    Nothing is read ahead: a door can show the first page while the others wait.
    The corrections that a person made are replayed on each page.
    """
    from nbreader.errors import BadDataError
    from nbreader.intake import find_files, read_page
    from nbreader.parse import parse_page
    from nbreader.tables import load_tables

    tables = load_tables()
    for path in find_files(paths):
        if isinstance(path, Refused):
            yield path
            continue
        try:
            raw = read_page(path)
        except BadDataError as error:
            yield Refused(path=str(path), sentence=str(error))
            continue
        yield parse_page(raw, tables=tables, edits=edits_of(raw.source.sha256))


def compose(pages: Iterable[Page]) -> tuple[Issue, ...]:
    """Group pages by newspaper and date, join their jumps, and settle all ids."""
    from nbreader.parse import compose_issues

    return compose_issues(pages)


def sample_folder() -> Path | None:
    """The folder of sample pages, if there is one.

    Looked for in the working folder, then beside the program's sources: the
    checkout itself, or the one that `pip install .` was run in.
    """
    candidates = (find() for find in (_working_folder, _own_checkout, _installed_from))
    for folder in candidates:
        if folder is not None and any((folder / "seeds").glob("*.txt")):
            return folder / "seeds"
    return None


def _working_folder() -> Path | None:
    try:
        return Path.cwd()
    except OSError:  # the working folder was removed
        return None


def _own_checkout() -> Path | None:
    return Path(__file__).resolve().parents[2]


def _installed_from() -> Path | None:
    import json
    from importlib.metadata import PackageNotFoundError, distribution
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    try:
        record = distribution("nbreader").read_text("direct_url.json")
        url = urlsplit(json.loads(record or "{}").get("url", ""))
    except (PackageNotFoundError, ValueError, AttributeError):
        return None
    return Path(url2pathname(url.path)) if url.scheme == "file" else None


def annotate(article: Article, issue_date: date | None = None) -> Annotations:
    """The figures, organisations and keywords of one article."""
    from nbreader.annotate import annotate_article

    return annotate_article(article, issue_date=issue_date)


def filter_articles(words: str, articles: Iterable[Article]) -> tuple[Hit, ...]:
    """The articles that match `words`, in their order, each with its places.

    Raises UsageError with one sentence for a query that cannot be read.
    """
    from nbreader.library import find_hits, parse_query
    from nbreader.words import readings

    return find_hits(parse_query(words), articles, readings())


def explain_page(page: Page, article_id: str | None = None) -> tuple[Explanation, ...]:
    """Why each block of `page` got its role, in the order of the source's lines.

    With `article_id` (or a part of one that only one article has), the blocks of
    that article alone. Raises UsageError if no article, or more than one, fits.
    """
    articles = page.articles if article_id is None else (_article_named(article_id, page),)
    owned = [(a.id, block) for a in articles for block in a.head + a.blocks]
    doubts = [doubt for a in articles for doubt in a.doubts]
    if article_id is None:
        owned += [("", block) for block in page.furniture]
        doubts += page.doubts
    starts = _line_starts(page.source.text)
    explained = [
        Explanation(
            article_id=owner,
            lines=_lines_of(block.pieces, starts),
            role=block.role,
            text=block.text,
            rule=block.rule,
            doubts=tuple(doubt for doubt in doubts if _touches(doubt, block)),
        )
        for owner, block in owned
    ]
    at_large = [d for d in doubts if not any(_touches(d, block) for _, block in owned)]
    explained += [
        Explanation(article_id="", lines=(), role=None, text="", rule=d.rule, doubts=(d,))
        for d in at_large
    ]
    return tuple(sorted(explained, key=lambda e: e.lines[:1] or (0,)))


def _article_named(part: str, page: Page) -> Article:
    whole = [article for article in page.articles if article.id == part]
    found = whole or [article for article in page.articles if part in article.id]
    if len(found) != 1:
        how_many = "没有" if not found else f"有 {len(found)} 篇"
        raise UsageError(f"{page.source.path} {how_many}文章的编号含有“{part}”")
    return found[0]


def _line_starts(text: str) -> list[int]:
    return [0] + [at + 1 for at, char in enumerate(text) if char == "\n"]


def _lines_of(pieces: Iterable[Piece], starts: list[int]) -> tuple[int, ...]:
    from bisect import bisect_right

    numbers: dict[int, None] = {}  # in reading order, each once
    for piece in pieces:
        first, last = bisect_right(starts, piece.start), bisect_right(starts, piece.end - 1)
        numbers.update(dict.fromkeys(range(first, last + 1)))
    return tuple(numbers)


def _touches(doubt: Doubt, block: Block) -> bool:
    return any(d.start < b.end and b.start < d.end for d in doubt.pieces for b in block.pieces)


# Settings


def load_settings() -> Settings:
    """The reader's settings; what the file does not say has its default."""
    from nbreader import desk

    return desk.load_settings()


def save_setting(key: str, value: str | int | bool) -> Settings:
    """Change one setting, keep the rest of the file, and return all settings."""
    from nbreader import desk

    return desk.save_setting(key, value)


# Bookmarks


def list_bookmarks() -> tuple[Bookmark, ...]:
    """All bookmarks, in the order in which they were added."""
    from nbreader import desk

    return desk.list_bookmarks()


def add_bookmark(
    issue: Issue,
    page: Page,
    article: Article,
    start: int,
    end: int,
    note: str = "",
    tags: Sequence[str] = (),
) -> Bookmark:
    """Keep the passage `article.text[start:end]`, with its citation; saved at once."""
    from nbreader import desk

    return desk.add_bookmark(issue, page, article, start, end, note=note, tags=tuple(tags))


def change_bookmark(
    bookmark_id: str, *, note: str | None = None, tags: Sequence[str] | None = None
) -> Bookmark:
    """Give a bookmark another note or other tags; None leaves them alone."""
    from nbreader import desk

    return desk.change_bookmark(bookmark_id, note=note, tags=None if tags is None else tuple(tags))


def remove_bookmark(bookmark_id: str) -> Bookmark:
    """Take a bookmark away and return it, for `restore_bookmark` to undo it."""
    from nbreader import desk

    return desk.remove_bookmark(bookmark_id)


def restore_bookmark(bookmark: Bookmark) -> None:
    """Put a removed bookmark back as it was."""
    from nbreader import desk

    desk.restore_bookmark(bookmark)


def place_bookmark(bookmark: Bookmark, articles: Iterable[Article]) -> Placement | None:
    """Where the bookmarked passage stands now, or None if it is in none of `articles`."""
    from nbreader import desk

    return desk.place_bookmark(bookmark, articles)


def export_markdown(bookmarks: Iterable[Bookmark], issues: Sequence[Issue] = ()) -> str:
    """The passages as Markdown: by issue and article, with notes, tags and citations.

    A passage that is found in `issues` also lists its figures.
    """
    from nbreader import desk

    return desk.export_markdown(bookmarks, issues)


def write_export(path: Path, text: str, overwrite: bool = False) -> None:
    """Write an export to a file.

    Raises UsageError if the file is there and `overwrite` is not asked for,
    BadDataError if it cannot be written.
    """
    from nbreader import desk

    desk.write_export(path, text, overwrite=overwrite)


# Places: what was read, and where the reader left off


def load_places() -> Places:
    """What was read, the last passage of each article, and the article last open."""
    from nbreader import desk

    return desk.load_places()


def save_places(places: Places) -> None:
    """Keep the reading state for the next run."""
    from nbreader import desk

    desk.save_places(places)


# Corrections by a person


def edits_of(sha256: str) -> tuple[Edit, ...]:
    """The corrections made to the source with this hash, oldest first."""
    from nbreader import desk

    return desk.edits_of(sha256)


def add_edit(sha256: str, edit: Edit) -> None:
    """Keep a correction; it is replayed at each parse of the same bytes."""
    from nbreader import desk

    desk.add_edit(sha256, edit)


def undo_edit(sha256: str) -> Edit | None:
    """Take the last correction back and return it, or None if there is none."""
    from nbreader import desk

    return desk.undo_edit(sha256)
