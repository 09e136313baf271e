"""How well a parsed page agrees with its known structure.

The measures, each between 0 and 1, are those of the structure gold:

para       F1 of the body paragraphs, by their text without white space
order      share of neighbouring paragraphs that are still neighbours
title      share of articles whose kicker, headline and deck are right together
article    share of articles whose whole body is right
section    share of articles under the right section
byline     F1 of the names
crosshead  F1 of the crossheads
caption    F1 of the captions, credit included
meta       newspaper, date and label, a third each; an unknown label counts as right
conserved  share of non-blank characters that are in exactly one piece
doubt      F1 of the marked gaps and repeats; only for pages that have some
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from tests.typesetting.sheet import BODY_KINDS
from tests.typesetting.truth import ArticleTruth, PageTruth, Span

from nbreader.model import Article, Block, Page, Piece, Role

Scores = dict[str, float]
LOSSES = ("gap", "repeat")
BODY_ROLES = frozenset(
    {Role.PARAGRAPH, Role.FRAGMENT, Role.LIST_ITEM, Role.ATTRIBUTION, Role.EDITORS_NOTE}
)
REACH = 5  # characters between two spans that still touch


def score_page(page: Page, truth: PageTruth) -> Scores:
    """All measures of one page."""
    read = [_body(article.blocks) for article in page.articles]
    seen = {text for body in read for text in body}
    wanted = [_wanted_body(article, seen) for article in truth.articles]
    homes = [_home(body, page.articles, read) for body in wanted]
    scores = {
        "para": f1(_flat(wanted), _flat(read)),
        "order": _order(wanted, read),
        "title": _share(
            home is not None and _letters(_title(home)) == _letters(article.title.text)
            for article, home in zip(truth.articles, homes, strict=True)
        ),
        "article": _articles(wanted, homes, len(read)),
        "section": _share(
            home is not None and squeezed(home.section) == squeezed(article.section)
            for article, home in zip(truth.articles, homes, strict=True)
        ),
        "byline": f1(
            [name for article in truth.articles for name in article.byline],
            [byline.name for article in page.articles for byline in article.byline],
        ),
        "crosshead": f1(
            _texts_of(truth.articles, "crosshead"), _texts(page.articles, Role.CROSSHEAD)
        ),
        "caption": f1(
            [squeezed(caption.text) for article in truth.articles for caption in article.captions],
            _texts(page.articles, Role.CAPTION),
        ),
        "meta": _meta(page, truth),
        "conserved": conserved(page),
    }
    wanted_losses = [(loss.code, loss.spans) for loss in truth.doubts if loss.code in LOSSES]
    if wanted_losses:
        scores["doubt"] = _doubts(wanted_losses, losses(page))
    return scores


def mean_scores(rows: Sequence[Mapping[str, float]]) -> Scores:
    """The mean of each measure over the pages that have it."""
    measures = sorted({measure for row in rows for measure in row})
    values = {m: [row[m] for row in rows if m in row] for m in measures}
    return {measure: sum(row) / len(row) for measure, row in values.items()}


def f1(wanted: Iterable[str], read: Iterable[str]) -> float:
    """The harmonic mean of precision and recall of a bag of texts."""
    want, have = Counter(wanted), Counter(read)
    if not want and not have:
        return 1.0
    hits = (want & have).total()
    return 2 * hits / (want.total() + have.total())


def squeezed(text: str) -> str:
    """The text without white space, Markdown heads, byline marks and a leading dash."""
    return re.sub(r"[\s#■]+|^[-—]+", "", text)


def conserved(page: Page) -> float:
    """The share of non-blank characters that are in exactly one piece."""
    count = [0] * len(page.source.text)
    for piece in pieces_of(page):
        for at in range(piece.start, piece.end):
            count[at] += 1
    solid = [at for at, char in enumerate(page.source.text) if not char.isspace()]
    return sum(count[at] == 1 for at in solid) / len(solid) if solid else 1.0


def pieces_of(page: Page) -> list[Piece]:
    """The pieces of all blocks of a page; doubts point into the text a second time."""
    blocks = [block for article in page.articles for block in article.head + article.blocks]
    return [piece for block in blocks + list(page.furniture) for piece in block.pieces]


def losses(page: Page) -> list[tuple[str, tuple[Span, ...]]]:
    """The gaps and repeats that the parser marks; a fragment counts as a gap."""
    doubts = [doubt for article in page.articles for doubt in article.doubts] + list(page.doubts)
    marked = [(d.code, _spans(d.pieces)) for d in doubts if d.code in LOSSES]
    fragments = [
        ("gap", _spans(block.pieces))
        for article in page.articles
        for block in article.blocks
        if block.role is Role.FRAGMENT
    ]
    return fragments + marked


def _body(blocks: Iterable[Block]) -> list[str]:
    return [squeezed(block.text) for block in blocks if block.role in BODY_ROLES]


def _wanted_body(article: ArticleTruth, seen: set[str]) -> list[str]:
    """The article's paragraphs; one that may be joined to the one before it is, where
    the parser did so."""
    texts: list[str] = []
    for passage in article.body:
        if passage.kind not in BODY_KINDS:
            continue
        text = squeezed(passage.text)
        merges = any(text.startswith(squeezed(start)) for start in article.may_merge)
        if texts and merges and texts[-1] + text in seen:
            texts[-1] += text
        else:
            texts.append(text)
    return texts


def _home(
    body: Sequence[str], articles: Sequence[Article], read: Sequence[Sequence[str]]
) -> Article | None:
    """The parsed article that holds the first of these paragraphs that was read right."""
    for text in body:
        for article, texts in zip(articles, read, strict=True):
            if text in texts:
                return article
    return None


def _order(wanted: Sequence[Sequence[str]], read: Sequence[Sequence[str]]) -> float:
    neighbours = {pair for body in read for pair in pairwise(body)}
    pairs = [pair for body in wanted for pair in pairwise(body)]
    return _share(pair in neighbours for pair in pairs)


def _articles(wanted: Sequence[Sequence[str]], homes: Sequence[Article | None], read: int) -> float:
    right = sum(
        home is not None and _body(home.blocks) == list(body)
        for body, home in zip(wanted, homes, strict=True)
    )
    return right / max(len(wanted), read, 1)


def _meta(page: Page, truth: PageTruth) -> float:
    day = page.date.isoformat() if page.date else ""
    label = not truth.label or squeezed(page.label) == squeezed(truth.label)
    return ((page.newspaper == truth.newspaper) + (day == truth.date) + label) / 3


def _doubts(
    wanted: Sequence[tuple[str, tuple[Span, ...]]], said: Sequence[tuple[str, tuple[Span, ...]]]
) -> float:
    """F1: a loss is found by a doubt of its code that touches it; a doubt is right that
    touches any loss."""
    recall = _share(
        any(code == kind and _touch(spans, place) for kind, place in said) for code, spans in wanted
    )
    precision = _share(any(_touch(spans, place) for _, spans in wanted) for _, place in said)
    if not said or not precision + recall:
        return 0.0
    return 2 * precision * recall / (precision + recall)


def _touch(spans: Iterable[Span], others: Iterable[Span]) -> bool:
    others = tuple(others)
    return any(
        start - REACH < behind and before < end + REACH
        for start, end in spans
        for before, behind in others
    )


def _share(claims: Iterable[bool]) -> float:
    """How many of the claims are true; 1 where there are none."""
    told = list(claims)
    return sum(told) / len(told) if told else 1.0


def _flat(bodies: Iterable[Iterable[str]]) -> list[str]:
    return [text for body in bodies for text in body]


def _texts(articles: Iterable[Article], role: Role) -> list[str]:
    return [squeezed(b.text) for article in articles for b in article.blocks if b.role is role]


def _texts_of(articles: Iterable[ArticleTruth], kind: str) -> list[str]:
    return [squeezed(p.text) for article in articles for p in article.body if p.kind == kind]


def _title(article: Article) -> str:
    return article.kicker + article.headline + article.deck


def _letters(text: str) -> list[str]:
    """The characters of a title, in no order; a dash is markup, not text."""
    return sorted(re.sub("[-—]", "", squeezed(text)))


def _spans(pieces: Iterable[Piece]) -> tuple[Span, ...]:
    return tuple((piece.start, piece.end) for piece in pieces)
