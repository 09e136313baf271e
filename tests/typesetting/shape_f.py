"""Shape F: other pages that a reader will meet.

Each kind of page is a function of a composition; `KINDS` names them, and a
seed picks one in turn.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from tests.typesetting.copydesk import Copy, Desk
from tests.typesetting.damage import cut_columns
from tests.typesetting.dialect import (
    BOLD,
    HASHES,
    PLAIN,
    Dialect,
    set_plainly,
)
from tests.typesetting.faces import MARKED, NAMES_ALONE, WORDED, draw_face
from tests.typesetting.pages import (
    Composition,
    close_page,
    draw,
    draw_day,
    open_page,
    weekday,
    western_day,
)
from tests.typesetting.shape_a import typeset_front_page
from tests.typesetting.shape_plain import typeset_banner_page, typeset_box_page
from tests.typesetting.sheet import Slug, Story, TypesetPage, with_crlf

SECTION_NAMES = ("要闻", "综合", "民生", "县区", "文体", "财经", "时政", "都市")


def typeset_other(rng: random.Random, desk: Desk, doc: str, *, seed: int) -> TypesetPage:
    """The page of the kind whose turn it is."""
    name = list(KINDS)[seed % len(KINDS)]
    page = Composition(rng=rng, desk=desk, doc=doc.replace("F-", f"F-{name}-"))
    return KINDS[name](page)


def _briefs(page: Composition) -> TypesetPage:
    """Six to ten short reports, each with a headline."""
    label = open_page(page, SECTION_NAMES)
    _add_all(page, draw(page.rng, page.desk.of_kind("brief", "weather"), page.rng.randrange(5, 11)))
    return page.printed(label=label)


def _bold(page: Composition) -> TypesetPage:
    """Markdown that prints heads and crossheads bold, without any #."""
    copies = draw(page.rng, page.desk.of_kind("news", "brief"), 4)
    copies += draw(page.rng, page.desk.of_kind("feature"), 1)
    _add_all(page, copies, BOLD)
    return page.printed(start="")


def _wrapped_markdown(page: Composition) -> TypesetPage:
    """Markdown whose paragraphs are broken into lines."""
    copies = draw(page.rng, page.desk.of_kind("news", "wire"), 3)
    copies += draw(page.rng, page.desk.of_kind("feature"), 1)
    _add_all(page, copies, replace(HASHES, wrap=page.rng.randrange(20, 42)))
    return page.printed(start="")


def _folio(page: Composition) -> TypesetPage:
    """A plain page with its folio in one line on top."""
    day, label = draw_day(page.rng), page.rng.choice(SECTION_NAMES)
    number, editor = page.rng.randrange(2, 13), page.rng.choice(page.desk.city.editors)
    paper = page.desk.city.paper if page.chance(0.5) else ""
    parts = [western_day(day), weekday(day), f"第{number}版", label]
    if page.chance(0.7):
        word = page.rng.choice(["责编", "责任编辑：", "责任编辑", "编辑"])
        parts.append(f"{word} {editor}")
    if paper:
        parts.insert(page.rng.choice([0, 3]), paper)
    page.add_furniture(page.rng.choice(["  ", " ", " "]).join(parts))
    copies = draw(page.rng, page.desk.of_kind("news", "brief"), page.rng.randrange(3, 6))
    _add_all(page, copies)
    return page.printed(newspaper=paper, day=day, label=label, start="")


def _traditional(page: Composition) -> TypesetPage:
    """A page in traditional characters."""
    label = page.rng.choice(["要聞", "港聞", "社會", "副刊"])
    page.add_furniture(label)
    copies = draw(page.rng, page.desk.of_kind("traditional"), page.rng.randrange(2, 4))
    _add_all(page, copies, traditional=True)
    return page.printed(label=label)


def _crlf(page: Composition) -> TypesetPage:
    """A page of another shape with the line ends of Windows."""
    rng, desk, doc = page.rng, page.desk, page.doc
    match rng.randrange(3):
        case 0:
            return with_crlf(typeset_front_page(rng, desk, doc, losses=False))
        case 1:
            return with_crlf(typeset_box_page(rng, desk, doc, knots=False))
        case _:
            return with_crlf(typeset_banner_page(rng, desk, doc, losses=False))


def _bare(page: Composition) -> TypesetPage:
    """Paragraphs and nothing else."""
    copy = page.rng.choice(page.desk.of_kind("feature"))
    paragraphs = [para for para in copy.body if para.kind == "p" and not para.may_merge]
    for number, para in enumerate(paragraphs):
        page.add(Slug(article=copy.id, kind="p", text=para.text, number=number))
    page.slugs = list(cut_columns(page.slugs, page.rng.choice([0, 1, 2]), page.rng))
    page.stories.append(Story(article=copy.id))
    return page.printed(start=page.rng.choice(["", "\n"]))


def _indented(page: Composition) -> TypesetPage:
    """Two wide blanks in front of each paragraph, with or without broken lines."""
    copies = draw(page.rng, page.desk.of_kind("news"), 2)
    copies += draw(page.rng, page.desk.of_kind("feature", "brief"), 2)
    wrap = page.rng.choice([0, 18, 24, 30])
    _add_all(page, copies, replace(PLAIN, indent="\u3000\u3000", line_gap=1, wrap=wrap))
    return page.printed(start="")


def _duo(page: Composition) -> TypesetPage:
    """Two long articles and no picture."""
    label = open_page(page, SECTION_NAMES)
    copies = draw(page.rng, page.desk.of_kind("feature"), 2)
    _add_all(page, [replace(copy, pictures=()) for copy in copies], cuts=3)
    return page.printed(label=label)


def _continued(page: Composition) -> TypesetPage:
    """A page whose first article comes from another page."""
    label = open_page(page, SECTION_NAMES)
    copies = list(page.desk.of_kind("continued"))
    copies += draw(page.rng, page.desk.of_kind("news"), 2)
    _add_all(page, copies)
    return page.printed(label=label)


def _notices(page: Composition) -> TypesetPage:
    """News with notices below."""
    label = open_page(page, SECTION_NAMES)
    copies = draw(page.rng, page.desk.of_kind("news", "brief"), 3)
    copies += draw(page.rng, page.desk.of_kind("notice"), 2)
    _add_all(page, copies)
    return page.printed(label=label)


def _opinions(page: Composition) -> TypesetPage:
    """A commentary, an interview and a letter."""
    label = page.rng.choice(["评论", "言论", "观点"])
    page.add_furniture(label)
    copies = list(page.desk.of_kind("comment", "interview", "letter"))
    page.rng.shuffle(copies)
    _add_all(page, copies)
    return page.printed(label=label)


def _crowded(page: Composition) -> TypesetPage:
    """Ten articles of all lengths."""
    label = open_page(page, SECTION_NAMES)
    copies = draw(page.rng, page.desk.of_kind("news", "wire"), 5)
    copies += draw(page.rng, page.desk.of_kind("brief", "weather"), 5)
    page.rng.shuffle(copies)
    _add_all(page, copies, cuts=1)
    return page.printed(label=label)


def _solo(page: Composition) -> TypesetPage:
    """One article and nothing else, in Markdown or plain."""
    copy = page.rng.choice(page.desk.of_kind("news", "feature", "brief", "interview"))
    _add_all(page, [copy], page.rng.choice([PLAIN, BOLD, HASHES]))
    return page.printed(start="")


KINDS: dict[str, Callable[[Composition], TypesetPage]] = {
    "briefs": _briefs,
    "bold": _bold,
    "wrapped": _wrapped_markdown,
    "folio": _folio,
    "trad": _traditional,
    "crlf": _crlf,
    "bare": _bare,
    "indent": _indented,
    "duo": _duo,
    "from": _continued,
    "notices": _notices,
    "opinion": _opinions,
    "crowded": _crowded,
    "solo": _solo,
}


def _add_all(
    page: Composition,
    copies: list[Copy],
    dialect: Dialect = PLAIN,
    *,
    cuts: int = 0,
    traditional: bool = False,
) -> None:
    """Print these articles in a dialect, some of their columns cut."""
    face = draw_face(page.rng, bylines=MARKED + WORDED + NAMES_ALONE)
    if traditional:
        face = replace(face, traditional=True, caption_lead="")
    for copy in copies:
        story, slugs = set_plainly(copy, face, dialect, page.rng)
        page.stories.append(story)
        page.add(*cut_columns(slugs, page.rng.randrange(cuts + 1), page.rng))
    if dialect is PLAIN and not traditional:
        close_page(page)
