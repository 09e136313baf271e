"""Shape A: a front page as a model wrote it down in Markdown.

Heading levels say little: a deck may be a level below its headline, a column
label a level above it, a crosshead the same as a headline.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from tests.typesetting.copydesk import Copy, Desk
from tests.typesetting.damage import cut_columns, lose_middle, repeat_tail
from tests.typesetting.faces import (
    OTHER_BYLINES,
    WORDED,
    Face,
    broken_byline,
    draw_face,
    plain_byline,
)
from tests.typesetting.galley import Galley, set_article
from tests.typesetting.pages import Composition, draw, draw_day, lunar_line, weekday, western_day
from tests.typesetting.sheet import Slug, TypesetPage, respaced

# A jump line's form, and how many line ends stand in front of it.
JUMPS = (
    ("【下转第{}版】", 0),
    ("【下转第{}版】", 0),
    ("（下转第{}版）", 0),
    ("(下转第{}版)", 0),
    ("▶▶下转第{}版", 0),
    ("（下转第{}版）", 2),
    ("【下转{}版】", 1),
)


def typeset_front_page(rng: random.Random, desk: Desk, doc: str, *, losses: bool) -> TypesetPage:
    """A front page with its flag and three to five articles."""
    page = Composition(rng=rng, desk=desk, doc=doc)
    face = draw_face(rng, bylines=WORDED)
    day = draw_day(rng)
    _add_flag(page, day)
    for place, copy in enumerate(_chosen(rng, desk)):
        _add_article(page, copy, face, place=place, losses=losses)
    return page.printed(newspaper=desk.city.paper, day=day)


def _chosen(rng: random.Random, desk: Desk) -> list[Copy]:
    """A wire report, some news and one long report, mostly in that order."""
    wires = draw(rng, desk.of_kind("wire"), rng.choice([0, 1, 1]))
    news = draw(rng, desk.of_kind("news"), rng.choice([1, 2, 2, 3]))
    features = draw(rng, desk.of_kind("feature"), 1)
    copies = wires + news + features
    if rng.random() < 0.3:
        rng.shuffle(copies)
    return copies


def _add_flag(page: Composition, day: date) -> None:
    """The paper's name and what stands around it, in the sample's way or another's."""
    city, rng = page.desk.city, page.rng
    day_lines = [western_day(day), f"{weekday(day)} {lunar_line(day, rng)}"]
    if page.chance(0.3):
        day_lines.append(f"第{rng.randrange(3000, 26000)}期 今日{rng.choice([4, 8, 12, 16])}版")
    page.add_furniture(city.paper, mark="# ")
    if page.chance(0.8):
        page.add_furniture(city.english, mark=rng.choice(["", "", "## "]))
    page.add_furniture(f"{city.organ}  \n{city.serial}")
    page.add_furniture(("  \n" if page.chance(0.7) else " ").join(day_lines))
    if page.chance(0.15):
        page.add_furniture("今天多云转阴 偏东风3级 14℃～22℃")


def _add_article(page: Composition, copy: Copy, face: Face, *, place: int, losses: bool) -> None:
    galley = set_article(copy, face, page.rng)
    page.tell(galley)
    pictures = list(galley.pictures)
    if place and page.chance(0.1):
        page.add(replace(galley.slug("p", ""), mark="---"))
    if pictures and place and page.chance(0.4):
        page.add(*pictures.pop(0))
    _add_head(page, copy, galley, first=place == 0)
    if copy.note:
        page.add(*_note(page, copy, galley))
    if copy.dateline in ("", "byline") and copy.writers:
        other = face.byline in OTHER_BYLINES
        page.add(galley.slug("byline", plain_byline(copy, face) if other else broken_byline(copy)))
    body = _damaged(page, _marked(galley.body, page.rng), losses=losses and copy.kind == "feature")
    page.add(*_with_pictures(page, body, pictures))
    _add_tail(page, copy, galley)


def _note(page: Composition, copy: Copy, galley: Galley) -> tuple[Slug, ...]:
    """An editor's note: its label on a line of its own, or run in."""
    run_in = page.rng.choice(["", "", "编者按：", "【编者按】", "编者按 "])
    if run_in:
        label = galley.slug("note", run_in, number=1)
        note = galley.slug("editors_note", copy.note, number=-1, gap=0)
        return (replace(label, mark=page.rng.choice(["", "", "> "])), note)
    words = page.rng.choice(["编者按", "编者按", "开栏的话", "编者的话"])
    return (
        galley.slug("note", words, number=1),
        galley.slug("editors_note", copy.note, number=-1),
    )


def _add_head(page: Composition, copy: Copy, galley: Galley, *, first: bool) -> None:
    """Section label, then kicker and headline in one line, then the deck."""
    gap = 4 if first else 2
    level = "## "
    if copy.section:
        label = galley.slug("note", galley.story.section, gap=gap)
        page.add(replace(label, mark="## "))
        level, gap = "### ", 2
    line = " ".join(filter(None, [galley.kicker, *galley.headline]))
    if galley.kicker and page.chance(0.3):
        page.add(galley.title(galley.kicker, gap=gap, mark=page.rng.choice(["", "### "])))
        line, gap = " ".join(galley.headline), 2
    page.add(galley.title(line, part=1, gap=gap, mark=level))
    if galley.deck:
        deck = galley.deck if galley.deck.startswith("——") else "——" + galley.deck
        page.add(galley.title(deck, part=2, mark=page.rng.choice(["### ", "### ", "#### ", ""])))


def _marked(body: tuple[Slug, ...], rng: random.Random) -> tuple[Slug, ...]:
    """Crossheads and list items with their Markdown marks."""
    cross = rng.choice(["### ", "### ", "#### ", "## "])
    marks = {"crosshead": cross, "list_item": "- "}
    return tuple(
        replace(slug, mark=marks.get(slug.kind, ""), gap=1 if slug.kind == "list_item" else 2)
        for slug in body
    )


def _damaged(page: Composition, body: tuple[Slug, ...], *, losses: bool) -> tuple[Slug, ...]:
    if losses:
        if page.chance(0.75):
            body = lose_middle(body, page.rng)
        if page.chance(0.75):
            body = repeat_tail(body, page.rng)
    return cut_columns(body, page.rng.choice([0, 0, 1, 1, 2]), page.rng)


def _with_pictures(
    page: Composition, body: tuple[Slug, ...], pictures: list[tuple[Slug, ...]]
) -> list[Slug]:
    """The captions between the article's paragraphs, after exactly three blank lines."""
    slugs = list(body)
    for caption in pictures:
        if page.chance(0.6):
            at = page.rng.randrange(1, len(slugs) + 1)
            slugs[at:at] = list(respaced(caption, 4))
    return slugs


def _add_tail(page: Composition, copy: Copy, galley: Galley) -> None:
    if copy.attribution:
        page.add(galley.slug("attribution", copy.attribution, number=500))
    bullet = page.rng.choice(["- ", "- ", "* "])
    for number, point in enumerate(copy.points):
        item = galley.slug("list_item", point, number=501 + number, gap=1 if number else 2)
        page.add(replace(item, mark=bullet))
    if copy.pointer:
        page.add(galley.slug("note", copy.pointer, number=2, gap=4))
    if copy.jump:
        form, gap = page.rng.choice(JUMPS)
        page.add(galley.slug("note", form.format(copy.jump), number=3, gap=gap))
