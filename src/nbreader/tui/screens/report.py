"""What came of adding files: how many, what was refused and why, bookmarks without a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nbreader.tui.linebreak import cut_cells
from nbreader.tui.screens.help import HelpScreen

if TYPE_CHECKING:
    from nbreader.actions import Progress
    from nbreader.model import Bookmark

_QUOTED = 60  # cells of a bookmark's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of one import; `stopped` by the reader before its end."""

    paths: tuple[Path, ...]
    progress: Progress | None  # None: it did not begin
    library: Path | None = None  # what they were added to
    stopped: bool = False
    refused: tuple[str, ...] = ()  # sentences
    remarks: tuple[str, ...] = ()  # sentences about what was added
    unplaced: tuple[Bookmark, ...] = ()  # their words are not on their pages any more

    @property
    def summary(self) -> str:
        """The numbers in a line."""
        counts = self.progress
        if counts is None:
            return "没有加入"
        new = [f"加入 {counts.added} 版"] if counts.added else []
        if counts.replaced:
            new.append(f"更新 {counts.replaced} 版")
        parts = [*new, f"共 {counts.articles} 篇"] if new else []
        if len(new) == 1:
            parts = [f"{new[0]} {counts.articles} 篇"]
        if counts.unchanged:
            parts.append(f"{counts.unchanged} 版原来就有")
        if counts.refused:
            parts.append(f"{counts.refused} 个没有加入")
        told = "，".join(parts) or "没有文件可以加入"
        return f"已停下：{told}" if self.stopped else told

    def rows(self) -> Iterator[tuple[str, str]]:
        """Names and what they come to; a heading stands alone, with a free row above."""
        yield (" ".join(map(str, self.paths)), "")
        yield ("结果", self.summary)
        if self.progress is not None and self.progress.figures:
            yield ("数据", f"{self.progress.figures} 个")
        if self.library is not None:
            yield ("资料库", str(self.library))
            yield ("", "不带路径运行 nbreader 就打开资料库")
        if self.stopped:
            yield ("", "再加入同样的文件，就从停下的地方接着来")
        if self.remarks:
            yield ("", "")
            yield from (("·", sentence) for sentence in self.remarks)
        if self.refused:
            yield ("", "")
            yield ("没有加入", "")
            yield from (("×", sentence) for sentence in self.refused)
        if self.unplaced:
            yield ("", "")
            yield ("书签还留着，但它的文字在新解析的版面上找不到了", "")
            for bookmark in self.unplaced:
                words = bookmark.quote.exact.replace("\n", " ")
                yield ("★", cut_cells(words, _QUOTED))


class ReportScreen(HelpScreen):
    """The last import in full."""

    heading = "上次加入的文件"

    def __init__(self, report: Report, keymap: Mapping[str, str]) -> None:
        super().__init__(keymap)
        self._report = report

    def pairs(self) -> tuple[tuple[str, str], ...]:
        return tuple(self._report.rows())
