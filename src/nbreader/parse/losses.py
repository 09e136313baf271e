"""Repeats that hide a loss, and characters that recognition has mistaken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nbreader.model import Doubt, Piece, Role
from nbreader.parse.chunks import Chunk, cut_pieces, merge, solid
from nbreader.parse.lexicon import HAN

_LEAST_REPEAT = 20  # characters; legitimate repeats are longer, but never end two paragraphs
_LEAST_BLOCK = 6  # characters of a whole block printed twice
_LATIN_IN_HAN = re.compile(rf"(?<=[{HAN}])\s?[a-z]{{2,6}}\s?(?=[{HAN}])")
_ONE_FOR_DASH = re.compile(rf"(?<=[{HAN}])(?<!一带)一(?=[{HAN}]{{2,14}}[—－])")
_HAN = re.compile(rf"[{HAN}]")
_RUNNING = (Role.PARAGRAPH, Role.FRAGMENT)


def find_repeats(chunks: Sequence[Chunk], *, source: str) -> tuple[Doubt, ...]:
    """Text printed twice because what should stand there was lost.

    Two paragraphs that end alike over twenty characters and more, or two whole
    blocks. Repeats inside paragraphs (a quotation, a title echoed in the lead)
    are legitimate at any length.
    """
    doubts: list[Doubt] = []
    endings: dict[str, Chunk] = {}
    blocks: dict[str, Chunk] = {}
    for chunk in chunks:
        key = "".join(chunk.key.split())
        if chunk.role in _RUNNING and len(key) >= _LEAST_REPEAT:
            first = endings.setdefault(key[-_LEAST_REPEAT:], chunk)
            if first is not chunk:
                doubts += _repeated_end(first, chunk, source)
        elif chunk.role is Role.CAPTION and len(key) >= _LEAST_BLOCK:
            bare = _without_credit(chunk)
            first = blocks.setdefault(bare, chunk)
            if first is not chunk:
                doubts.append(_repeat(first, first.pieces, chunk, "whole-block"))
    return tuple(doubts)


def _without_credit(chunk: Chunk) -> str:
    text = chunk.text.replace(chunk.credit, "") if chunk.credit else chunk.text
    return "".join(text.split()).strip("()（）。")


def _repeated_end(first: Chunk, again: Chunk, source: str) -> list[Doubt]:
    one, other = "".join(first.key.split()), "".join(again.key.split())
    same = 0
    while same < min(len(one), len(other)) and one[-1 - same] == other[-1 - same]:
        same += 1
    if same == len(other):
        return [_repeat(again, again.pieces, first, "whole-block")]
    chunk, whole = (first, again) if same == len(one) else (again, first)
    before, pieces = cut_pieces(chunk.pieces, solid(chunk.text) - same, source=source)
    doubts = [_repeat(chunk, pieces, whole, "same-end")]
    if before:
        doubts.append(_gap(chunk, before))
    return doubts


def _repeat(chunk: Chunk, pieces: Sequence[Piece], whole: Chunk, rule: str) -> Doubt:
    return Doubt(
        stage="losses",
        code="repeat",
        text=f"第 {chunk.last} 行疑与第 {whole.line} 行重复",
        pieces=merge([p for p in pieces if not p.markup] or pieces),
        confidence=0.85,
        rule=rule,
    )


def _gap(chunk: Chunk, before: Sequence[Piece]) -> Doubt:
    printed = [p for p in before if not p.markup] or list(before)
    last = printed[-1]
    return Doubt(
        stage="losses",
        code="gap",
        text=f"第 {chunk.last} 行重复文字之前缺失原文",
        pieces=(Piece(start=max(last.start, last.end - 4), end=last.end),),
        confidence=0.8,
        rule="cut-off-before-repeat",
    )


def find_suspects(
    chunks: Iterable[Chunk], *, source: str, traditional: re.Pattern[str]
) -> tuple[Doubt, ...]:
    """Characters that recognition has probably mistaken: flagged, never changed.

    `traditional` are the traditional forms; on a page of simplified text each is one.
    """
    doubts: list[Doubt] = []
    sample = source[:4000]
    simplified = len(traditional.findall(sample)) * 50 <= len(_HAN.findall(sample))
    forms = traditional if simplified else None
    for chunk in chunks:
        for piece in chunk.pieces:
            if not piece.markup:
                doubts += _suspects_in(piece, source[piece.start : piece.end], forms)
    return tuple(doubts)


def _suspects_in(piece: Piece, text: str, forms: re.Pattern[str] | None) -> list[Doubt]:
    found = [
        _suspect(piece, m, f"“{m.group().strip()}”像是识别软件写进来的外文词", "latin-word-in-han")
        for m in _LATIN_IN_HAN.finditer(text)
    ]
    found += [
        _suspect(piece, m, "“一”或为破折号“—”", "one-for-dash")
        for m in _ONE_FOR_DASH.finditer(text)
    ]
    if forms is not None:
        found += [
            _suspect(piece, m, f"“{m.group()}”是繁体或异体字", "traditional-form")
            for m in forms.finditer(text)
        ]
    return found


def _suspect(piece: Piece, match: re.Match[str], text: str, rule: str) -> Doubt:
    start = piece.start + match.start() + len(match.group()) - len(match.group().lstrip())
    return Doubt(
        stage="losses",
        code="suspect_character",
        text=text,
        pieces=(Piece(start=start, end=start + len(match.group().strip())),),
        confidence=0.5,
        rule=rule,
    )
