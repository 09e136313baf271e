"""Issues as Markdown: all that is printed, and nothing that Markdown could take amiss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from nbreader.actions import escape_markdown
from nbreader.cli.outline import name_of_issue, name_of_page
from nbreader.model import Article, Block, Issue, Page, Role

_SET_APART = frozenset({Role.CAPTION, Role.CREDIT, Role.BANNER, Role.POINTER, Role.JUMP})


def issues_markdown(issues: Sequence[Issue]) -> str:
    """Headings for issue, page, section, article and crosshead; one block a paragraph.

    Kicker and deck stand below their headline; what belongs to no article stands
    at the end of its page, below a rule.
    """
    return "\n\n".join(part for issue in issues for part in _issue_parts(issue))


def article_markdown(article: Article) -> str:
    """One article as Markdown; its headline is of the first level."""
    return "\n\n".join(_article_parts(article, level=1))


def _issue_parts(issue: Issue) -> Iterator[str]:
    yield _heading(1, name_of_issue(issue))
    for page in issue.pages:
        yield from _page_parts(page)


def _page_parts(page: Page) -> Iterator[str]:
    yield _heading(2, name_of_page(page))
    for section, articles in groupby(page.articles, key=lambda article: article.section):
        if section:
            yield _heading(3, section)
        for article in articles:
            yield from _article_parts(article, level=4 if section else 3)
    if page.furniture:
        yield "---"
        yield _list(page.furniture)


def _article_parts(article: Article, *, level: int) -> Iterator[str]:
    yield _heading(level, article.headline or "（无标题）")
    for role in (Role.KICKER, Role.DECK):
        for block in article.head:
            if block.role is role:
                yield f"**{escape_markdown(block.text)}**"
    for is_list, blocks in groupby(article.blocks, key=lambda b: b.role is Role.LIST_ITEM):
        if is_list:
            yield _list(blocks)
        else:
            for block in blocks:
                yield _block_part(block, level=level)


def _block_part(block: Block, *, level: int) -> str:
    text = escape_markdown(block.text)
    if block.role is Role.CROSSHEAD:
        return _heading(level + 1, block.text)
    if block.role in _SET_APART:
        return f"*{text}*"
    return f"> {text}" if block.role is Role.EDITORS_NOTE else text


def _heading(level: int, text: str) -> str:
    return f"{'#' * level} {escape_markdown(text)}"


def _list(blocks: Iterable[Block]) -> str:
    return "\n".join(f"- {escape_markdown(block.text)}" for block in blocks)
