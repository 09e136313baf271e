"""`nbreader list`: the issues in the library, or the articles of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import rich_click as click
from rich_click import RichCommand

from nbreader import actions
from nbreader.cli.exits import ExitCode
from nbreader.cli.options import bom_option, common_options, format_option
from nbreader.cli.output import emit, say
from nbreader.cli.records import EMPTY_LIST, Record, as_csv, as_json, as_table

if TYPE_CHECKING:
    from nbreader.actions import ArticleRow, IssueRow

COLUMNS = {
    "date": "日期",
    "newspaper": "报纸",
    "pages": "版",
    "articles": "篇",
    "unread": "未读",
    "id": "编号",
}


ARTICLES = {"page": "版", "section": "栏目", "headline": "标题", "figures": "数据", "id": "编号"}


@click.command("list", cls=RichCommand)
@click.argument("issue", metavar="[ID]", default="")
@format_option(("table", "json", "csv"), help="表格、JSON 或 CSV。")
@bom_option
@common_options
def command(issue: str, form: str, bom: bool) -> ExitCode:
    """列出资料库里的各期报纸，最新的在前，日期不详的在最后；写了 ID 就列出那一期的文章。

    ID 是一期的编号，在列出各期时的最后一栏；文章的编号可以给 nbreader show。

    \b
    例：
      nbreader list
      nbreader list nbrb-2026-03-25
      nbreader list --format csv --bom > issues.csv
    """
    issues = actions.list_issues() if actions.has_library() else ()
    if not issues:
        return say_empty(form)
    if not issue:
        emit(_text([_record(each) for each in issues], form, bom))
        return ExitCode.DONE
    articles = actions.articles_of_issue(issue)
    if not articles:
        if form == "json":
            emit(EMPTY_LIST)
        say(f"资料库里没有编号是“{issue}”的一期；nbreader list 列出各期。")
        return ExitCode.NOTHING_FOUND
    emit(_text([_article(each) for each in articles], form, bom, ARTICLES))
    return ExitCode.DONE


def say_empty(form: str = "") -> ExitCode:
    """Say that there is nothing in the library yet, and how that is changed; [] in JSON."""
    if form == "json":
        emit(EMPTY_LIST)
    say(f"资料库 {actions.library_path()} 里还没有报纸，先用 nbreader add 加入。")
    return ExitCode.NOTHING_FOUND


def _text(
    records: Sequence[Record], form: str, bom: bool, columns: Mapping[str, str] = COLUMNS
) -> str:
    if form == "json":
        return as_json(records)
    if form == "csv":
        return as_csv(records, bom=bom)
    named = {"newspaper": "报名不详", "date": "日期不详", "page": "不详"}
    return as_table(
        columns, [r | {k: r[k] or v for k, v in named.items() if k in r} for r in records]
    )


def _record(issue: IssueRow) -> Record:
    return {
        "id": issue.id,
        "newspaper": issue.newspaper,
        "date": issue.date.isoformat() if issue.date else None,
        "edition": issue.edition,
        "pages": issue.pages,
        "articles": issue.articles,
        "unread": issue.unread,
    }


def _article(row: ArticleRow) -> Record:
    return {
        "id": row.id,
        "page": row.page_number,
        "section": row.section,
        "headline": row.headline,
        "byline": row.byline,
        "characters": row.characters,
        "figures": row.figures,
        "read": row.read,
    }
