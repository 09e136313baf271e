"""`nbreader show`: one article of the library."""

from __future__ import annotations

import json

import rich_click as click
from rich_click import RichCommand

from nbreader import actions
from nbreader.actions import FoundArticle
from nbreader.cli.exits import ExitCode
from nbreader.cli.list import say_empty
from nbreader.cli.opening import only
from nbreader.cli.options import common_options, format_option
from nbreader.cli.output import emit, harmless
from nbreader.model import Block, Role

SCHEMA = "nbreader.article/1"

_INDENT = "　　"
_SET_IN = frozenset({Role.PARAGRAPH, Role.LIST_ITEM})


@click.command("show", cls=RichCommand)
@click.argument("article", metavar="ID")
@format_option(("text", "markdown", "json"), help="纯文本、Markdown，或全部结构。")
@common_options
def command(article: str, form: str) -> ExitCode:
    """打印资料库里的一篇文章。

    ID 是文章的编号，或只有这一篇才有的一段编号。

    \b
    例：
      nbreader show nbrb-2026-03-25-p0001-i0003
      nbreader show 03-25-p0001-i0003 --format markdown > 文章.md
    """
    if not actions.has_library():
        return say_empty()
    found = only(actions.find_in_library(article), article)
    if found is None:
        return ExitCode.NOTHING_FOUND
    emit({"text": _text, "markdown": _markdown, "json": _json}[form](found))
    return ExitCode.DONE


def _text(found: FoundArticle) -> str:
    """The article as it is read, below a line that says where it was printed."""
    parts = [_origin(found), "\n".join(block.text for block in found.article.head)]
    parts += map(_printed, found.article.blocks)
    return harmless("\n\n".join(part for part in parts if part))


def _printed(block: Block) -> str:
    return (_INDENT if block.role in _SET_IN else "") + block.text


def _origin(found: FoundArticle) -> str:
    from nbreader.cli.outline import name_of_issue

    page = f"第{found.page.number}版" if found.page.number is not None else ""
    named = (name_of_issue(found.issue), page, found.page.label, found.article.section)
    return f"{' '.join(filter(None, named))}  [{found.article.id}]"


def _markdown(found: FoundArticle) -> str:
    from nbreader.cli.markdown import article_markdown

    return article_markdown(found.article) + f"\n\n---\n\n*{_cited(found)}*"


def _cited(found: FoundArticle) -> str:
    return actions.escape_markdown(f"{_origin(found)} {found.page.source.name}")


def _json(found: FoundArticle) -> str:
    from nbreader.cli.parse_json import article_shape, safe_json

    issue, page = found.issue, found.page
    shape = {
        "schema": SCHEMA,
        "issue": issue.id,
        "newspaper": issue.newspaper,
        "date": issue.date.isoformat() if issue.date else None,
        "edition": issue.edition,
        "page": {
            "id": page.id,
            "number": page.number,
            "label": page.label,
            "source": {"path": page.source.path, "sha256": page.source.sha256},
        },
        "article": article_shape(found.article),
    }
    return safe_json(json.dumps(shape, ensure_ascii=False, indent=1))
