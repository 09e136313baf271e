"""`nbreader figures`: every figure of some pages, to look at or to calculate with."""

from __future__ import annotations

import rich_click as click
from rich_click import RichCommand

from nbreader import actions
from nbreader.actions import Placed
from nbreader.cli.exits import ExitCode
from nbreader.cli.options import common_options
from nbreader.cli.output import harmless, say_indexing
from nbreader.cli.query_help import query_help
from nbreader.cli.records import (
    Record,
    as_csv,
    as_json,
    as_lines,
    as_table,
    ask,
    place_of,
    print_records,
    records_options,
)
from nbreader.model import Figure

COLUMNS = {
    "metric": "指标",
    "subject": "主体",
    "period": "时期",
    "surface": "数据",
    "status": "性质",
    "article": "文章",
}
STATUS = {"result": "", "target": "目标"}
MARK = "？"  # behind what was guessed
GUESSED = ("metric", "subject", "period", "status")


@click.command("figures", cls=RichCommand)
@records_options
@click.option("--metric", metavar="M", help="只要指标里含 M 的。")
@common_options
@query_help
def command(
    words: tuple[str, ...], form: str, bom: bool, no_ner: bool, metric: str | None
) -> ExitCode:
    """列出版面里的数据：指标、主体、时期、数值、出处。

    是文件或文件夹的词是 PATH，其余的合起来是查询，只列符合的文章里的数据；查询问到数据
    （metric:、value> 等）时，只列符合的数据。不写 PATH 就查资料库，
    最新的报纸在前；一个词也不写，就列资料库的全部数据。

    \b
    例：
      nbreader figures seeds/
      nbreader figures 'metric:产值 value>10亿元' seeds/
      nbreader figures metric:产值 "value>100亿元"
      nbreader figures seeds/ --format csv --bom > figures.csv
    """
    asked = ask(words, no_ner=no_ner)
    if asked.in_library:
        found = actions.figures_in_library(asked.query, say_indexing)
    else:
        found = actions.list_figures(asked.issues, asked.query, own=asked.own, ner=asked.ner)
    kept = [each for each in found if not metric or metric in each.found.metric]
    records = [_record(each) for each in kept]
    if form == "table":
        text = as_table(COLUMNS, list(map(_told, kept, records)))
    elif form == "csv":
        text = as_csv(records, bom=bom)
    else:
        text = as_json(records) if form == "json" else as_lines(records)
    return print_records(text, records, asked.code)


def _record(placed: Placed[Figure]) -> Record:
    figure = placed.found
    return place_of(placed) | {
        "value": figure.value,
        "value_min": figure.low,
        "value_max": figure.high,
        "unit": figure.unit,
        "kind": figure.kind,
        "metric": figure.metric,
        "subject": figure.subject,
        "period": figure.period,
        "direction": figure.direction,
        "approx": figure.approx,
        "status": figure.status,
        "scope": figure.scope,
        "year": figure.year,
        "confidence": dict.fromkeys(GUESSED, 1.0) | dict(figure.confidence),
    }


def _told(placed: Placed[Figure], record: Record) -> Record:
    """The record as the table shows it: guesses marked, and how the figure moved."""
    figure = placed.found
    marked = {
        name: harmless(getattr(figure, name)) + MARK
        for name in ("metric", "subject", "period")
        if getattr(figure, name) and actions.is_unsure(figure, name)
    }
    status = STATUS[figure.status]
    status += MARK if status and actions.is_unsure(figure, "status") else ""
    surface = actions.ARROWS.get(figure.direction, "") + harmless(actions.printed_words(figure))
    return record | marked | {"status": status, "surface": surface}
