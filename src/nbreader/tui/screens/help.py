"""All keys, made from the command table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from nbreader import actions
from nbreader.tui.commands import COMMANDS, GROUPS, hints, shown_keys
from nbreader.tui.ink import PrintedLine, Run
from nbreader.tui.linebreak import break_lines
from nbreader.tui.widgets.bars import HintBar, TitleBar
from nbreader.tui.widgets.rows import Rows

_KEYS = 22  # cells for the keys
_SCOPES = {
    "bookmarks": "（书签夹里）",
    "outline": "（目录里）",
    "panel": "（数据栏、机构栏里）",
    "search": "（搜索里）",
}


def help_rows(keymap: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys and what they do; a group's name stands alone, with a free row above."""
    for group in GROUPS:
        yield ("", "")
        yield (group, "")
        for command in COMMANDS:
            if command.group == group:
                words = _SCOPES.get(command.scope, "") + command.help
                yield (shown_keys(command, keymap, every=True), words)
    yield ("", "")
    yield ("筛选的写法", "")
    for form in actions.QUERY_FORMS:
        yield (form.example, form.explained)
    for note in actions.QUERY_NOTES:
        yield ("", note)
    yield ("", "")
    yield ("标记", "")
    yield ("● ○ ★", "未读、已读、有书签")
    yield ("3/14", "目录里：未读 3 篇，共 14 篇")
    yield ("▲ ▼ →", "数字是增、是减、是目标（正文里目标是斜体、双下划线）")
    yield ("？", "这一项是推测的，没有把握")
    yield ("⁝", "这里原被分栏或图片切断，已拼起来；d 看说明")
    yield ("〔前后有缺〕", "原文在此有缺失，没有补")
    yield ("", "")
    yield ("配置", "")
    yield (
        "config.toml",
        '在 [keys] 里按命令改键，例如 next-article = "J"；界面的每个命令都有名字：',
    )
    yield ("", "、".join(command.id for command in COMMANDS))


def paint_help(pair: tuple[str, str], width: int) -> tuple[PrintedLine, ...]:
    """Keys left, words right, over several lines if need be."""
    keys, words = pair
    if not words:
        places = break_lines(keys, width) or ((0, 0),)
        return tuple(PrintedLine((Run(keys[start:end], "strong"),)) for start, end in places)
    lead = Run("  " + keys + " " * max(1, _KEYS - cell_len(keys)), "key")
    lines = []
    for start, end in break_lines(words, max(20, width - _KEYS - 4)):
        lines.append(PrintedLine((lead, Run(words[start:end]))))
        lead = Run(" " * (_KEYS + 2))
    return tuple(lines)


class HelpScreen(Screen[None], inherit_bindings=False):
    """One page of keys; Escape or ? leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,?,？", "app.pop_screen", show=False, id="help-back")
    ]
    AUTO_FOCUS = "#help-rows"
    heading = "按键"

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield HelpRows(paint_help, tall=True, id="help-rows")
        yield HintBar()

    def on_mount(self) -> None:
        title = self.query_one(TitleBar)
        title.left, title.right = self.heading, "Esc 返回"
        self.query_one(HintBar).hints = hints("help", self._keymap)
        self.query_one(HelpRows).show(self.pairs())

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """What is on the page."""
        return tuple(help_rows(self._keymap))[1:]


class HelpRows(Rows[tuple[str, str]]):
    """The cursor stands on commands only."""

    def can_hold_cursor(self, item: tuple[str, str]) -> bool:
        return bool(item[1])
