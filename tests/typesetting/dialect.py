"""Whole articles in the plain manners that most dumps have."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from tests.typesetting.copydesk import Copy
from tests.typesetting.faces import Face, byline_names, plain_byline
from tests.typesetting.galley import Galley, set_article, signature_slug
from tests.typesetting.sheet import Slug, Story
from tests.typesetting.wrap import fill_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a dump writes heads, paragraphs and lines.

    `head` and `cross` are marks in front of and behind a headline and a
    crosshead; `wrap` is the measure of broken lines, 0 for none; `line_gap`
    is 1 where no blank line stands between paragraphs.
    """

    head: tuple[str, str] = ("", "")
    cross: tuple[str, str] = ("", "")
    indent: str = ""
    wrap: int = 0
    line_gap: int = 2


PLAIN = Dialect()
BOLD = Dialect(head=("**", "**"), cross=("**", "**"))
HASHES = Dialect(head=("# ", ""), cross=("## ", ""))


def set_plainly(
    copy: Copy, face: Face, dialect: Dialect, rng: random.Random
) -> tuple[Story, list[Slug]]:
    """An article from head to signature, in this dialect, captions between or behind."""
    galley = set_article(copy, face, rng)
    story = galley.story
    body = [_styled(slug, dialect) for slug in galley.body]
    if copy.jump and copy.kind != "continued":
        form = rng.choice(["【下转第{}版】", "（下转第{}版）", "（下转{}版）"])
        body.append(galley.slug("note", form.format(copy.jump), number=3, gap=0))
    body += _points(copy, galley, dialect)
    for picture in galley.pictures:
        at = rng.choice([len(body), len(body), rng.randrange(1, len(body) + 1)])
        at = _outside_glue(body, at)
        body[at:at] = [
            replace(slug, gap=4 if place == 0 else 2) for place, slug in enumerate(picture)
        ]
    front, back = _byline(copy, galley, face)
    if front and body[-1].kind == "p" and rng.random() < 0.2:
        # A byline inside a paragraph stays in it, as the 本报讯(记者…) does.
        front, body[-1] = [], _signed(body[-1], copy)
    slugs = [*_heads(copy, galley, dialect, rng), *front, *body, *back]
    return story, slugs


def _heads(copy: Copy, galley: Galley, dialect: Dialect, rng: random.Random) -> list[Slug]:
    """Section, kicker, headline of one or two lines, deck, and where it comes from."""
    mark, seal = dialect.head
    slugs = []
    if copy.section:
        form = rng.choice(["【{}】", "【{}】", "■{}", "●{}", "· {} ·"])
        slugs.append(galley.slug("note", form.format(galley.story.section), number=1))
    if galley.kicker:
        slugs.append(galley.title(galley.kicker))
    line = " ".join(galley.headline)
    slugs.append(replace(galley.title(line, part=1, mark=mark), seal=seal))
    if galley.deck:
        slugs.append(galley.title(galley.deck, part=2))
    if copy.kind == "continued":
        form = rng.choice(["（上接第{}版）", "【上接第{}版】", "上接第{}版", "（上接{}版）"])
        slugs.append(galley.slug("note", form.format(copy.jump), number=2))
    return slugs


def _byline(copy: Copy, galley: Galley, face: Face) -> tuple[list[Slug], list[Slug]]:
    """The byline below the head, or the signature at the end."""
    if copy.signature[1]:
        return [], [signature_slug(copy, face)]
    if not copy.writers or copy.dateline in ("local", "xinhua"):
        return [], []
    return [galley.slug("byline", plain_byline(copy, face))], []


def _signed(slug: Slug, copy: Copy) -> Slug:
    """The article's last paragraph with the writers' names in brackets behind it."""
    return replace(slug, text=f"{slug.text}（{' '.join(byline_names(copy))}）")


def _styled(slug: Slug, dialect: Dialect) -> Slug:
    if slug.kind == "crosshead":
        mark, seal = dialect.cross
        return replace(slug, mark=mark, seal=seal)
    if slug.kind == "p":
        return replace(
            slug, text=_wrapped(slug.text, dialect), indent=dialect.indent, gap=dialect.line_gap
        )
    return slug


def _wrapped(text: str, dialect: Dialect) -> str:
    if not dialect.wrap:
        return text
    first = dialect.wrap - len(dialect.indent)
    return "\n".join(fill_lines(text, [first, dialect.wrap]))


def _points(copy: Copy, galley: Galley, dialect: Dialect) -> list[Slug]:
    """A wire report's source and its points."""
    slugs = []
    if copy.attribution:
        slugs.append(galley.slug("attribution", copy.attribution, number=500))
    for number, point in enumerate(copy.points):
        item = galley.slug("list_item", point, number=501 + number, gap=1 if number else 2)
        slugs.append(replace(item, mark="- "))
    return slugs


def _outside_glue(slugs: list[Slug], at: int) -> int:
    """The next place where nothing would come between a slug and what is glued to it."""
    while at < len(slugs) and slugs[at].gap < 2 and slugs[at].kind != "p":
        at += 1
    return at
