"""Search results and the line below the search field as printed lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len

from nbreader.actions.completing import Completion
from nbreader.actions.seeking import Result
from nbreader.tui.ink import PrintedLine, Run
from nbreader.tui.linebreak import break_lines, cut_cells
from nbreader.tui.paint import row

CARD = 4  # lines of a result, with the free one below
NOWHERE = -1  # the place of a fault that is not in the query
_KINDS = {"organisation": "机构", "metric": "指标"}
_NO_WORDS = (
    "几个词都要有 · “…” 照原样 · 词 OR 词 · -词 不要 · 机构:招宝 · 指标:产值 · "
    "数值>100亿元 · 日期:2026-03"
)

_SIGNS = re.compile(r"[()（）]|[:：](?=\s|$)")  # that look as if they asked for something


def paint_result(result: Result, width: int) -> tuple[PrintedLine, ...]:
    """Headline; where it was printed; the words around the hit; a free line."""
    read = result.read
    head = [
        Run(" "),
        Run("○ " if read else "● ", "quiet" if read else "unread"),
        Run(result.hit.headline or "（无题）", "" if read else "strong"),
    ]
    snippet = marked_runs(result.hit.snippet, result.hit.marks, max(0, width - 4))
    return (
        row(head, [Run(" ")], width),
        row([Run("   "), Run(where_printed(result), "quiet")], [Run(" ")], width),
        PrintedLine((Run("   "), *snippet)),
        PrintedLine(),
    )


def where_printed(result: Result) -> str:
    """Newspaper, day and page, and the section: 宁波日报 2026-03-25 第4版 · 区(县、市)头条."""
    day = result.date.isoformat() if result.date else "日期不详"
    page = f"第{result.page}版" if result.page is not None else ""
    place = " ".join(filter(None, (result.newspaper, day, page)))
    return " · ".join(filter(None, (place, result.section)))


def marked_runs(text: str, marks: Sequence[tuple[int, int]], room: int) -> list[Run]:
    """A snippet in at most `room` cells, its marks in the ink of hits.

    It ends before a mark that does not fit whole, unless that is the first.
    """
    shown = cut_cells(text, room)
    end = len(shown) - (1 if shown != text and shown else 0)
    cut = next((a for a, b in marks[1:] if a < end < b), None)
    if cut is not None:
        shown, end = text[:cut] + "…", cut
    runs: list[Run] = []
    at = 0
    for start, stop in marks:
        start, stop = max(at, start), min(stop, end)
        if start < stop:
            runs += [Run(shown[at:start]), Run(shown[start:stop], "hit")]
            at = stop
    runs.append(Run(shown[at:]))
    return [run for run in runs if run.text]


def trouble_lines(sentence: str, at: int, width: int) -> tuple[PrintedLine, ...]:
    """A mark under the place at fault, `at` cells in; what is wrong stands beside or below.

    Where `at` is NOWHERE there is no mark. The sentence stands in full: what can be done
    is said at its end, behind a path of any length.
    """
    told = tuple(
        PrintedLine((Run(sentence[start:end], "bad"),))
        for start, end in break_lines(sentence, width)
    )
    if at == NOWHERE:
        return told
    at = max(0, min(at, width - 1))
    mark = Run(" " * at + "‸ ", "bad")
    if at + 2 + cell_len(sentence) <= width:
        return (PrintedLine((mark, Run(sentence, "bad"))),)
    return (PrintedLine((mark,)), *told)


def completion_line(completions: Sequence[Completion], chosen: int, width: int) -> PrintedLine:
    """The names that Tab goes through, the chosen one lit."""
    runs = [Run("Tab ", "key")]
    used = 4
    for number, completion in enumerate(completions):
        kind = _KINDS.get(completion.kind, "")
        cells = cell_len(kind) + cell_len(completion.name) + 4
        if used + cells > width and number:
            break
        ink = "cursor" if number == chosen else ""
        runs += [Run(f"{kind} ", "quiet"), Run(cut_cells(completion.name, width - used - 6), ink)]
        runs.append(Run("   "))
        used += cells
    return PrintedLine(tuple(runs))


def language_line(width: int) -> PrintedLine:
    """What may be typed, for who has typed nothing yet."""
    return PrintedLine((Run(cut_cells(_NO_WORDS, width), "quiet"),))


def nothing_found(words: str, place: str) -> str:
    """That no article of a place has what was asked, and which signs were read as letters."""
    asked = " ".join(words.split())
    if not asked:
        return f"{place}里还没有文章"
    literal = " · 括号和词末的冒号照字面找" if _SIGNS.search(asked) else ""
    opening, closing = "「」" if set("“”") & set(asked) else "“”"
    return f"{place}里没有文章符合{opening}{asked}{closing}{literal}"


def nothing_line(sentence: str, width: int) -> PrintedLine:
    """The sentence for no result in one line."""
    return PrintedLine((Run(cut_cells(sentence, width), "quiet"),))
