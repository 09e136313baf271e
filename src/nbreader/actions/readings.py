"""What the processes of an import do: read the pages of files, and what their articles tell.

The functions here are called in processes of their own, with values that can be
sent there and back; nothing in this module opens a file of the reader's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import nbreader
from nbreader.errors import BadDataError
from nbreader.model import Annotations, Article, Edit, Organisation, Page, Refused

if TYPE_CHECKING:
    from nbreader.tables import KnownOrganisation

# What decides what a page and its annotations are, besides its bytes and its corrections.
READERS = (
    *("model.py", "numerals.py", "tables.py", "words.py"),
    *("intake", "parse", "annotate", "data"),
    *("actions/readings.py", "actions/short_names.py", "library/owners.py"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the articles of one page tell, in their order, and the organisations they name.

    `unexplained` are those of the organisations that are known by a short name alone.
    """

    annotations: tuple[Annotations, ...]
    organisations: tuple[Organisation, ...]
    unexplained: tuple[str, ...] = ()


def version_of_readings(own: Sequence[KnownOrganisation] = (), *, ner: bool = False) -> str:
    """The program's version, and a name for all that decides how a page is read.

    Any change of the code that reads pages, of the shipped tables, or of the
    reader's `own` table gives another, and so does the tagger of organisations.
    """
    root = Path(nbreader.__file__).parent
    told = sha256(repr((tuple(own), ner)).encode())
    for path in (path for name in READERS for path in sorted(_files_of(root / name))):
        told.update(path.relative_to(root).as_posix().encode())
        told.update(path.read_bytes())
    return f"{nbreader.__version__}+{told.hexdigest()[:16]}"


def _files_of(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return (each for each in path.iterdir() if each.suffix in (".py", ".toml"))
    return (path,) if path.exists() else ()


def read_one(data: bytes, path: str, edits: tuple[Edit, ...]) -> Page | Refused:
    """The page that a file's bytes make, corrected by `edits`, or why they make none."""
    from nbreader.intake import page_of_bytes
    from nbreader.parse import parse_page
    from nbreader.tables import load_tables

    try:
        raw = page_of_bytes(data, path=path)
    except BadDataError as error:
        return Refused(path=path, sentence=str(error))
    return parse_page(raw, tables=load_tables(), edits=edits)


def read_issue(
    pages: Sequence[Page], own: Sequence[KnownOrganisation], ner: bool
) -> tuple[Findings, ...]:
    """What the pages of one issue tell, page by page.

    A full name on one page explains its short forms on all. `own` is the reader's
    own table of organisations; with `ner` the tagger is asked as well.
    """
    from nbreader.annotate import annotate_article
    from nbreader.annotate.explaining import unexplained
    from nbreader.annotate.organisations import find_organisations

    # Two files may claim to be the same page, and then have articles of one id.
    told_apart = [
        [replace(article, id=_told_apart(article.id, at)) for article in page.articles]
        for at, page in enumerate(pages)
    ]
    every = [article for articles in told_apart for article in articles]
    organisations, mentions = find_organisations(
        every, own=own, tagged=_tagged(every) if ner else {}
    )

    def annotated(article: Article, page: Page) -> Annotations:
        return annotate_article(article, issue_date=page.date, mentions=mentions[article.id])

    findings = []
    for page, articles in zip(pages, told_apart, strict=True):
        annotations = tuple(annotated(article, page) for article in articles)
        named = {
            name
            for each in annotations
            for mention in each.mentions
            for name in (mention.organisation, *mention.owners)
        }
        here = tuple(each for each in organisations if each.name in named)
        findings.append(
            Findings(
                annotations=annotations,
                organisations=here,
                unexplained=unexplained(here, own),
            )
        )
    return tuple(findings)


def _told_apart(article_id: str, at: int) -> str:
    """An article's id that says which file it is of, and still its paper, day and page."""
    page, _, number = article_id.rpartition("-")
    return f"{page}-f{at}-{number}"


def _tagged(articles: Sequence[Article]) -> dict[str, tuple[tuple[int, int], ...]]:
    """Where the tagger sees organisations."""
    from nbreader.annotate.tagging import tag_article

    return {article.id: tag_article(article) for article in articles}
