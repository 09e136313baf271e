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

from tests.typesetting.copydesk import Copy, Desk, Picture
from tests.typesetting.damage import (
    cut_columns,
    cut_like_crosshead,
    intrude,
    lose_middle,
    read_early,
    repeat_paragraph,
    repeat_tail,
)
from tests.typesetting.faces import (
    MARKED,
    NAMES_ALONE,
    Face,
    draw_face,
)
from tests.typesetting.galley import Galley, byline_slug, set_article, signature_slug
from tests.typesetting.pages import Composition, close_page, open_page
from tests.typesetting.sheet import Slug, TypesetPage, respaced

APART, GIVEN_APART = "\n{} 摄", "\n图片由{}提供"
LABELS = ("专版", "专题", "深读", "特别报道", "经济", "观察")


def typeset_box_page(rng: random.Random, desk: Desk, doc: str, *, knots: bool) -> TypesetPage:
    """Shape C: a report with a knot of columns, a box behind it, captions at the end."""
    page = Composition(rng=rng, desk=desk, doc=doc)
    face = replace(draw_face(rng, bylines=MARKED, other=0.4), half_width=True)
    if page.chance(0.6):
        face = replace(face, credit=APART)
    galley, copy = _report(page, face, credited=1, joint=rng.choice(["，", " "]))
    lead, rest = _lead_and_rest(galley.body)
    pictures = list(galley.pictures)
    label = open_page(page, LABELS)
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
    close_page(page)
    for picture in late:
        page.add(*picture)
    return page.printed(label=label)


def typeset_names_page(rng: random.Random, desk: Desk, doc: str) -> TypesetPage:
    """Shape D: names alone for a byline, captions in threes, a sign read twice."""
    page = Composition(rng=rng, desk=desk, doc=doc)
    face = replace(draw_face(rng, bylines=NAMES_ALONE, other=0.4), half_brackets=False)
    galley, copy = _report(page, face)
    apart, _ = _report(page, replace(face, credit=APART, gift=GIVEN_APART), copy=copy)
    lead, rest = _lead_and_rest(galley.body)
    places = list(range(len(galley.pictures)))
    label = open_page(page, LABELS)
    page.add(*galley.heads(), *lead)
    if places and page.chance(0.8):
        page.add(*apart.pictures[places.pop(0)])
    page.add(byline_slug(copy, face))
    if page.chance(0.15):
        rest = repeat_paragraph(rest, rng)
    body = list(cut_columns(rest, rng.randrange(1, 5), rng))
    heads = [place for place, slug in enumerate(body) if slug.kind == "crosshead" and place]
    if heads and len(places) > 1:
        row, places = places[:3], places[3:]
        at = rng.choice(heads)
        body[at:at] = [slug for place in row for slug in galley.pictures[place]]
    page.add(*body)
    for place in places[:-1]:
        page.add(*galley.pictures[place])
    if places:
        page.add(*_last_picture(page, galley, apart, copy, places[-1]))
    if page.chance(0.3):
        close_page(page)
    return page.printed(label=label)


def typeset_banner_page(rng: random.Random, desk: Desk, doc: str, *, losses: bool) -> TypesetPage:
    """Shape E: a head in one line, a banner in two, a caption inside a sentence."""
    page = Composition(rng=rng, desk=desk, doc=doc)
    face = replace(draw_face(rng, bylines=MARKED, other=0.4), half_brackets=True)
    page_credit = page.chance(0.7)
    galley, copy = _report(page, face, credited=0 if page_credit else 9)
    lead, rest = _lead_and_rest(galley.body)
    pictures = list(galley.pictures)
    label = open_page(page, LABELS)
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
    intrudes = bool(pictures) and page.chance(0.5)
    intruded = intrude(body, pictures[0][0], rng) if intrudes else None
    if intruded is not None:
        body = intruded
        pictures.pop(0)
    body = cut_columns(body, rng.randrange(1, 4), rng)
    page.add(*(_over_caption(body, pictures.pop(0)) if pictures else body))
    if page_credit:
        page.add_furniture(f"本版图片由{desk.city.picture_office}提供")
    close_page(page)
    for picture in pictures:
        page.add(*picture)
    return page.printed(label=label)


def _report(
    page: Composition,
    face: Face,
    *,
    copy: Copy | None = None,
    credited: int = 9,
    joint: str = " ",
) -> tuple[Galley, Copy]:
    """A long report, or this one again in another face; the first `credited` pictures
    keep their credit."""
    chosen = copy or page.rng.choice(page.desk.of_kind("feature"))
    pictures = tuple(
        picture if place < credited else Picture(text=picture.text)
        for place, picture in enumerate(chosen.pictures)
    )
    told = replace(chosen, note="", pictures=pictures)
    galley = set_article(told, face, page.rng, crosshead_joint=joint)
    if copy is None:
        page.tell(galley)
    return galley, chosen


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
        body = (*body[:seam], *respaced(between, 4), *body[seam:])
    if rng.random() < 0.5:
        body = cut_like_crosshead(body, rng)
    return cut_columns(body, rng.randrange(1, 5), rng)


def _add_box(page: Composition, face: Face) -> None:
    """A box with its signature at the end."""
    copy = page.rng.choice(page.desk.of_kind("box"))
    galley = set_article(copy, face, page.rng)
    page.tell(galley)
    page.add(*galley.heads(), *galley.body, signature_slug(copy, face))


def _last_picture(
    page: Composition, galley: Galley, apart: Galley, copy: Copy, place: int
) -> list[Slug]:
    """The last caption; now and then the sign in the picture is read in front of it."""
    sign, caption = copy.pictures[place].text, apart.pictures[place]
    if caption[0].text != sign or page.chance(0.3):
        return list(galley.pictures[place])
    twice = (replace(caption[0], loss=("repeat",)), *caption[1:])
    return [
        galley.slug("caption", sign, number=90),
        *(replace(slug, number=91) for slug in twice),
    ]


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
