"""The theme's inks: names to styles, read from inks.tcss and resolved once for a theme.

They are no component classes: Textual would match all of them anew whenever a
class of the screen changes, which took half of the time to the first paint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from rich.style import Style
from textual.color import Color

_RULE = re.compile(r"\.ink--([a-z-]+) \{ (.*?); \}")
_COLOUR = re.compile(r"\$([a-z-]+)(?: ([0-9]+)%)?$")


class Inks:
    """The styles of one theme; translucent colours are mixed with its background."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._ground = Color.parse(variables["background"])
        self._styles: dict[str, Style] = {"": Style.null()}

    def style(self, names: str) -> Style:
        """The style of these inks (blank-separated): the last colours, and all text styles."""
        if names not in self._styles:
            rules = [read_rules()[name] for name in names.split()]
            declared = {key: value for rule in rules for key, value in rule.items()}
            declared["text-style"] = " ".join(rule.get("text-style", "") for rule in rules)
            self._styles[names] = self._made(declared)
        return self._styles[names]

    def _made(self, declared: Mapping[str, str]) -> Style:
        under = self._colour(declared.get("background", ""), self._ground)
        over = self._colour(declared.get("color", ""), under or self._ground)
        kinds = declared.get("text-style", "").split()
        return Style(
            color=over.rich_color if over else None,
            bgcolor=under.rich_color if under else None,
            bold=True if "bold" in kinds else None,
            italic=True if "italic" in kinds else None,
            underline=True if "underline" in kinds else None,
            underline2=True if "underline2" in kinds else None,
            reverse=True if "reverse" in kinds else None,
        )

    def _colour(self, words: str, ground: Color) -> Color | None:
        match = _COLOUR.match(words)
        if match is None:
            return None
        colour = Color.parse(self._variables[match[1]])
        return ground.blend(colour, int(match[2] or 100) / 100)


@cache
def read_rules() -> Mapping[str, Mapping[str, str]]:
    """The declarations of each ink."""
    text = Path(__file__).with_name("inks.tcss").read_text(encoding="utf-8")
    return {
        name: dict(part.split(": ", 1) for part in body.split("; "))
        for name, body in _RULE.findall(text)
    }
