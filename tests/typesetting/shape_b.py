"""Shape B: a page as pdftotext dumps it, a text line for each printed line.

A blank line stands at the end of a paragraph and at the end of a column. The
head of an article stands behind its body, or (variant) in front of it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from tests.typesetting.copydesk import Copy, Desk, Package
from tests.typesetting.faces import WORDED, Face, draw_face, plain_byline
from tests.typesetting.galley import Galley, set_article
from tests.typesetting.pages import Composition, draw
from tests.typesetting.sheet import Slug, TypesetPage
from tests.typesetting.wrap import Column, blank_numbers, fill_lines, set_columns


def typeset_dump(rng: random.Random, desk: Desk, doc: str, *, heads_last: bool) -> TypesetPage:
    """A package of statements with its lead and a news report, or news reports alone."""
    page = Composition(rng=rng, desk=desk, doc=doc)
    face = replace(draw_face(rng, bylines=WORDED, other=0.4), half_brackets=False, numbering="")
    local = [copy for copy in desk.of_kind("news", "brief") if copy.dateline == "local"]
    if page.chance(0.8):
        blocks = _package(page, rng.choice(desk.packages), local, face, heads_last)
    else:
        blocks = [_report(page, copy, face, heads_last) for copy in draw(rng, local, 4)]
    for block in blocks:
        page.add(*block)
    return page.printed(start="\n", end=rng.choice(["", "\n ", "\n"]))


def _package(
    page: Composition, package: Package, local: Sequence[Copy], face: Face, heads_last: bool
) -> list[list[Slug]]:
    """The lead, its statements and a news report; where heads stand last, an item or
    two and the news may stand in front of the lead."""
    rng = page.rng
    speeches = list(package.speeches)
    rng.shuffle(speeches)
    speeches = speeches[: rng.randrange(3, len(speeches) + 1)]
    before = rng.choice([0, 1, 1, 2]) if heads_last else 0
    blocks = [_item(page, copy, face, heads_last) for copy in speeches[:before]]
    blocks += [_report(page, copy, face, heads_last) for copy in draw(rng, local, 1)]
    rng.shuffle(blocks)
    blocks.append(_lead(page, package, face))
    blocks += [_item(page, copy, face, heads_last) for copy in speeches[before:]]
    if not heads_last and rng.random() < 0.5:
        blocks = blocks[1:] + blocks[:1]
    return blocks


def _item(page: Composition, copy: Copy, face: Face, heads_last: bool) -> list[Slug]:
    """A statement: speaker line and head on one side of the body."""
    galley = set_article(copy, face, page.rng)
    page.tell(galley)
    office, name = copy.speaker
    speaker = galley.slug("byline", f"{office}{name}——")
    head = galley.title("\n".join(galley.headline))
    body = _columns(page, galley, taper=page.rng.choice([0, 4, 6, 8]))
    return [*body, speaker, head] if heads_last else [speaker, head, *body]


def _report(page: Composition, copy: Copy, face: Face, heads_last: bool) -> list[Slug]:
    """A news report: kicker and headline on one side of the body, now and then a caption."""
    galley = set_article(copy, face, page.rng)
    page.tell(galley)
    head = []
    if galley.kicker:
        head.append(galley.title(galley.kicker))
    head.append(galley.title("\n".join(galley.headline), part=1))
    body = _columns(page, galley, taper=0, measure=page.rng.randrange(15, 19))
    block = [*body, *head] if heads_last else [*head, *body]
    if galley.pictures and page.chance(0.4):
        caption = [replace(slug, gap=2) for slug in galley.pictures[0]]
        block = [*caption, *block] if page.chance(0.3) else [*block, *caption]
    return block


def _lead(page: Composition, package: Package, face: Face) -> list[Slug]:
    """The package's head, byline and wide introduction with a blank after each line."""
    galley = set_article(package.lead, face, page.rng)
    page.tell(galley)
    head = galley.title(f"{package.lead.headline[0]}\n——{package.lead.deck}")
    byline = galley.slug("byline", plain_byline(package.lead, face))
    wide = page.rng.randrange(28, 37)
    lines = fill_lines(galley.body[0].text, [wide - 2, wide])
    joint = "\n\n" if page.chance(0.7) else "\n"
    return [head, byline, replace(galley.body[0], text=joint.join(lines))]


def _columns(
    page: Composition, galley: Galley, *, taper: int, measure: int | None = None
) -> list[Slug]:
    """The body in columns; a paragraph that runs on gets a slug a column."""
    rng = page.rng
    column = Column(
        measure=measure or rng.choice([rng.randrange(17, 25), rng.randrange(11, 40)]),
        taper=taper,
        spaced=rng.choice([0.02, 0.04, 0.12]),
    )
    blanks = rng.choice([0.0, 0.9])
    texts = [blank_numbers(slug.text, blanks, rng) for slug in galley.body]
    return [
        replace(slug, text="\n".join(run), part=part)
        for slug, runs in zip(galley.body, set_columns(texts, column, rng), strict=True)
        for part, run in enumerate(_nonempty(runs))
    ]


def _nonempty(runs: Sequence[list[str]]) -> list[list[str]]:
    return [run for run in runs if run]
