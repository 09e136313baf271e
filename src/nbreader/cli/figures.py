"""`nbreader figures`: every figure of some pages, to look at or to calculate with."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import rich_click as click
from rich_click import RichCommand

from nbreader import actions
from nbreader.cli.exits import ExitCode
from nbreader.cli.opening import open_issues
from nbreader.cli.options import common_options
from nbreader.cli.output import emit, harmless, say
from nbreader.cli.tables import aligned
from nbreader.errors import UsageError

KEYS = (
    "doc",
    "article",
    "block",
    "start",
    "end",
    "surface",
    "value",
    "value_min",
    "value_max",
    "unit",
    "kind",
    "metric",
    "subject",
    "period",
    "direction",
    "approx",
    "status",
    "scope",
)
COLUMNS = ("metric", "subject", "period", "surface", "status", "article")


def _as_table(rows: Sequence[dict[str, Any]]) -> str:
    return aligned([COLUMNS, *([str(row[key]) for key in COLUMNS] for row in rows)])


def _as_json(rows: Sequence[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _as_lines(rows: Sequence[dict[str, Any]]) -> str:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


def _as_csv(rows: Sequence[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, KEYS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


FORMATS: dict[str, Callable[[Sequence[dict[str, Any]]], str]] = {
    "table": _as_table,
    "json": _as_json,
    "jsonl": _as_lines,
    "csv": _as_csv,
}


@click.command("figures", cls=RichCommand)
@click.argument("words", nargs=-1, required=True, metavar="[QUERY|PATH]...")
@click.option("--metric", metavar="M", help="Only figures whose metric contains M.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="table",
    show_default=True,
    help="A table to read, or all that is known of each figure.",
)
@click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark, for Excel.")
@common_options
def command(words: tuple[str, ...], metric: str | None, form: str, bom: bool) -> ExitCode:
    """List the figures of pages: metric, subject, period, value, source.

    A word that is a file or folder is a PATH; the others are a query, and only
    figures of articles that match it are listed.

    \b
    Examples:
      nbreader figures seeds/
      nbreader figures 产值 seeds/ --metric 产值
      nbreader figures seeds/ --format csv --bom > figures.csv
    """
    paths = [Path(word) for word in words if Path(word).exists()]
    query = " ".join(word for word in words if not Path(word).exists())
    if not paths:
        raise UsageError(f"{query} 不是文件，也没有给出要查找的文件。")
    opened = open_issues(paths)
    found = actions.list_figures(opened.issues, query)
    rows = [_row(placed) for placed in found if not metric or metric in placed.figure.metric]
    text = FORMATS[form](rows)
    if text:
        emit("\ufeff" + text if bom and form == "csv" else text)
    if not rows:
        say("没有找到数据。")
        return opened.code or ExitCode.NOTHING_FOUND
    return opened.code


def _row(placed: actions.PlacedFigure) -> dict[str, Any]:
    figure = placed.figure
    return {
        "doc": placed.page.source.name,
        "article": placed.article.id,
        "block": placed.block,
        "start": placed.start,
        "end": placed.end,
        "surface": harmless(figure.printed),
        "value": _number(figure.value),
        "value_min": _number(figure.low),
        "value_max": _number(figure.high),
        "unit": figure.unit,
        "kind": figure.kind,
        "metric": figure.metric,
        "subject": figure.subject,
        "period": figure.period,
        "direction": figure.direction,
        "approx": figure.approx,
        "status": figure.status,
        "scope": figure.scope,
    }


def _number(value: Decimal | None) -> int | float | None:
    """The number as JSON writes it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
