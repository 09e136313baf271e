"""`nbreader check`: whether the library, the bookmarks and the terminal are sound."""

from __future__ import annotations

import rich_click as click
from rich_click import RichCommand

from nbreader import actions
from nbreader.cli.counting import counting
from nbreader.cli.exits import ExitCode
from nbreader.cli.options import common_options
from nbreader.cli.output import emit, harmless
from nbreader.cli.terminal import terminal_traits
from nbreader.errors import BadDataError
from nbreader.model import Bookmark

_WELL, _ILL, _ADVICE = "✓", "✗", "→"


@click.command("check", cls=RichCommand)
@click.option("--deep", is_flag=True, help="连索引和每个数据也逐篇核对，资料库大时要很久。")
@common_options
def command(deep: bool) -> ExitCode:
    """检查资料库、书签和终端，说出毛病和办法；索引坏了就地修好。

    每一版存下的文字都读一遍；读不出来的从原文重新做，原文在资料库里，或还在原来的
    文件里。

    \b
    例：
      nbreader check
      nbreader --library 资料库.db check --deep
    """
    sound = _check_library(deep)
    sound = _check_bookmarks() and sound
    for trait in terminal_traits():
        mark = "-" if trait.unknown else ("!" if trait.advice else "")
        _tell(f"终端：{trait.sentence}", mark=mark)
        if trait.advice:
            _tell(trait.advice, mark=f"  {_ADVICE}")
    return ExitCode.DONE if sound else ExitCode.BAD_DATA


def _check_library(deep: bool) -> bool:
    """Tell how the library is; False if something is wrong that was not mended."""
    path = actions.library_path()
    if not actions.has_library():
        _tell(f"资料库 {path} 还没有建立，用 nbreader add 加入报纸时会建立", mark="-")
        return True
    try:
        with counting("核对") as show:
            findings = actions.check_library(deep=deep, progress=show)
        for finding in findings:
            _tell(finding.sentence.rstrip("。"), well=finding.mended)
        wrong = [finding for finding in findings if not finding.mended]
        if not wrong:
            _tell(f"资料库 {path} 完好：{actions.library_size()}")
    except BadDataError as error:
        _tell(str(error).rstrip("。"), well=False)
        return False
    return not wrong


def _check_bookmarks() -> bool:
    """Tell how the bookmarks are; False for a damaged file and for passages that are lost."""
    kept, sound = _kept_bookmarks()
    if kept is None:
        return False
    if not kept:
        _tell("没有书签", mark="-")
        return sound
    lost: tuple[Bookmark, ...] = ()
    away = len(kept)
    if actions.has_library():
        try:
            found = actions.check_bookmarks(kept)
        except BadDataError:  # said above
            return sound
        lost, away = found.lost, len(found.away)
        for bookmark in found.moved:
            _tell(f"书签 {_quoted(bookmark)}指错了地方，已改到 {bookmark.article_id}")
    for bookmark in lost:
        _tell(f"书签 {_quoted(bookmark)}在 {bookmark.article_id} 里对不上", well=False)
        _tell("在阅读器的书签列表里看看，重新标一次或删去", mark=f"  {_ADVICE}")
    told = f"{len(kept)} 条书签" + (f"，其中 {away} 条的版面不在资料库里" if away else "")
    if not lost:
        _tell(f"{told}，都对得上" if away < len(kept) else told)
    return sound and not lost


def _kept_bookmarks() -> tuple[tuple[Bookmark, ...] | None, bool]:
    """The bookmarks, and whether their file is sound; None for one that cannot be read."""
    try:
        return actions.list_bookmarks(), True
    except BadDataError as error:
        _tell(str(error).rstrip("。"), well=False)
    try:
        return actions.list_bookmarks(), False  # the file was set aside; what is sound in it stays
    except BadDataError:  # said above
        return None, False


def _quoted(bookmark: Bookmark) -> str:
    quote = " ".join(bookmark.quote.exact.split())[:30]
    return f"{bookmark.id}“{quote}”"


def _tell(sentence: str, *, well: bool = True, mark: str = "") -> None:
    emit(harmless(f"{mark or (_WELL if well else _ILL)} {sentence}"))
