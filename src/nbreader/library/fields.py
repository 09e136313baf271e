"""The fields of an article as a query asks for them: folded, and stored beside it.

A field may hold several texts, a head line and a deck that stand apart; between
them is a space, which no folded text has, so that nothing is found across.
"""

from __future__ import annotations

from collections.abc import Iterator

from nbreader.library.tokens import fold_text
from nbreader.model import Article, Role

_HEADS = frozenset({Role.KICKER, Role.HEADLINE, Role.DECK})


def heads_of(article: Article) -> str:
    """The kicker, headline and deck."""
    return _joined(_runs(article, _HEADS))


def section_of(article: Article) -> str:
    """The section's name, and its line as it is printed."""
    return _joined([*_runs(article, frozenset({Role.SECTION})), article.section])


def signed_of(article: Article) -> str:
    """The byline's line as it is printed, and who it names as what."""
    names = "\n".join(f"{each.role}{each.name}{each.title}" for each in article.byline)
    return _joined([*_runs(article, frozenset({Role.BYLINE})), names])


def _runs(article: Article, roles: frozenset[Role]) -> Iterator[str]:
    """The texts of neighbouring blocks of these roles."""
    run = ""
    for block in article.head + article.blocks:
        if block.role in roles:
            run += block.text
        elif run:
            yield run
            run = ""
    if run:
        yield run


def _joined(texts: Iterator[str] | list[str]) -> str:
    return " ".join(dict.fromkeys(filter(None, (fold_text(text) for text in texts))))
