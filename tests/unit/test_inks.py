from __future__ import annotations

import pytest
from rich.color import Color as RichColor
from rich.style import Style
from textual.theme import BUILTIN_THEMES

from nbreader.tui.ink import INKS
from nbreader.tui.inks import Inks, read_rules

KINDS = ("amount", "percent", "count", "rank", "ratio", "duration")
THEMES = ["textual-dark", "textual-light"]


def inks(theme: str = "textual-dark") -> Inks:
    return Inks(BUILTIN_THEMES[theme].to_color_system().generate())


def test_every_ink_has_a_rule() -> None:
    assert set(INKS) == set(read_rules())


@pytest.mark.parametrize("theme", BUILTIN_THEMES)
def test_every_ink_has_a_style_in_every_theme(theme: str) -> None:
    made = inks(theme)

    assert [] == [name for name in INKS if not made.style(name)]


def test_a_later_ink_lies_on_top() -> None:
    made = inks()

    assert made.style("lit").bgcolor == made.style("hit lit").bgcolor


def test_inks_add_up() -> None:
    style = inks().style("crosshead amount target")

    assert (True, True) == (style.bold, style.italic)
    assert style.color == inks().style("amount").color


def luminance(color: RichColor | None) -> float:
    assert color is not None
    parts = [c / 255 for c in color.get_truecolor()]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["quiet", *KINDS, "caption", "byline", "unread", "gap"])
def test_text_can_be_read_on_the_page(theme: str, name: str) -> None:
    variables = BUILTIN_THEMES[theme].to_color_system().generate()
    ground = luminance(RichColor.parse(variables["background"]))
    text = luminance(inks(theme).style(name).color)
    light, dark = max(ground, text), min(ground, text)

    assert (light + 0.05) / (dark + 0.05) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("amount", "amount target"),
        ("amount", "hit"),
        ("hit", "quiet"),
        ("quiet", "doubt"),
        ("named", "amount target"),
        ("named", "amount"),
    ],
)
def test_what_differs_in_colour_differs_in_style_too(theme: str, one: str, other: str) -> None:
    first, second = inks(theme).style(one), inks(theme).style(other)

    assert styles(first) != styles(second)


def styles(style: Style) -> tuple[bool, ...]:
    return tuple(map(bool, (style.bold, style.italic, style.underline, style.underline2)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_lit_target_under_a_hit_keeps_its_own_style(kind: str) -> None:
    style = inks().style(f"{kind} target named hit")

    assert (True, True, True, True) == styles(style)
    assert style.bgcolor == inks().style("hit").bgcolor
