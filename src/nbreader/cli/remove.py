"""`nbreader remove`: pages out of the library."""

from __future__ import annotations

import rich_click as click
from rich_click import RichCommand

from nbreader import actions
from nbreader.cli.exits import ExitCode
from nbreader.cli.list import say_empty
from nbreader.cli.options import common_options
from nbreader.cli.output import say
from nbreader.errors import UsageError


@click.command("remove", cls=RichCommand)
@click.argument("words", nargs=-1, required=True, metavar="PATH|ID...")
@click.option("--force", is_flag=True, help="原来的文件不在了也移出；以后加不回来。")
@common_options
def command(words: tuple[str, ...], force: bool) -> ExitCode:
    """把加错的版面移出资料库，一次一整版。

    写加入时的文件，或版面的编号；写文章的编号，移出的是登它的那一版。原来的文件不动，
    再加一次就回来；书签和修改都留着，读到哪里不再记得。

    \b
    例：
      nbreader remove seeds/001_d1056862e353fce5.txt
      nbreader remove nbrb-2026-03-25-p0001
    """
    if not actions.has_library():
        return say_empty()
    code = ExitCode.DONE
    for word in words:
        if not _remove(word, force):
            code = ExitCode.NOTHING_FOUND
    return code


def _remove(word: str, force: bool) -> bool:
    found = actions.find_kept_pages(word)
    if len(found) > 1:
        ids = "、".join(page.page_id for page in found[:3])
        raise UsageError(f"编号含有“{word}”的版面有 {len(found)} 个（{ids}…），请写得长一点。")
    for page in found:
        if not force and not actions.has_its_file(page):
            raise UsageError(
                f"版面 {page.page_id} 原来的文件 {page.path} 不在了，移出以后加不回来；"
                "要移出请加 --force。"
            )
        if actions.remove_kept_page(page):
            say(f"已移出版面 {page.page_id}（{page.articles} 篇），文件 {page.path} 没有动。")
            return True
    say(f"资料库里没有“{word}”这个版面。")
    return False
