"""Records found on pages, in the formats that scripts and spreadsheets take."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import click

from nbreader import actions
from nbreader.actions import Placed
from nbreader.cli.exits import ExitCode
from nbreader.cli.opening import open_issues
from nbreader.cli.options import bom_option, format_option
from nbreader.cli.output import emit, harmless, say
from nbreader.cli.tables import aligned
from nbreader.errors import BadDataError, UsageError
from nbreader.model import Figure, Issue, Mention

Record = dict[str, Any]
F = TypeVar("F", bound=Callable[..., Any])

EMPTY_LIST = "[]"  # no records, as JSON
FORMATS = ("table", "json", "jsonl", "csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a call asks for: the pages or the library, the query, the reader's own names."""

    query: str
    issues: tuple[Issue, ...] = ()
    in_library: bool = False  # the call names no files: the library is asked
    own: Sequence[Any] = ()  # of nbreader.tables.KnownOrganisation, for actions alone
    ner: bool = False  # whether the tagger is to be asked
    code: ExitCode = ExitCode.DONE


def records_options(function: F) -> F:
    """Give a command [QUERY|PATH]..., --format, --bom and --no-ner."""
    function = click.option(
        "--no-ner",
        "no_ner",
        is_flag=True,
        help="只按规则和词表找机构，不用标注器（附加包 ner）。",
    )(function)
    function = bom_option(function)
    function = format_option(FORMATS, help="供人读的表格，或每条的全部内容。")(function)
    return click.argument("words", nargs=-1, metavar="[QUERY|PATH]...")(function)


def ask(words: Sequence[str], *, no_ner: bool) -> Asked:
    """Open what exists on disk; the other words are the query, of the library if nothing does.

    No word at all asks the whole library. The tagger is asked unless the call or
    config.toml says no. Raises UsageError for words with nothing in them.
    """
    if words and not all(map(str.strip, words)):
        raise UsageError("查询是空的；要看整个资料库，就一个词也不写。")
    paths = [Path(word) for word in words if actions.is_there(word)]
    query = " ".join(word for word in words if not actions.is_there(word))
    if not paths:
        if not actions.has_library():
            raise UsageError(
                f"{query} 不是文件，资料库里也还没有报纸。" if words else "资料库里还没有报纸。"
            )
        return Asked(query=query, in_library=True)
    opened = open_issues(paths)
    own, code = own_organisations()
    ner = not no_ner and actions.load_settings().ner
    return Asked(issues=opened.issues, query=query, own=own, ner=ner, code=code or opened.code)


def own_organisations() -> tuple[Sequence[Any], ExitCode]:
    """The reader's own table of organisations; one that cannot be read is said, and is none."""
    try:
        return actions.own_organisations(tell=say), ExitCode.DONE
    except BadDataError as error:
        say(str(error))
        return (), ExitCode.BAD_DATA


def place_of(placed: Placed[Figure] | Placed[Mention]) -> Record:
    """Where a record stands: the first keys of every line."""
    return {
        "doc": placed.page.source.name,
        "article": placed.article.id,
        "block": placed.block,
        "start": placed.start,
        "end": placed.end,
        "surface": harmless(placed.found.printed),
    }


def as_table(columns: Mapping[str, str], records: Sequence[Record]) -> str:
    """Records as lines to read: `columns` gives each key its heading."""
    rows = [[str(record[key]) for key in columns] for record in records]
    return aligned([list(columns.values()), *rows])


def as_json(records: Sequence[Record]) -> str:
    """Records as one JSON list."""
    return _json(list(records), indent=1)


def as_lines(records: Sequence[Record]) -> str:
    """Records as JSON, one a line."""
    return "\n".join(map(_json, records))


def _json(value: Any, *, indent: int = 0, depth: int = 0) -> str:
    """A value as JSON, where a Decimal is the number that it prints: no float is between."""
    if isinstance(value, Decimal):
        return actions.plain_number(value)
    if not value or not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    inner = [_json(each, indent=indent, depth=depth + 1) for each in _values(value)]
    if isinstance(value, dict):
        inner = [f"{_json(key)}: {told}" for key, told in zip(value, inner, strict=True)]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    if not indent:
        return opening + ", ".join(inner) + closing
    line = "\n" + " " * indent * depth
    return f"{opening}{line} " + f",{line} ".join(inner) + f"{line}{closing}"


def _values(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def as_csv(records: Sequence[Record], *, bom: bool) -> str:
    """Records as CSV with a header, an object as a column for each of its keys.

    With `bom`, so that Excel takes it for UTF-8.
    """
    text = io.StringIO()
    if records:
        rows = [dict(_cells(record)) for record in records]
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return ("\ufeff" if bom else "") + text.getvalue()


def _cells(record: Record) -> Iterator[tuple[str, object]]:
    """The columns of a record: words that no spreadsheet takes for a formula, and numbers."""
    for key, value in record.items():
        if isinstance(value, dict):
            yield from ((f"{key}_{name}", told) for name, told in value.items())
        elif isinstance(value, Decimal):
            yield key, actions.plain_number(value)
        else:
            yield key, actions.safe_cell(value) if isinstance(value, str) else value


def print_records(text: str, records: Sequence[Record], code: ExitCode) -> ExitCode:
    """Print what was made of the records; nothing found is said, and is an empty list in JSON."""
    if records or text == EMPTY_LIST:
        emit(text)
    if records:
        return code
    say("没有找到。")
    return code or ExitCode.NOTHING_FOUND
