"""`nbreader add`: files, folders and archives into the library."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click
from rich_click import RichCommand

from nbreader import actions
from nbreader.cli.exits import ExitCode
from nbreader.cli.options import common_options, paths_argument
from nbreader.cli.output import one_line, say
from nbreader.errors import BadDataError
from nbreader.model import Bookmark, Refused

if TYPE_CHECKING:
    from nbreader.actions import Progress

Tell = Callable[[str], None]
Show = Callable[["Progress"], None]


@click.command("add", cls=RichCommand)
@paths_argument
@click.option("--newspaper", default="", metavar="N", help="报名，给版面上没有印的。")
@click.option("--date", default="", metavar="D", help="日期，给版面上没有印的：2026-03-25。")
@click.option("--page", default="", metavar="P", help="版次，版面上没有印时用；只能给一个文件。")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="用几个进程解析；不写就每个处理器核一个。",
)
@common_options
def command(
    paths: tuple[Path, ...], newspaper: str, date: str, page: str, jobs: int | None
) -> ExitCode:
    """把版面文件、文件夹和 zip 压缩包加入资料库。

    同样的内容再加一次，什么也不变；程序或词表更新以后再加，版面换成新解析的，
    书签跟着走，对不上的会列出来。填的报名、日期和版次按文件内容记为更正，
    同一个文件再加到别的资料库也用；nbreader edit 可以看，也可以撤销。
    Ctrl-C 停下时已加入的都留着，再运行一次接着加。

    \b
    例：
      nbreader add seeds/
      nbreader add seeds/ --newspaper 宁波日报
      nbreader add seeds/001_d1056862e353fce5.txt --date 2026-03-26 --page 2
    """
    last = actions.Progress(total=0)
    code = ExitCode.DONE
    waited = stopped = False
    remarks: list[str] = []
    with _bar() as (tell, show):
        try:
            for event in actions.add_paths(
                paths, newspaper=newspaper, date=date, page=page, jobs=jobs or 0
            ):
                if isinstance(event, actions.Progress):
                    last = event
                    show(event)
                elif isinstance(event, Refused):
                    tell(event.sentence)
                    code = ExitCode.BAD_DATA
                elif isinstance(event, actions.Unplaced):
                    tell(unplaced_line(event.bookmark))
                elif isinstance(event, actions.Remark):
                    remarks.append(event.sentence)
                elif isinstance(event, actions.Waiting) and not waited:
                    waited = True
                    tell(event.sentence)
        except KeyboardInterrupt:
            code = ExitCode.INTERRUPTED
        except BadDataError as error:
            if not last.done:
                raise
            tell(str(error))
            code, stopped = ExitCode.BAD_DATA, True
    say(_summary(last))
    for sentence in remarks:
        say(sentence)
    if stopped or code is ExitCode.INTERRUPTED:
        say("已停下；再运行一次会接着加。")
    return code


def unplaced_line(bookmark: Bookmark) -> str:
    """A bookmark whose words were not found again, for the person to look after."""
    quote = " ".join(bookmark.quote.exact.split())
    shown = quote if len(quote) <= 30 else quote[:29] + "…"
    return f"书签 {bookmark.id}“{shown}”在新的版面里对不上，保留原样（{bookmark.article_id}）。"


def _summary(progress: Progress) -> str:
    counts = (
        (progress.added, f"加入 {progress.added} 版"),
        (progress.replaced, f"更新 {progress.replaced} 版"),
        (progress.articles, f"{progress.articles} 篇、{progress.figures} 个数据"),
        (progress.unchanged, f"{progress.unchanged} 个文件没有变化"),
        (progress.refused, f"{progress.refused} 个没有加入"),
    )
    return ("，".join(text for count, text in counts if count) or "没有加入任何版面") + "。"


@contextmanager
def _bar() -> Iterator[tuple[Tell, Show]]:
    """How to say a sentence, and how to show progress: a bar, on a terminal."""
    if not sys.stderr.isatty():
        yield say, lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True, highlight=False)
    with Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task("加入", total=None, told="")

        def tell(sentence: str) -> None:
            console.print(one_line(sentence), markup=False, soft_wrap=True)

        def show(progress: Progress) -> None:
            bar.update(task, total=progress.total, completed=progress.step, told=_told(progress))

        yield tell, show


def _told(progress: Progress) -> str:
    told = f"{progress.done}/{progress.total}"
    if progress.rate:
        told += f"  {progress.rate:.1f} 个/秒"
    if progress.seconds_left:
        minutes, seconds = divmod(round(progress.seconds_left), 60)
        told += f"  还要 {minutes} 分 {seconds} 秒" if minutes else f"  还要 {seconds} 秒"
    return told
