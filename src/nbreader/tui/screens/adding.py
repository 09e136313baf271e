"""The form that asks which files to add: one path a line, Tab completes it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Label, TextArea

from nbreader import actions
from nbreader.tui.linebreak import cut_cells
from nbreader.tui.screens.forms import standardise
from nbreader.tui.widgets.inked import harmless

_SHOWN = 6  # names that a path may go on with


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to add, and what its pages do not print themselves."""

    paths: tuple[Path, ...]
    newspaper: str = ""
    date: str = ""


class PathsField(TextArea):
    """Paths, one a line; Enter is done, Escape is the form's, pasted lines stay lines."""

    @dataclass
    class Done(Message):
        """Enter was pressed."""

    @dataclass
    class Completing(Message):
        """Tab was pressed."""

    def get_line(self, line_index: int) -> Text:
        """A line as it may be shown: a completed name may hold what a terminal obeys."""
        return Text(harmless(self.document.get_line(line_index)), end="", no_wrap=True)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "ctrl+j":
            event.prevent_default()
            event.stop()
            self.insert("\n")
            return
        if event.key in ("enter", "tab"):
            event.prevent_default()
            event.stop()
            self.post_message(self.Done() if event.key == "enter" else self.Completing())
            return
        if event.key == "escape":  # where Tab is a key of the text, it would move the focus
            event.prevent_default()
            return
        await super()._on_key(event)


class AddScreen(ModalScreen[Wanted | None]):
    """Paths, and newspaper and date for pages that do not print them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, id="add-leave"),
        Binding("ctrl+n", "app.focus_next", show=False, id="add-next"),
    ]
    AUTO_FOCUS = "#paths"

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield Label(
                "加入资料库：文件、文件夹或 zip，一行一个", classes="form-title", markup=False
            )
            yield PathsField(id="paths", compact=True, tab_behavior="indent")
            yield Label("", id="candidates", markup=False)
            yield Label("报名（版面上没有印时才填）", markup=False)
            yield Input(id="add-newspaper", placeholder="宁波日报", compact=True)
            yield Label("日期（版面上没有印时才填）", markup=False)
            yield Input(id="add-date", placeholder="2026-03-25", compact=True)
            yield Label("", classes="form-trouble", markup=False)
            yield Label("回车 加入   Tab 补全路径   Esc 放弃", markup=False)
            yield Label("Ctrl-J 换行   Ctrl-N 下一项", markup=False)

    @property
    def paths(self) -> PathsField:
        """The lines with paths."""
        return self.query_one(PathsField)

    @on(PathsField.Completing)
    def _complete(self) -> None:
        """Go on with the path on the cursor's line as far as it is sure."""
        field = self.paths
        row, _ = field.cursor_location
        line = field.document.get_line(row)
        whole, names = complete_path(line)
        field.replace(whole, (row, 0), (row, len(line)))
        field.move_cursor((row, len(whole)))
        shown = "  ".join(names[:_SHOWN]) + ("  …" if len(names) > _SHOWN else "")
        self.query_one("#candidates", Label).update(cut_cells(harmless(shown), 54))

    @on(PathsField.Done)
    @on(Input.Submitted)
    def _submit(self) -> None:
        paths = tuple(read_paths(self.paths.text))
        missing = [path for path in paths if not actions.is_there(path)]
        if not paths or missing:
            self._object(f"{missing[0]} 不在磁盘上" if missing else "还没有写文件")
            return
        told = {name: self.query_one(f"#add-{name}", Input).value for name in ("newspaper", "date")}
        if trouble := standardise(told):
            self._object(trouble)
            return
        self.dismiss(Wanted(paths=paths, **told))

    def _object(self, trouble: str) -> None:
        label = self.query_one(".form-trouble", Label)
        label.update(harmless(trouble))
        label.add_class("-shown")

    def action_leave(self) -> None:
        self.dismiss(None)


def read_paths(text: str) -> Iterable[Path]:
    """The paths of some lines: a line is one path, or several as a shell would take them."""
    for line in filter(None, map(str.strip, text.splitlines())):
        whole = _expanded(line)
        if actions.is_there(whole):
            yield whole
            continue
        try:
            words = shlex.split(line)
        except ValueError:
            words = [line]
        yield from map(_expanded, words)


def complete_path(line: str) -> tuple[str, tuple[str, ...]]:
    """A path gone on with as far as all that begin with it agree, and their names.

    A folder ends in a slash; a path that nothing begins with stays as it is.
    """
    begun = line.lstrip("'\"")
    folder, _, start = begun.rpartition("/")
    home = _expanded(folder + "/" if "/" in begun else ".")
    try:
        entries = sorted(home.iterdir())
        found = [e for e in entries if e.name.startswith(start) and (start or e.name[0] != ".")]
        names = tuple(e.name + ("/" if e.is_dir() else "") for e in found)
    except OSError:
        return line, ()
    if not names:
        return line, ()
    first, last = min(names), max(names)  # what these two begin with, all do
    agreed = next((at for at, c in enumerate(first) if last[at : at + 1] != c), len(first))
    common = first[:agreed]
    return (f"{folder}/" if "/" in begun else "") + common, names if len(names) > 1 else ()


def _expanded(path: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError:  # no such person's home
        return Path(path)
