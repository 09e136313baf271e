"""What columns and recognition do to a sequence of slugs.

Each function takes the slugs of a page or an article and gives them back
damaged; which slugs are still the same passage is kept in the slugs.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from tests.typesetting.sheet import Slug

CLOSED_ENDS = "。！？：；—…”』」）)】》!?:;"
NO_STARTS = "，。、；：？！”』」）》】,.;:?!)%％—…·"
READ = ("p", "crosshead", "list_item")  # what is numbered in reading order
NON_STARTERS = "的了着过地得化性度率者们上中里内"


def is_open(char: str) -> bool:
    """Whether a paragraph that breaks off behind this character is cut."""
    return char not in CLOSED_ENDS and not char.isspace()


def cut_points(text: str, *, least: int = 10) -> list[int]:
    """Where a column's end could cut the text and leave both halves unfinished.

    Never inside a number or a Latin word, never in front of a mark that cannot
    begin a line, never behind one that could end a paragraph.
    """
    points = []
    for at in range(least, len(text) - least + 1):
        left, right = text[at - 1], text[at]
        if not is_open(left) or right in NO_STARTS or right.isspace() or left in "“‘（(《『「":
            continue
        if left.isascii() and right.isascii():
            continue
        points.append(at)
    return points


def split_slug(slug: Slug, at: int, *, gap: int = 2) -> tuple[Slug, Slug]:
    """The two halves of a slug, the second with `gap` in front."""
    first = replace(slug, text=slug.text[:at].rstrip())
    second = replace(
        slug, text=slug.text[at:].lstrip(), part=slug.part + 1, gap=gap, mark="", indent="", loss=()
    )
    return first, second


def cuttable(slugs: Sequence[Slug], *, least: int = 60) -> list[int]:
    """The places of whole paragraphs long enough to be cut."""
    cut = {slug.passage for slug in slugs if slug.part}
    return [
        place
        for place, slug in enumerate(slugs)
        if slug.kind == "p"
        and not slug.loss
        and slug.passage not in cut
        and len(slug.text) >= least
        and cut_points(slug.text)
    ]


def cut_columns(slugs: Sequence[Slug], count: int, rng: random.Random) -> tuple[Slug, ...]:
    """Cut `count` paragraphs in two, as the foot of a column does."""
    places = cuttable(slugs)
    chosen = set(rng.sample(places, min(count, len(places))))
    damaged: list[Slug] = []
    for place, slug in enumerate(slugs):
        if place in chosen:
            damaged += split_slug(slug, rng.choice(cut_points(slug.text)))
        else:
            damaged.append(slug)
    return tuple(damaged)


def cut_like_crosshead(slugs: Sequence[Slug], rng: random.Random) -> tuple[Slug, ...]:
    """Cut a paragraph so that its first words look like a crosshead.

    The second half begins with a word that begins no sentence, so that a
    reader can still tell.
    """
    found = [
        (place, at)
        for place in cuttable(slugs)
        for at in cut_points(slugs[place].text, least=8)
        if at <= 20 and slugs[place].text[at] in NON_STARTERS and slugs[place].text[at - 1] != "，"
    ]
    if not found:
        return tuple(slugs)
    place, at = rng.choice(found)
    return (*slugs[:place], *split_slug(slugs[place], at), *slugs[place + 1 :])


def read_early(
    slugs: Sequence[Slug], rng: random.Random, *, cuts: int = 3
) -> tuple[tuple[Slug, ...], int]:
    """Put a column in front of the one it follows; also where the later one begins.

    With three cuts both columns end inside a sentence; with two the column
    that was read too early ends with its paragraph. The knot lies between two
    crossheads.
    """
    knots = [run for run in _runs(slugs) if len(run) >= 3]
    if not knots:
        return tuple(slugs), -1
    run = rng.choice(knots)
    first = rng.randrange(len(run) - 2)
    second = rng.randrange(first + 1, min(len(run) - 1, first + 6))
    third = min(len(run) - 1, second + rng.choice([1, 1, 1, 2]))
    chosen = [run[first], run[second], run[third]]
    halves = {
        place: split_slug(slugs[place], rng.choice(cut_points(slugs[place].text)))
        for place in chosen[:cuts]
    }
    last = chosen[2]
    head = [*slugs[: chosen[0]], halves[chosen[0]][0]]
    later = [halves[chosen[0]][1], *slugs[chosen[0] + 1 : chosen[1]], halves[chosen[1]][0]]
    early = [halves[chosen[1]][1], *slugs[chosen[1] + 1 : last]]
    early.append(halves[last][0] if cuts == 3 else slugs[last])
    rest = ([halves[last][1]] if cuts == 3 else []) + list(slugs[last + 1 :])
    return (*head, *early, *later, *rest), len(head) + len(early)


def lose_middle(slugs: Sequence[Slug], rng: random.Random) -> tuple[Slug, ...]:
    """Lose some paragraphs and the beginning of the next: a closed paragraph, then a fragment."""
    places = [place for place in cuttable(slugs, least=50) if place > 1]
    found = [
        (place, at)
        for place in places
        for at in cut_points(slugs[place].text, least=16)
        if slugs[place].text[at] in NON_STARTERS
        and not is_open(slugs[place - 1].text[-1])
        and slugs[place - 1].kind == "p"
    ]
    if not found:
        return tuple(slugs)
    place, at = rng.choice(found)
    fragment = replace(slugs[place], text=slugs[place].text[at:].lstrip(), loss=("gap",))
    return (*slugs[:place], fragment, *slugs[place + 1 :])


def repeat_tail(slugs: Sequence[Slug], rng: random.Random) -> tuple[Slug, ...]:
    """End a paragraph with the words that end an earlier one, its own end lost."""
    places = cuttable(slugs, least=50)
    if len(places) < 2:
        return tuple(slugs)
    later = rng.choice(places[1:])
    earlier = rng.choice([place for place in places if place < later])
    told = slugs[earlier].text
    sizes = [len(told) - at for at in cut_points(told, least=24)]
    sizes = [size for size in sizes if 24 <= size <= 70] or [24]
    own = slugs[later]
    kept = own.text[: rng.choice(cut_points(own.text))].rstrip("，、,")
    tail = told[-rng.choice(sizes) :].lstrip("，、,")
    first = replace(own, text=kept)
    second = replace(own, text=tail, part=1, gap=0, mark="", loss=("gap", "repeat"))
    return (*slugs[:later], first, second, *slugs[later + 1 :])


def repeat_paragraph(slugs: Sequence[Slug], rng: random.Random) -> tuple[Slug, ...]:
    """Print a whole paragraph once more, behind one that comes later."""
    places = cuttable(slugs, least=40)
    if len(places) < 2:
        return tuple(slugs)
    place = rng.choice(places[:-1])
    behind = rng.choice([later for later in places if later > place])
    again = replace(slugs[place], number=slugs[behind].number, loss=("repeat",))
    # It needs a passage of its own, next to the one it stands behind.
    shifted = [
        replace(slug, number=slug.number + 1)
        if slug.number > slugs[behind].number and slug.kind in READ
        else slug
        for slug in slugs
    ]
    again = replace(again, number=again.number + 1)
    return (*shifted[: behind + 1], again, *shifted[behind + 1 :])


def intrude(slugs: Sequence[Slug], caption: Slug, rng: random.Random) -> tuple[Slug, ...] | None:
    """Print a caption inside a quotation that a column's end cuts, or None if none fits.

    Behind a comma, where there is one: there a reader can see it best.
    """
    found = [
        (place, at)
        for place in cuttable(slugs)
        for at in cut_points(slugs[place].text)
        if _inside_quotes(slugs[place].text, at)
    ]
    if not found:
        return None
    place, at = rng.choice([f for f in found if slugs[f[0]].text[f[1] - 1] in "、，"] or found)
    first, second = split_slug(slugs[place], at)
    return (*slugs[:place], first, replace(caption, gap=0), second, *slugs[place + 1 :])


def letter_space(line: str) -> str:
    """The line with a blank between its characters; numbers and words stay whole."""
    return " ".join(re.findall(r"[0-9A-Za-z.%+-]+|\S", line))


def _inside_quotes(text: str, at: int) -> bool:
    """Whether `at` lies inside a pair of quotation marks of some length."""
    opened, closed = text.rfind("“", 0, at), text.rfind("”", 0, at)
    if opened <= closed:
        return False
    end = text.find("”", at)
    return end > 0 and at - opened > 2 and end - at >= 2


def _runs(slugs: Sequence[Slug]) -> list[list[int]]:
    """The paragraphs that can be cut, by stretches without a crosshead."""
    places = set(cuttable(slugs))
    runs: list[list[int]] = [[]]
    for place, slug in enumerate(slugs):
        if slug.kind == "crosshead":
            runs.append([])
        elif place in places:
            runs[-1].append(place)
    return runs
