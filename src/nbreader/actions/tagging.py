"""What the tagger of the extra `ner` finds in articles, kept so that it reads each page once.

A page's results are found by its text, the tables and the tagger; so they are
never out of date, and may always be thrown away.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from nbreader.actions.memory import make_room
from nbreader.desk import folders
from nbreader.model import Article

Ranges = tuple[tuple[int, int], ...]

_MOST = 2000  # pages; one takes some 2 kB


def can_tag() -> bool:
    """Tell whether the tagger is installed."""
    from nbreader.words import can_tag_organisations

    return can_tag_organisations()


def tag_organisations(articles: Sequence[Article]) -> Mapping[str, Ranges]:
    """Where the tagger sees organisations, by the article's id; for `find_organisations`.

    {} where the tagger is not installed. A page that was never tagged takes some
    0.3 seconds: call this from a worker, never where a person waits.
    """
    if not can_tag():
        return {}
    tagged: dict[str, Ranges] = {}
    for _, page in groupby(articles, key=_page_of):
        tagged |= _tagged_page(tuple(page))
    return tagged


def _page_of(article: Article) -> str:
    return article.id.rpartition("-")[0] or article.id


def _tagged_page(page: Sequence[Article]) -> dict[str, Ranges]:
    from nbreader.annotate.tagging import tag_article

    path = _path(page)
    ranges = _recall(path, page)
    if ranges is None:
        ranges = [tag_article(article) for article in page]
        _remember(path, ranges)
    return {article.id: found for article, found in zip(page, ranges, strict=True)}


def _path(page: Sequence[Article]) -> Path:
    from nbreader.tables import load_tables
    from nbreader.words import tagger_version

    digest = sha256()
    for article in page:
        digest.update(article.text.encode("utf-8", "surrogatepass") + b"\0")
    folder = f"{load_tables().version}-{tagger_version()}"
    return folders().data / "tagged" / folder / digest.hexdigest()[:32]


def _recall(path: Path, page: Sequence[Article]) -> list[Ranges] | None:
    """What is stored for a page; None where there is nothing that fits it."""
    try:
        stored = json.loads(path.read_bytes())
        ranges = [tuple((int(start), int(end)) for start, end in found) for found in stored]
    except (OSError, ValueError, TypeError):
        return None  # missing or damaged: the page is tagged again
    fits = len(ranges) == len(page) and all(
        0 <= start < end <= len(article.text)
        for article, found in zip(page, ranges, strict=True)
        for start, end in found
    )
    return ranges if fits else None


def _remember(path: Path, ranges: Sequence[Ranges]) -> None:
    """Keep a page's results, where that is possible; never raises."""
    with suppress(OSError):
        make_room(path.parent, _MOST)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps(ranges), encoding="ascii")
        beside.replace(path)
