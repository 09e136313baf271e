"""Searching the library: what `nbreader search QUERY` does, with or without click before it.

The time to the first hit is a promise, and click takes a part of it; so a call
whose words are plain, or options that are spelled out, comes here directly.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from nbreader.cli.exits import ExitCode, ended
from nbreader.cli.output import emit, one_line, prepare_streams, say, say_indexing

if TYPE_CHECKING:
    from nbreader.actions import Answer, Found

FORMATS = ("table", "json", "csv")
LIMIT = 20
_MOST = 10**12  # articles; no library holds as many, and SQLite counts no further than 2^63

_OPTIONS = {"--limit": "limit", "--format": "form", "--library": "library"}
_BOLD, _PLAIN = "\x1b[1m", "\x1b[22m"


class Asked(NamedTuple):
    """A call of `nbreader search` that needs no more parsing."""

    words: tuple[str, ...]
    limit: int
    form: str
    library: str


def asked_plainly(words: Sequence[str]) -> Asked | None:
    """What a call asks for, if it is a search and click is not needed to tell.

    A word behind one - is one that must not stand in the article; a call with any
    option but those of `_OPTIONS`, or with a mistake, is left to click.
    """
    if not words or words[0] != "search":
        return None
    query: list[str] = []
    given = {"limit": str(LIMIT), "form": FORMATS[0], "library": ""}
    rest = iter(words[1:])
    for word in rest:
        name, has_value, value = word.partition("=")
        if word == "--":
            query += rest
        elif name in _OPTIONS:
            given[_OPTIONS[name]] = value if has_value else next(rest, "")
            if not given[_OPTIONS[name]]:
                return None
        elif word == "-h" or word.startswith("--"):
            return None
        else:
            query.append(word)
    limit = given["limit"]
    counts = limit.isdecimal() and limit.isascii() and len(limit) < len(str(_MOST))
    sound = counts and int(limit) > 0 and given["form"] in FORMATS
    if not sound or not query or os.path.isdir(given["library"]):  # noqa: PTH112  (never raises)
        return None
    return Asked(tuple(query), int(limit), given["form"], given["library"])


def search_plain(asked: Asked) -> int:
    """Do what a plain call asks for, and return the exit code."""
    prepare_streams()
    if asked.library:
        os.environ["NBREADER_LIBRARY"] = asked.library
    return ended(lambda: run_search(asked.words, limit=asked.limit, form=asked.form))


def run_search(words: Sequence[str], *, limit: int, form: str) -> ExitCode:
    """Search, print the articles on standard output, and say how many there are."""
    from nbreader.actions import has_library, search_library

    if not has_library():
        from nbreader.cli.list import say_empty

        return say_empty(form)
    query = " ".join(words)
    answer = search_library(query, limit=min(limit, _MOST), progress=say_indexing)
    if answer.found:
        emit({"table": _table, "json": _json, "csv": _csv}[form](answer.found))
    if form == "json" and not answer.found:
        emit("[]")
    _say_total(answer, query)
    return ExitCode.DONE if answer.found else ExitCode.NOTHING_FOUND


def _say_total(answer: Answer, query: str) -> None:
    shown, total = len(answer.found), answer.total
    if not shown:
        say(f"没有找到“{query}”。")
    elif total.number > shown or not total.exact:
        least = "" if total.exact else "至少 "
        say(f"共 {least}{total.number} 篇，这里是最新的 {shown} 篇；--limit N 列出更多。")
    else:
        say(f"共 {total.number} 篇。")
    if answer.pending:
        say(f"还有 {answer.pending} 篇没有编入索引，这次找不到。")


def _table(found: Sequence[Found]) -> str:
    """Two lines for each: where it is printed, and what was found."""
    bold = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    marks = (_BOLD, _PLAIN) if bold else ("【", "】")
    return "\n".join(line for each in found for line in _lines(each, marks))


def _lines(found: Found, marks: tuple[str, str]) -> list[str]:
    row = found.row
    day = row.date.isoformat() if row.date else "日期不详"
    page = f"第{row.page_number}版" if row.page_number is not None else ""
    named = (day, row.newspaper, page, row.headline)
    head = " ".join(filter(None, map(one_line, named)))
    snippet = _marked(found.hit.snippet, found.hit.marks, marks)
    return [f"{head}  [{row.id}]", *([f"    {snippet}"] if snippet else [])]


def _marked(text: str, places: Sequence[tuple[int, int]], marks: tuple[str, str]) -> str:
    before, after = marks
    at, parts = 0, []
    for start, end in places:
        parts += [one_line(text[at:start]), before, one_line(text[start:end]), after]
        at = end
    return "".join([*parts, one_line(text[at:])]).strip()


def _json(found: Sequence[Found]) -> str:
    import json

    from nbreader.cli.parse_json import safe_json

    shapes = [_record(each) | {"marks": [list(mark) for mark in each.hit.marks]} for each in found]
    return safe_json(json.dumps(shapes, ensure_ascii=False, indent=1))


def _csv(found: Sequence[Found]) -> str:
    from nbreader.cli.records import as_csv

    return as_csv([_record(each) for each in found], bom=False)


def _record(found: Found) -> dict[str, Any]:
    row = found.row
    return {
        "id": row.id,
        "newspaper": row.newspaper,
        "date": row.date.isoformat() if row.date else None,
        "page": row.page_number,
        "section": row.section,
        "headline": row.headline,
        "byline": row.byline,
        "snippet": found.hit.snippet,
    }
