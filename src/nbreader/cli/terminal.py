"""What the terminal can do: how wide it draws characters, its colours, its clipboard."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass

_PATIENCE = 0.5  # seconds for the terminal to say where its cursor is
_PLACE = re.compile(rb"\x1b\[\d+;(\d+)R")
# One cell wide in most fonts, two in some settings for East Asia; all are common in papers.
AMBIGUOUS = "“”…—·"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """One thing that a terminal does, or does not; `advice` says how that is mended."""

    sentence: str
    advice: str = ""
    unknown: bool = False  # it could not be told


def terminal_traits() -> tuple[Trait, ...]:
    """What this terminal does; for a stream that is none, that alone."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return (Trait(sentence="标准输出不是终端，没有检查宽度、颜色和剪贴板", unknown=True),)
    return (
        width_trait(cells_of("版"), cells_of(AMBIGUOUS)),
        colour_trait(_colour_system()),
        clipboard_trait(os.environ),
    )


def width_trait(hanzi: int | None, ambiguous: int | None) -> Trait:
    """What the measured widths mean: of one hanzi, and of the `AMBIGUOUS` together."""
    if hanzi is None or ambiguous is None:
        return Trait(sentence="终端没有回答光标位置，量不出字的宽度", unknown=True)
    if hanzi != 2:
        return Trait(
            sentence=f"汉字占 {hanzi} 格，应该占 2 格",
            advice="换一个支持中文的终端，或把 LANG 设成 zh_CN.UTF-8 之类的 UTF-8 区域",
        )
    if ambiguous != len(AMBIGUOUS):
        return Trait(
            sentence=f"“{AMBIGUOUS}”这类字共占 {ambiguous} 格，界面会错位",
            advice="在终端设置里把“歧义宽度字符”（ambiguous width）改成窄、1 格",
        )
    return Trait(sentence="汉字占 2 格，引号、省略号和破折号占 1 格，排得齐")


def colour_trait(system: str | None) -> Trait:
    """What the number of colours means; `system` is rich's name for it."""
    if system == "truecolor":
        return Trait(sentence="真彩色")
    if system == "256":
        return Trait(
            sentence="256 色，颜色是近似的", advice="终端支持真彩色的话，设置 COLORTERM=truecolor"
        )
    if system is None:
        return Trait(sentence="没有颜色", advice="检查 TERM 和 NO_COLOR 两个环境变量")
    return Trait(sentence="16 色，深浅分不细", advice="设置 TERM=xterm-256color")


def clipboard_trait(environment: Mapping[str, str]) -> Trait:
    """Whether copied words reach the clipboard, which goes by an escape sequence (OSC 52)."""
    if environment.get("TMUX"):
        return Trait(sentence="复制要经过 tmux", advice="在 tmux.conf 里写 set -g set-clipboard on")
    if environment.get("TERM", "").startswith("screen"):
        return Trait(sentence="screen 不转发剪贴板", advice="改用 tmux，或用鼠标选择复制")
    if environment.get("TERM_PROGRAM") == "Apple_Terminal":
        return Trait(sentence="“终端”不接受程序写剪贴板", advice="换用 iTerm2、WezTerm 或 kitty")
    if environment.get("VTE_VERSION"):
        return Trait(
            sentence="这种终端（VTE）多半不接受程序写剪贴板",
            advice="按住 Shift 用鼠标选择复制，或换用 kitty、WezTerm、foot",
        )
    return Trait(
        sentence="复制用 OSC 52 写进剪贴板；粘贴出来不对时，在终端设置里允许它", unknown=True
    )


def cells_of(text: str) -> int | None:
    """How many cells the terminal moves its cursor for `text`; None if it does not tell."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return None
    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    try:
        tty.setcbreak(keyboard)
        sys.stdout.write(f"\r{text}\x1b[6n")
        sys.stdout.flush()
        column = _answer(keyboard)
    finally:
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)
        sys.stdout.write("\r\x1b[K")
        sys.stdout.flush()
    return None if column is None else column - 1


def _answer(keyboard: int) -> int | None:
    """The column that the terminal reports."""
    import select
    import time

    said, until = b"", time.monotonic() + _PATIENCE
    while (left := until - time.monotonic()) > 0:
        if select.select([keyboard], [], [], left)[0]:
            said += os.read(keyboard, 64)
            if match := _PLACE.search(said):
                return int(match[1])
    return None


def _colour_system() -> str | None:
    from rich.console import Console

    return Console().color_system
