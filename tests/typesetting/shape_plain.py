"""Shapes C, D and E: plain text from recognition, one long report a page.

C prints half-width commas, a knot of columns and a box; D prints names
without a mark, credits in the caption's line and a sign read twice; E prints
kicker and headline in one line, a banner cut in two, a caption inside a
sentence and a tail that was read twice.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from tests.typesetting.copydesk import Copy, Desk
from tests.typesetting.damage import (
    cut_columns,
    cut_like_crosshead,
    intrude,
    lose_middle,
    read_early,
    repeat_tail,
)
from tests.typesetting.faces import BYLINE_MARKS, Face
from tests.typesetting.galley import Galley, byline_slug, set_article, signature_slug
from tests.typesetting.pages import Composition
from tests.typesetting.sheet import Slug, TypesetPage, respaced

LABELS = ("专版", "专题", "深读", "特别报道", "经济", "观察")


def typeset_box_page(rng: random.Random, desk: Desk, doc: str, *, knots: bool) -> TypesetPage:
    """Shape C: a report with a knot of columns, a box behind it, captions at the end."""
    page = Composition(rng=rng, desk=desk, doc=doc)
    face = Face(byline=rng.choice(BYLINE_MARKS), credit="apart", half_width=True)
    galley, copy = _report(page, face, joint=rng.choice(["，", " "]))
    lead, rest = _lead_and_rest(galley.body)
    pictures = list(galley.pictures)
    label = _open_page(page)
    page.add(*galley.heads(), *lead)
    if pictures and page.chance(0.8):
        page.add(*pictures.pop(0))
    page.add(_wrapped_byline(byline_slug(copy, face), rng))
    between = pictures.pop(0) if pictures and page.chance(0.7) else ()
    page.add(*_tangled(rest, between, rng, knots=knots))
    late = pictures
    if page.chance(0.8):
        _add_box(page, face)
    if page.chance(0.8):
        page.add_furniture(f"本版图片除署名外由{desk.city.picture_office}提供")
    for picture in late:
        page.add(*_unsigned(picture))
    return page.printed(label=label)


def typeset_names_page(rng: random.Random, desk: Desk, doc: str) -> TypesetPage:
    """Shape D: names alone for a byline, captions in threes, a sign read twice."""
    page = Composition(rng=rng, desk=desk, doc=doc)
    face = Face(byline="", credit="摄")
    galley, copy = _report(page, face)
    lead, rest = _lead_and_rest(galley.body)
    pictures = list(galley.pictures)
    label = _open_page(page)
    page.add(*galley.heads(), *lead)
    if pictures and page.chance(0.8):
        page.add(*_apart(pictures.pop(0)))
    page.add(byline_slug(copy, face))
    body = list(cut_columns(rest, rng.randrange(1, 5), rng))
    heads = [place for place, slug in enumerate(body) if slug.kind == "crosshead" and place]
    if heads and pictures:
        at = rng.choice(heads)
        row = [slug for picture in pictures[:3] for slug in picture]
        del pictures[:3]
        body[at:at] = row
    page.add(*body)
    _add_signed_twice(page, galley, pictures)
    return page.printed(label=label)


def typeset_banner_page(rng: random.Random, desk: Desk, doc: str, *, losses: bool) -> TypesetPage:
    """Shape E: a head in one line, a banner in two, a caption inside a sentence."""
    page = Composition(rng=rng, desk=desk, doc=doc)
    face = Face(byline=rng.choice(BYLINE_MARKS), credit="摄", half_brackets=True)
    galley, copy = _report(page, face)
    lead, rest = _lead_and_rest(galley.body)
    page_credit = page.chance(0.7)
    pictures = [_nameless(picture) if page_credit else picture for picture in galley.pictures]
    label = _open_page(page)
    page.add(galley.title(" ".join(filter(None, [galley.kicker, "".join(galley.headline)]))))
    page.add(*lead)
    if page.chance(0.8):
        page.add(*_banner(page, galley))
    page.add(*pictures.pop(0), byline_slug(copy, face))
    body: tuple[Slug, ...] = rest
    if losses:
        body = repeat_tail(body, rng)
        if page.chance(0.3):
            body = lose_middle(body, rng)
    intruded = intrude(body, pictures[0][0], rng) if pictures else None
    if intruded is not None:
        body = intruded
        pictures.pop(0)
    body = cut_columns(body, rng.randrange(1, 4), rng)
    page.add(*(_over_caption(body, pictures.pop(0)) if pictures else body))
    if page_credit:
        page.add_furniture(f"本版图片由{desk.city.picture_office}提供")
    for picture in pictures:
        page.add(*picture)
    return page.printed(label=label)


def _report(page: Composition, face: Face, *, joint: str = " ") -> tuple[Galley, Copy]:
    copy = page.rng.choice(page.desk.of_kind("feature"))
    galley = set_article(replace(copy, note=""), face, page.rng, crosshead_joint=joint)
    page.tell(galley)
    return galley, copy


def _open_page(page: Composition) -> str:
    """Print the page's label, mostly."""
    label = page.rng.choice(LABELS[:2] if page.chance(0.6) else LABELS)
    page.add_furniture(label)
    return label


def _lead_and_rest(body: Sequence[Slug]) -> tuple[tuple[Slug, ...], tuple[Slug, ...]]:
    """The paragraphs in front of the first crosshead, and all others."""
    first = next((at for at, slug in enumerate(body) if slug.kind == "crosshead"), len(body))
    return tuple(body[:first]), tuple(body[first:])


def _wrapped_byline(slug: Slug, rng: random.Random) -> Slug:
    """A byline of several names may run over two lines."""
    names = slug.text.split(" ")
    if len(names) < 4 or rng.random() < 0.5:
        return slug
    return replace(slug, text=" ".join(names[:-1]) + "\n" + names[-1])


def _tangled(
    body: tuple[Slug, ...], between: Sequence[Slug], rng: random.Random, *, knots: bool
) -> tuple[Slug, ...]:
    """The body with a column read too early, other columns cut, and a caption between."""
    seam = -1
    if knots:
        body, seam = read_early(body, rng, cuts=rng.choice([2, 3, 3]))
    if between:
        seam = seam if seam >= 0 else rng.randrange(1, len(body))
        body = (*body[:seam], *respaced(_unsigned(between), 4), *body[seam:])
    if rng.random() < 0.5:
        body = cut_like_crosshead(body, rng)
    return cut_columns(body, rng.randrange(1, 5), rng)


def _unsigned(picture: Sequence[Slug]) -> tuple[Slug, ...]:
    """The caption's first line alone, without the credit below it."""
    return tuple(picture[:1])


def _nameless(picture: Sequence[Slug]) -> tuple[Slug, ...]:
    """The caption without its credit: the page credits all its pictures in one line."""
    text, _, _ = picture[0].text.partition(" ")
    return (replace(picture[0], text=text),)


def _apart(picture: Sequence[Slug]) -> tuple[Slug, ...]:
    """The caption with its credit on a line of its own."""
    words = picture[0].text.split(" ")
    if len(words) < 3:
        return tuple(picture)
    first = replace(picture[0], text=" ".join(words[:-2]))
    return (first, replace(picture[0], text=" ".join(words[-2:]), part=1, gap=2))


def _add_box(page: Composition, face: Face) -> None:
    """A box with its signature at the end."""
    copy = page.rng.choice(page.desk.of_kind("box"))
    galley = set_article(copy, face, page.rng)
    page.tell(galley)
    page.add(*galley.heads(), *galley.body, signature_slug(copy, face))


def _add_signed_twice(
    page: Composition, galley: Galley, pictures: Sequence[tuple[Slug, ...]]
) -> None:
    """The last captions; the sign in a picture is read before its caption."""
    for place, picture in enumerate(pictures):
        page.add(*picture)
        text, _, _ = picture[0].text.partition(" ")
        if place == len(pictures) - 1 and page.chance(0.7):
            page.add(galley.slug("caption", text, number=90))
            page.add(*(replace(slug, number=91) for slug in _doubled(picture, text)))


def _doubled(picture: Sequence[Slug], text: str) -> tuple[Slug, ...]:
    credit = picture[0].text[len(text) :].strip()
    first = replace(picture[0], text=text, loss=("repeat",))
    return (first, replace(first, text=credit, part=1, gap=2, loss=())) if credit else (first,)


def _banner(page: Composition, galley: Galley) -> tuple[Slug, ...]:
    """A vertical slogan, read as two lines."""
    slogan = page.rng.choice(page.desk.city.banners)
    first, second = slogan.split("|")
    return (
        galley.slug("note", first, number=50),
        replace(galley.slug("note", second, number=50), part=1),
    )


def _over_caption(body: Sequence[Slug], caption: Sequence[Slug]) -> tuple[Slug, ...]:
    """A caption between the halves of a cut paragraph, or before the end."""
    cuts = [
        place
        for place, slug in enumerate(body)
        if slug.part == 1 and slug.kind == "p" and slug.gap == 2
    ]
    at = cuts[0] if cuts else len(body)
    return (*body[:at], *respaced(caption, 4), *body[at:])
