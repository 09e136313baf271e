"""Issues as an outline to read: issue, page, section, article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from nbreader.cli.output import harmless
from nbreader.model import Article, Issue, Page, Role


def outline(issues: Sequence[Issue]) -> str:
    """One line for each issue, page, section and article, with counts and doubts."""
    return "\n".join(harmless(line) for issue in issues for line in _issue_lines(issue))


def name_of_issue(issue: Issue) -> str:
    """The paper and the day, as far as they are known."""
    day = issue.date.isoformat() if issue.date else "日期不详"
    return " ".join(filter(None, (issue.newspaper or "报名不详", day, issue.edition)))


def name_of_page(page: Page) -> str:
    """The page's number and label, as far as they are known, and its file."""
    number = f"第{page.number}版" if page.number is not None else ""
    return " ".join(filter(None, (number, page.label, page.source.name)))


def _issue_lines(issue: Issue) -> Iterator[str]:
    articles = sum(len(page.articles) for page in issue.pages)
    yield f"{name_of_issue(issue)}  {len(issue.pages)} 版 {articles} 篇"
    for page in issue.pages:
        yield from _page_lines(page)


def _page_lines(page: Page) -> Iterator[str]:
    doubts = len(page.doubts) + sum(len(article.doubts) for article in page.articles)
    yield _counted(f"  {name_of_page(page)}", ((len(page.articles), "篇"), (doubts, "处存疑")))
    for section, articles in groupby(page.articles, key=lambda article: article.section):
        if section:
            yield f"    {section}"
        for article in articles:
            yield ("      " if section else "    ") + _article_line(article)


def _article_line(article: Article) -> str:
    pictures = sum(block.role is Role.CAPTION for block in article.blocks)
    counts = (
        (len(article.blocks) - pictures, "段"),
        (pictures, "图"),
        (len(article.doubts), "处存疑"),
    )
    return _counted(f"{article.title}  [{article.id}]", counts)


def _counted(name: str, counts: Sequence[tuple[int, str]]) -> str:
    said = " ".join(f"{count} {what}" for count, what in counts if count)
    return f"{name}  {said}".rstrip()
