"""Lines whose place tells what they are: names alone, signatures, banners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nbreader.model import Role
from nbreader.parse.bylines import is_names, starts_with_surname
from nbreader.parse.chunks import Chunk, join
from nbreader.parse.lexicon import Lexicon

_LONGEST = 48  # characters of a signature


def name_by_place(chunks: Sequence[Chunk], *, lexicon: Lexicon) -> tuple[Chunk, ...]:
    """Title lines that are bylines, signatures or banners, told by where they stand."""
    out = _banners(chunks)
    for i, chunk in enumerate(out):
        if chunk.level or chunk.role not in (Role.HEADLINE, Role.PARAGRAPH):
            continue
        if chunk.role is Role.HEADLINE and _is_byline_here(out, i, lexicon):
            out[i] = chunk.as_role(Role.BYLINE, "names-alone")
        elif _is_signature_here(out, i, lexicon):
            out[i] = chunk.as_role(Role.BYLINE, "signature")
    return tuple(_slogans(out))


def _slogans(chunks: list[Chunk]) -> list[Chunk]:
    """Title lines with neither body nor byline of their own are slogans of the page.

    They stand behind a lead, above a byline that another title follows.
    """
    out = list(chunks)
    for i, chunk in enumerate(out):
        starts = (
            chunk.role is Role.HEADLINE and not chunk.level and out[i - 1].role is not chunk.role
        )
        if not starts or not any(c.role is Role.PARAGRAPH for c in out[:i]):
            continue
        end = next((k for k in range(i, len(out)) if out[k].role is not Role.HEADLINE), len(out))
        rest = [c for c in out[end : end + 8] if c.role not in (Role.CAPTION, Role.CREDIT)]
        below = [c.role for c in rest[:2]]
        if below == [Role.BYLINE, Role.HEADLINE] and rest[0].rule != "speaker":
            out[i:end] = [c.as_role(Role.BANNER, "slogan-above-byline") for c in out[i:end]]
    return out


def _is_byline_here(chunks: Sequence[Chunk], i: int, lexicon: Lexicon) -> bool:
    """Names alone are a byline below a headline, behind a lead or at an article's end."""
    key = chunks[i].key.strip().strip("()")
    if i == 0 or not is_names(key, lexicon):
        return False
    above = chunks[i - 1]
    below = chunks[i + 1] if i + 1 < len(chunks) else None
    if len(key.replace("、", " ").split()) >= 2:
        return True
    if chunks[i].rule == "label-inside-page":
        return False
    if above.role is Role.HEADLINE:
        return below is not None and below.role is Role.PARAGRAPH
    ends = below is None or below.role not in (Role.PARAGRAPH, Role.FRAGMENT)
    return ends and above.role in (Role.PARAGRAPH, Role.CAPTION)


def _is_signature_here(chunks: Sequence[Chunk], i: int, lexicon: Lexicon) -> bool:
    """An office and a name below body text sign it: 某研究院院长 邱某."""
    key = chunks[i].key.strip()
    if len(key) > _LONGEST or not lexicon.signature.match(key):
        return False
    if not any(c.role is Role.PARAGRAPH for c in chunks[max(0, i - 2) : i]):
        return False
    bare = key.strip("()")
    if key.startswith("(") and bare.startswith(("作者", "本文作者")):
        return True
    office, _, name = bare.rpartition(" ")
    return bool(office) and 2 <= len(name) <= 4 and starts_with_surname(name, lexicon)


def _banners(chunks: Sequence[Chunk]) -> list[Chunk]:
    """A slogan set upright keeps its upright quotes among lying ones: 『』 on a page of “”.

    The short title line next to it is its other half.
    """
    text = "".join(c.text for c in chunks)
    if text.count("“") <= text.count("『") + text.count("「"):
        return list(chunks)
    out = list(chunks)
    for i, chunk in enumerate(out):
        if chunk.role is not Role.HEADLINE or chunk.level:
            continue
        if not any(mark in chunk.text for mark in "『』「」﹃﹄"):
            continue
        out[i] = chunk.as_role(Role.BANNER, "upright-quotes")
        for k in (i + 1, i - 1):
            if 0 <= k < len(out) and _completes(out, k):
                first, second = sorted((i, k))
                whole = join([out[first], out[second]], space=True)
                out[first] = replace(whole, role=Role.BANNER, rule="upright-quotes")
                del out[second]
                return _banners(out[: first + 1])[: first + 1] + out[first + 1 :]
    return out


def _completes(chunks: Sequence[Chunk], k: int) -> bool:
    chunk = chunks[k]
    return (
        chunk.role is Role.HEADLINE
        and not chunk.level
        and chunk.rule == "title-line"
        and len(chunk.key) <= 10
    )
