"""The JSON of `nbreader parse`: schema nbreader.parse/1, key by key in its order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from nbreader.model import Article, Block, Doubt, Issue, Page, Piece, Role

SCHEMA = "nbreader.parse/1"

# Legal in JSON, but a terminal would obey them; they can only stand in strings.
_CONTROLS = re.compile("[\x7f-\x9f\u2028\u2029]")


def parse_json(issues: Sequence[Issue]) -> str:
    """The issues as JSON text."""
    shape = {"schema": SCHEMA, "issues": [_issue(issue) for issue in issues]}
    return safe_json(json.dumps(shape, ensure_ascii=False, indent=1))


def safe_json(text: str) -> str:
    """JSON with what a terminal would obey as escapes."""
    return _CONTROLS.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def spans(pieces: Iterable[Piece]) -> list[list[int]]:
    """Source ranges in reading order; those that follow on each other are one."""
    merged: list[list[int]] = []
    for piece in pieces:
        if merged and merged[-1][1] == piece.start:
            merged[-1][1] = piece.end
        else:
            merged.append([piece.start, piece.end])
    return merged


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "id": issue.id,
        "newspaper": issue.newspaper,
        "date": issue.date.isoformat() if issue.date else None,
        "edition": issue.edition,
        "pages": [_page(page) for page in issue.pages],
    }


def _page(page: Page) -> dict[str, Any]:
    return {
        "id": page.id,
        "number": page.number,
        "label": page.label,
        "source": {
            "path": page.source.path,
            "sha256": page.source.sha256,
            "encoding": page.source.encoding,
            "media_type": page.source.media_type,
        },
        "furniture": [_block(block) for block in page.furniture],
        "articles": [article_shape(article) for article in page.articles],
        "doubts": [_doubt(doubt) for doubt in page.doubts],
    }


def article_shape(article: Article) -> dict[str, Any]:
    """One article as the JSON of `parse` has it."""
    jump = article.jump
    return {
        "id": article.id,
        "section": article.section,
        "kicker": article.kicker,
        "headline": article.headline,
        "deck": article.deck,
        "head": [_block(block) for block in article.head],
        "byline": [{"role": b.role, "name": b.name, "title": b.title} for b in article.byline],
        "dateline": article.dateline.printed if article.dateline else "",
        "jump": jump
        and {"direction": jump.direction, "page": jump.page, "headline": jump.headline},
        "blocks": [_block(block) for block in article.blocks],
        "doubts": [_doubt(doubt) for doubt in article.doubts],
    }


def _block(block: Block) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "kind": str(block.role),
        "text": block.text,
        "spans": spans(block.pieces),
        "rule": block.rule,
    }
    if block.role is Role.CAPTION:
        shape["credit"] = block.credit
    return shape


def _doubt(doubt: Doubt) -> dict[str, Any]:
    return {
        "code": doubt.code,
        "text": doubt.text,
        "spans": spans(doubt.pieces),
        "confidence": doubt.confidence,
        "rule": doubt.rule,
    }
