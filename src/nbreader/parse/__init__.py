"""Lines of a page to its structure: issue, page, section, article.

`pipeline` is the file to read first. It is loaded when the first page is
parsed: pages that were parsed before need only be composed.
"""

from __future__ import annotations

from nbreader.model import Edit, Page, RawPage
from nbreader.parse.compose import compose_issues
from nbreader.tables import Tables

__all__ = ["compose_issues", "parse_page"]


def parse_page(raw: RawPage, *, tables: Tables, edits: tuple[Edit, ...] = ()) -> Page:
    """The page that a file's lines make: see `pipeline.parse_page`."""
    from nbreader.parse import pipeline

    return pipeline.parse_page(raw, tables=tables, edits=edits)
