"""Pages to issues: one paper and day each, jumps joined across their pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from nbreader.model import Article, Issue, Jump, Page, Piece

_ALIKE = 0.6  # share of a headline's words that the other end of a jump must have


def compose_issues(pages: Iterable[Page]) -> tuple[Issue, ...]:
    """The issues that pages make: dated ones by day, undated ones last.

    Undated pages of one paper share an issue, since nothing tells them apart.
    A file given twice is one page; two different files that claim one page of
    one day are both kept.
    """
    unique = _unique(pages)
    groups: dict[tuple[str, date | None, str], list[Page]] = {}
    for page in unique:
        groups.setdefault((page.newspaper, page.date, page.edition), []).append(page)
    issues = [
        Issue(
            id=_issue_id(group),
            newspaper=newspaper,
            date=day,
            edition=edition,
            pages=tuple(join_jumps(sorted(group, key=_place))),
        )
        for (newspaper, day, edition), group in groups.items()
    ]
    return tuple(sorted(issues, key=lambda i: (i.date is None, i.date or date.max, i.newspaper)))


def _unique(pages: Iterable[Page]) -> list[Page]:
    seen: dict[str, Page] = {}
    for page in pages:
        other = seen.get(page.id)
        if other is None:
            seen[page.id] = page
        elif other.source.sha256 != page.source.sha256:
            renamed = _renamed(page, f"{page.id}-x{page.source.sha256[:10]}")
            seen.setdefault(renamed.id, renamed)
    return list(seen.values())


def _renamed(page: Page, new_id: str) -> Page:
    """A page under another id, which its articles' ids follow."""

    def placed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        return tuple(replace(p, page=new_id) for p in pieces)

    def article(old: Article) -> Article:
        return replace(
            old,
            id=new_id + old.id.removeprefix(page.id),
            head=tuple(replace(b, pieces=placed(b.pieces)) for b in old.head),
            blocks=tuple(replace(b, pieces=placed(b.pieces)) for b in old.blocks),
            doubts=tuple(replace(d, pieces=placed(d.pieces)) for d in old.doubts),
        )

    return replace(
        page,
        id=new_id,
        articles=tuple(map(article, page.articles)),
        furniture=tuple(replace(b, pieces=placed(b.pieces)) for b in page.furniture),
        doubts=tuple(replace(d, pieces=placed(d.pieces)) for d in page.doubts),
    )


def _place(page: Page) -> tuple[bool, int]:
    return page.number is None, page.number or 0


def _issue_id(pages: Sequence[Page]) -> str:
    first = pages[0]
    if first.date is None:
        return f"undated-{first.newspaper}" if first.newspaper else "undated"
    return first.id[: first.id.index(first.date.isoformat()) + 10]


def join_jumps(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with each jump line naming the article at its other end.

    下转第7版 is joined with an article on page 7 that says 上接第1版, or has the
    same headline; each article is at most one other's continuation.
    """
    by_number: dict[str, list[Article]] = {}
    for page in pages:
        if page.number is not None:
            by_number.setdefault(str(page.number), []).extend(page.articles)
    ends: dict[str, tuple[Article, Article]] = {}
    taken: set[str] = set()
    for page in pages:
        for article in page.articles:
            if article.jump is None or article.jump.direction != "to":
                continue
            rivals = [a for a in by_number.get(article.jump.page, ()) if a.id not in taken]
            other = _other_end(article, str(page.number or ""), rivals)
            if other is not None:
                taken.add(other.id)
                ends[article.id] = ends[other.id] = (article, other)
    return tuple(_with_jumps(page, ends) for page in pages)


def _other_end(article: Article, number: str, rivals: Sequence[Article]) -> Article | None:
    """The article that goes on from one that jumps, or None."""
    if not rivals:
        return None
    from nbreader.parse.evidence import Topics  # with the parser, which is loaded late

    topics = Topics([a.text for a in (article, *rivals)])
    best, choice = 0.0, None
    for rival in rivals:
        head = rival.headline or rival.kicker
        alike = topics.found_in(head, article.headline) if head else 0.0
        says_so = (
            rival.jump is not None and rival.jump.direction == "from" and rival.jump.page == number
        )
        score = alike + (1.0 if says_so else 0.0) + topics.shared(article.text, rival.text)
        if (says_so or alike >= _ALIKE) and score > best:
            best, choice = score, rival
    return choice


def _with_jumps(page: Page, ends: dict[str, tuple[Article, Article]]) -> Page:
    if not any(a.id in ends for a in page.articles):
        return page
    return replace(page, articles=tuple(_linked(a, ends.get(a.id)) for a in page.articles))


def _linked(article: Article, ends: tuple[Article, Article] | None) -> Article:
    if ends is None:
        return article
    start, end = ends
    if article.id == start.id and article.jump is not None:
        return replace(article, jump=replace(article.jump, headline=end.title, article_id=end.id))
    jump = article.jump or Jump(direction="from", page="")
    return replace(article, jump=replace(jump, headline=start.title, article_id=start.id))
