"""Small libraries for tests: pages as values are saved, without intake or parser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

from tests.builders import make_page

from nbreader.library.saving import NewPage, SavedPage, save_pages
from nbreader.library.store import Library
from nbreader.model import Annotations, Article, Edit, Issue, Organisation, Page
from nbreader.parse import compose_issues


def compose(pages: Sequence[Page]) -> tuple[Issue, ...]:
    """Pages as issues, their jumps joined."""
    return compose_issues(pages)


def new_page(
    articles: Sequence[Article] = (),
    *,
    annotations: Sequence[Annotations] = (),
    organisations: tuple[Organisation, ...] = (),
    page_id: str = "",
    number: int | None = 1,
    newspaper: str = "宁波日报",
    day: date | None = date(2026, 3, 25),
    version: str = "1",
    edits: tuple[Edit, ...] = (),
    data: bytes = b"",
) -> NewPage:
    """A page to be saved; its file is its text unless there is `data`.

    Articles are given ids by the page's, as the parser does.
    """
    page = make_page(tuple(articles), number=number, newspaper=newspaper, day=day)
    data = data or page.source.text.encode("utf-8", "surrogatepass")
    told = sha256(data).hexdigest()
    when = day.isoformat() if day else "undated"
    page_id = page_id or (f"nbrb-{when}-p{number or 0:04}" if day else f"x{told[:10]}")
    articles = tuple(
        replace(article, id=f"{page_id}-i{place:04}")
        for place, article in enumerate(page.articles, 1)
    )
    found = [*annotations, *[Annotations(article_id="") for _ in articles[len(annotations) :]]]
    return NewPage(
        page=replace(page, id=page_id, articles=articles, source=replace(page.source, sha256=told)),
        data=data,
        annotations=tuple(
            replace(each, article_id=article.id)
            for each, article in zip(found, articles, strict=True)
        ),
        organisations=organisations,
        version=version,
        edits=edits,
    )


def save(library: Library, *pages: NewPage) -> tuple[SavedPage, ...]:
    """Save pages, with the first letters of Latin names as initials."""
    return save_pages(library, pages, compose=compose)


def make_library(path: Path, pages: Iterable[NewPage], *, settled: bool = False) -> Path:
    """A library of these pages at `path`, of which half were there when it was settled."""
    every = list(pages)
    half = len(every) // 2 if settled else 0
    with Library.open(path, write=True) as library:
        save(library, *every[:half])
        if settled:
            settle(library)
        save(library, *every[half:])
    return path


def settle(library: Library) -> None:
    """Put the index in order, with marks for common pairs as in a big library."""
    assert library.index is not None
    with patch("nbreader.library.index._FEW", 1):
        library.index.optimise()
