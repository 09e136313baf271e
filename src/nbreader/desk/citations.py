"""Where a passage was printed."""

from __future__ import annotations

from nbreader.model import Article, Citation, Issue, Page


def cite(issue: Issue, page: Page, article: Article, start: int, end: int) -> Citation:
    """The citation of `article.text[start:end]`, down to the lines of the source.

    Where the passage was continued on another page of the issue, that page is cited.
    """
    raise NotImplementedError
