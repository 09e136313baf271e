"""`nbreader companies`: the organisations that pages name, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import rich_click as click
from rich_click import RichCommand

from nbreader import actions
from nbreader.actions import Placed
from nbreader.cli.exits import ExitCode
from nbreader.cli.options import common_options
from nbreader.cli.output import say_indexing
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
from nbreader.model import Mention, Organisation

COLUMNS = {"entity": "机构", "type": "类别", "aliases": "又称", "count": "提及"}


@click.command("companies", cls=RichCommand)
@records_options
@common_options
@query_help
def command(words: tuple[str, ...], form: str, bom: bool, no_ner: bool) -> ExitCode:
    """列出版面里提到的机构、它们的简称和每一处提及。

    是文件或文件夹的词是 PATH，其余的合起来是查询，只看符合的文章。不写 PATH 就查资料库，
    最新的报纸在前；一个词也不写，就看整个资料库。两家机构共用的简称
    两家都算，但不归任何一家：它的 entity 是空的。

    \b
    例：
      nbreader companies seeds/
      nbreader companies company:招宝磁业
      nbreader companies 招宝 seeds/ --format json
      nbreader companies seeds/ --format jsonl > mentions.jsonl
    """
    asked = ask(words, no_ner=no_ner)
    if asked.in_library:
        organisations, placed = actions.mentions_in_library(asked.query, say_indexing)
    else:
        organisations, placed = actions.list_mentions(
            asked.issues, asked.query, own=asked.own, ner=asked.ner
        )
    kinds = {each.name: each.kind for each in organisations}
    mentions = [_record(each, kinds) for each in placed]
    if form in ("table", "json"):
        groups = [_group(each, placed, kinds) for each in organisations]
        text = as_json(groups) if form == "json" else _table(groups)
    else:
        text = as_csv(mentions, bom=bom) if form == "csv" else as_lines(mentions)
    return print_records(text, mentions, asked.code)


def _record(placed: Placed[Mention], kinds: Mapping[str, str]) -> Record:
    mention = placed.found
    named = (mention.organisation, *mention.owners)
    kind = next((kinds[name] for name in named if name in kinds), "")
    return place_of(placed) | {"entity": mention.organisation, "type": kind}


def _group(
    organisation: Organisation, placed: Sequence[Placed[Mention]], kinds: Mapping[str, str]
) -> Record:
    """An organisation with its aliases and all mentions, those it shares too."""
    return {
        "entity": organisation.name,
        "type": organisation.kind,
        "aliases": list(organisation.aliases),
        "mentions": [
            _record(each, kinds)
            for each in placed
            if organisation.name in (each.found.organisation, *each.found.owners)
        ],
    }


def _table(groups: Sequence[Record]) -> str:
    rows = [
        group | {"aliases": "、".join(group["aliases"]), "count": len(group["mentions"])}
        for group in groups
    ]
    return as_table(COLUMNS, rows)
