"""An article set in slugs, before the page cuts it up."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.typesetting.copydesk import Copy, Para
from tests.typesetting.faces import (
    Face,
    agency_dateline,
    byline_names,
    caption_lines,
    crosshead_line,
    local_dateline,
    plain_byline,
)
from tests.typesetting.sheet import PAGE, Slug, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Galley:
    """The slugs of one article by what they are, and its story.

    `pictures` holds one tuple of slugs a caption; `head` is kicker, headline
    and deck as three tuples of printed lines.
    """

    story: Story
    kicker: str = ""
    headline: tuple[str, ...] = ()
    deck: str = ""
    body: tuple[Slug, ...] = ()
    pictures: tuple[tuple[Slug, ...], ...] = ()

    def title(self, text: str, *, part: int = 0, gap: int = 2, mark: str = "") -> Slug:
        """A slug of this article's head."""
        return Slug(
            article=self.story.article, kind="title", text=text, part=part, gap=gap, mark=mark
        )

    def slug(self, kind: str, text: str, *, number: int = 0, gap: int = 2) -> Slug:
        """Another slug of this article: byline, note, editors_note ..."""
        return Slug(article=self.story.article, kind=kind, text=text, number=number, gap=gap)

    def heads(self, *, gap: int = 2) -> tuple[Slug, ...]:
        """Kicker, headline and deck, a paragraph each."""
        lines = [line for line in (self.kicker, " ".join(self.headline), self.deck) if line]
        return tuple(
            self.title(line, part=part, gap=gap if part == 0 else 2)
            for part, line in enumerate(lines)
        )


def set_article(
    copy: Copy, face: Face, rng: random.Random, *, crosshead_joint: str = " ", pictures: bool = True
) -> Galley:
    """Set an article in the page's face; its dateline goes into the first paragraph."""
    dateline = _dateline(copy, rng)
    body: list[Slug] = []
    for number, para in enumerate(_with_dateline(copy.body, dateline)):
        count = 1 + sum(slug.kind == "crosshead" for slug in body)
        body.append(_body_slug(copy, number, para, face, crosshead_joint, count))
    captions = [
        _caption_slugs(copy, number, caption_lines(picture, face), face)
        for number, picture in enumerate(copy.pictures if pictures else ())
    ]
    return Galley(
        story=story_of(copy, face),
        kicker=face.printed(copy.kicker),
        headline=tuple(face.printed(line) for line in copy.headline),
        deck=face.printed(copy.deck),
        body=tuple(body),
        pictures=tuple(captions),
    )


def story_of(copy: Copy, face: Face) -> Story:
    """What the truth says of the article: section, names, paragraphs that may merge."""
    names = byline_names(copy)
    if copy.dateline == "xinhua" or copy.attribution:
        names = ("新华社", *names)
    if copy.speaker[1]:
        names = (copy.speaker[1],)
    if copy.signature[1]:
        names = (copy.signature[1],)
    return Story(
        article=copy.id,
        section=face.printed(copy.section),
        byline=names,
        speaker=copy.speaker[1],
        may_merge=tuple(face.printed(para.text)[:12] for para in copy.body if para.may_merge),
    )


def byline_slug(copy: Copy, face: Face) -> Slug:
    """The byline as a paragraph of its own."""
    return Slug(article=copy.id, kind="byline", text=plain_byline(copy, face))


def signature_slug(copy: Copy, face: Face) -> Slug:
    """The name under a box, with the writer's office in front of it."""
    return Slug(
        article=copy.id, kind="byline", text=face.printed(" ".join(filter(None, copy.signature)))
    )


def furniture_line(text: str, number: int, *, gap: int = 2, mark: str = "") -> Slug:
    """A line that belongs to no article."""
    return Slug(article=PAGE, kind="furniture", text=text, number=number, gap=gap, mark=mark)


def _dateline(copy: Copy, rng: random.Random) -> str:
    match copy.dateline:
        case "local":
            return local_dateline(copy, rng)
        case "xinhua":
            return agency_dateline(copy) + " "
        case _:
            return ""


def _with_dateline(body: Sequence[Para], dateline: str) -> tuple[Para, ...]:
    first = body[0]
    return (Para(kind=first.kind, text=dateline + first.text, may_merge=False), *body[1:])


def _body_slug(copy: Copy, number: int, para: Para, face: Face, joint: str, count: int) -> Slug:
    text = para.text
    if para.kind == "crosshead":
        first, *rest = text.split("|")
        text = first if not rest else first + joint + " ".join(rest)
        text = crosshead_line(text, count, face)
    return Slug(article=copy.id, kind=para.kind, text=face.printed(text), number=number)


def _caption_slugs(copy: Copy, number: int, lines: Sequence[str], face: Face) -> tuple[Slug, ...]:
    return tuple(
        Slug(
            article=copy.id,
            kind="caption",
            text=face.printed(line),
            number=number,
            part=part,
            gap=4 if part == 0 else 2,
        )
        for part, line in enumerate(lines)
    )
