"""Printed text as Markdown that shows exactly that text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# What begins or ends something inside a line, in CommonMark and in the dialects
# that add ~~strike~~, | tables |, $formulas$ and #tags.
_INLINE = re.compile(r"[\\`*_\[\]<>&~|$#]")
# What begins a block, or underlines one, at the start of a line.
_OPENING = re.compile(r"[-+=:](?=[-=\s]|\Z)|\d{1,9}(?=[.)](?:\s|\Z))")
_LINE_ENDS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"


def escaped(text: str) -> str:
    """One line of text, so that a renderer shows it as it is.

    White space at the ends is left off, for Markdown drops it anyway; line breaks
    inside become spaces, and control characters are left out.
    """
    line = _INLINE.sub(r"\\\g<0>", one_line(text))
    opening = _OPENING.match(line)
    if opening is None:
        return line
    # "1." is no list with its stop escaped, "-" none with itself escaped.
    at = opening.end() if opening[0].isdigit() else 0
    return line[:at] + "\\" + line[at:]


def paragraphs(text: str) -> list[str]:
    """Each line of a text that is not blank, escaped."""
    return [line for line in map(escaped, re.split(r"[\r\n]+", text)) if line]


def quoted(lines: Iterable[str]) -> str:
    """Paragraphs as one block quote."""
    return "\n>\n".join(f"> {line}" for line in lines)


def code(text: str) -> str:
    """A name in a code span, whatever back quotes it holds."""
    line = one_line(text)
    longest = max(map(len, re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line[:1] == "`" or line[-1:] == "`" else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of cells that are escaped already."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def one_line(text: str) -> str:
    """The text without line breaks, control characters and white space at its ends."""
    spaced = "".join(" " if char in _LINE_ENDS else char for char in text)
    shown = (char for char in spaced if unicodedata.category(char) not in ("Cc", "Cs"))
    return "".join(shown).strip()
