"""Lines of a printed column, as pdftotext gives them back.

A measure is counted in characters of Chinese; a Latin character takes half
of one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.typesetting.damage import NO_STARTS, letter_space

NO_ENDS = "“‘（(《『「【"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How wide a column is and what happens to its lines."""

    measure: int = 20
    breaks: float = 0.25  # how often a paragraph runs on in another column
    taper: int = 0  # lines at the article's end that shrink round a picture
    spaced: float = 0.04  # how often a line is letter-spaced


def blank_numbers(text: str, often: float, rng: random.Random) -> str:
    """The text with blanks around most of its numbers."""
    if rng.random() >= often:
        return text

    def blanked(found: re.Match[str]) -> str:
        before = " " if found.start() and found.string[found.start() - 1] not in "“（(《" else ""
        behind = found.string[found.end() : found.end() + 1]
        after = " " if behind and behind not in NO_STARTS else ""
        return f"{before}{found.group()}{after}" if rng.random() < 0.85 else found.group()

    return re.sub(r"(?<=[\u4e00-\u9fff，、])[0-9][0-9.]*%?(?=[\u4e00-\u9fff，。、])", blanked, text)


def width(text: str) -> float:
    """The printed width of a text in characters of Chinese."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def fill_lines(text: str, measures: Sequence[float]) -> list[str]:
    """Break a paragraph into lines; the last measure holds for the rest.

    A mark that cannot begin a line hangs on the one before; one that cannot
    end a line goes to the next; numbers and Latin words are not broken.
    """
    lines: list[str] = []
    line = ""
    for token in re.findall(r"[0-9A-Za-z.%+\-]+|\s|.", text):
        measure = measures[min(len(lines), len(measures) - 1)]
        if line and width(line + token) > measure and token not in NO_STARTS:
            carried = line[-1] if line[-1] in NO_ENDS else ""
            lines.append(line[: len(line) - len(carried)].rstrip())
            line = carried + token.lstrip()
        else:
            line += token
    return [*lines, line.rstrip()] if line.strip() else lines


def set_columns(
    paragraphs: Sequence[str], column: Column, rng: random.Random
) -> list[list[list[str]]]:
    """Set paragraphs in columns: a list of runs of lines for each.

    A paragraph of two runs goes on in the next column, which may be wider or
    narrower. The first line of a paragraph is two characters short.
    """
    measure = column.measure
    runs_of: list[list[list[str]]] = []
    total = sum(len(fill_lines(text, [measure])) for text in paragraphs)
    done = 0
    for text in paragraphs:
        shrunk = [_tapered(measure, total - done - line, column) for line in range(40)]
        lines = fill_lines(text, [shrunk[0] - 2, *shrunk[1:]])
        done += len(lines)
        runs = [lines]
        if len(lines) >= 5 and rng.random() < column.breaks:
            at = rng.randrange(2, len(lines) - 1)
            if _is_cut(lines[at - 1]):
                measure = column.measure + rng.choice([-2, -1, 0, 1, 2])
                rest = _joined(lines[at:])
                done -= len(lines) - at
                shrunk = [_tapered(measure, total - done - line, column) for line in range(40)]
                runs = [lines[:at], fill_lines(rest, shrunk)]
                done += len(runs[1])
        runs_of.append([[_spaced(line, column, rng) for line in run] for run in runs])
    return runs_of


def _tapered(measure: int, left: int, column: Column) -> float:
    """The measure of a line with `left` lines to come, down to two thirds."""
    lost = max(0, column.taper - left) * 0.7
    return max(measure - lost, measure * 0.66)


def _is_cut(line: str) -> bool:
    return line[-1] not in "。！？：；”—…）"


def _joined(lines: Sequence[str]) -> str:
    """The text of lines that were broken, with the blank between Latin words put back."""
    text = ""
    for line in lines:
        blank = " " if text and text[-1].isascii() != line[0].isascii() else ""
        both = text and text[-1].isalpha() and text[-1].isascii() and line[0].isascii()
        text += (" " if both else blank if text[-1:].isdigit() else "") + line
    return text


def _spaced(line: str, column: Column, rng: random.Random) -> str:
    """The line, letter-spaced in whole or in part now and then."""
    if rng.random() >= column.spaced or len(line) < 10 or " " in line:
        return line
    if rng.random() < 0.7:
        return letter_space(line)
    at = rng.randrange(5, len(line) - 4)
    if line[at - 1].isascii() or line[at].isascii():
        return letter_space(line)
    if rng.random() < 0.5:
        return letter_space(line[:at]) + " " + line[at:]
    return line[:at] + " " + letter_space(line[at:])
