"""Short forms: a few fields, Enter keeps, Escape leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from nbreader import actions
from nbreader.errors import UsageError
from nbreader.model import Edit, Page
from nbreader.tui.linebreak import cut_cells
from nbreader.tui.widgets.inked import harmless

Answers = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One line to fill in."""

    name: str
    label: str
    value: str = ""
    hint: str = ""


class FormScreen(ModalScreen[Answers | None]):
    """Fields with a title; what `check` objects to is shown, and nothing is lost.

    `check` may answer with a sentence, or change the answers and return "".
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, id="form-leave"),
        Binding("down", "app.focus_next", show=False, id="form-down"),
        Binding("up", "app.focus_previous", show=False, id="form-up"),
    ]

    def __init__(
        self, title: str, fields: tuple[Field, ...], check: Callable[[Answers], str]
    ) -> None:
        super().__init__()
        self._title, self._fields, self._check = title, fields, check

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield Label(harmless(self._title), classes="form-title", markup=False)
            for field in self._fields:
                yield Label(field.label, markup=False)
                yield Input(
                    field.value, placeholder=field.hint, id=f"field-{field.name}", compact=True
                )
            yield Label("", classes="form-trouble", markup=False)
            yield Label("回车 保存   ↓ 下一项   Esc 放弃", markup=False)

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        answers = self._answers()
        trouble = self._check(answers)
        if not trouble:
            self.dismiss(answers)
            return
        label = self.query_one(".form-trouble", Label)
        label.update(harmless(trouble))
        label.add_class("-shown")

    def _answers(self) -> Answers:
        return {
            f.name: self.query_one(f"#field-{f.name}", Input).value.strip() for f in self._fields
        }

    def action_leave(self) -> None:
        self.dismiss(None)


class NoteScreen(FormScreen):
    """Note and tags: what was typed is kept also where the program is left."""

    def __init__(
        self, title: str, fields: tuple[Field, ...], keep: Callable[[Answers], None]
    ) -> None:
        super().__init__(title, fields, lambda answers: "")
        self._keep = keep

    def keep_typed(self) -> None:
        """Keep what was typed so far."""
        self._keep(self._answers())


def ask_note(
    app: App[object],
    quote: str,
    note: str,
    tags: tuple[str, ...],
    keep: Callable[[str, tuple[str, ...]], None],
) -> None:
    """Ask for note and tags of a bookmark; both are given to `keep`, unless they are given up."""
    fields = (
        Field(name="note", label="批注", value=note, hint="这一段为何要记下"),
        Field(name="tags", label="标签", value=" ".join(tags), hint="以空格分开"),
    )

    def take(answers: Answers | None) -> None:
        if answers is not None:
            keep(answers["note"], read_tags(answers["tags"]))

    title = cut_cells(quote.replace("\n", " "), 54)
    app.push_screen(NoteScreen(title, fields, take), take)


def read_tags(words: str) -> tuple[str, ...]:
    """The tags that were typed, with blanks or commas between them."""
    return tuple(words.replace("，", " ").replace(",", " ").split())


def search_form(words: str, kept: Mapping[str, str]) -> FormScreen:
    """The name that a search is kept under; empty means its own words.

    `kept` are the words of the searches by name: one that has other words gives its
    name up at the second Enter.
    """
    asked: list[str] = []

    def check(answers: Answers) -> str:
        name = answers["name"] or words
        if kept.get(name, words) == words or name in asked:
            return ""
        asked[:] = [name]
        return f"“{cut_cells(name, 20)}”已存着“{cut_cells(kept[name], 24)}”，再按回车换掉"

    fields = (Field(name="name", label="名字", value=words, hint=words),)
    return FormScreen(f"存下搜索  {cut_cells(words, 44)}", fields, check)


def export_form(count: int) -> FormScreen:
    """Where to write the bookmarks; a file that is there is overwritten at the second Enter."""
    asked: list[str] = []

    def check(answers: Answers) -> str:
        path = answers["path"]
        try:
            there = bool(path) and Path(path).expanduser().exists()
        except (OSError, RuntimeError) as error:
            return f"{path} 不能用作文件名：{error}"
        if there and path not in asked:
            asked.append(path)
            return f"{path} 已存在，再按回车覆盖"
        if there:
            answers["overwrite"] = "yes"
        return ""

    name = f"书签-{date.today().isoformat()}.md"
    field = Field(name="path", label="文件（留空则复制到剪贴板）", value=name)
    return FormScreen(f"导出 {count} 条书签为 Markdown", (field,), check)


def metadata_form(page: Page) -> FormScreen:
    """Newspaper, date and page number; only what was changed is answered."""
    printed = {
        "newspaper": page.newspaper,
        "date": page.date.isoformat() if page.date else "",
        "page": "" if page.number is None else str(page.number),
    }
    fields = (
        Field(name="newspaper", label="报名", value=printed["newspaper"], hint="宁波日报"),
        Field(name="date", label="日期", value=printed["date"], hint="2026-03-25"),
        Field(name="page", label="版次", value=printed["page"], hint="1"),
    )

    def check(answers: Answers) -> str:
        trouble = standardise(answers)
        if not trouble:
            for name, value in printed.items():
                if answers[name] == value:
                    del answers[name]
        return trouble

    return FormScreen(f"报头信息：{page.source.name}", fields, check)


def pages_form(labels: Sequence[str]) -> FormScreen:
    """Newspaper, date and first page number of pages; what is left empty stays."""
    one = len(labels) == 1
    fields = (
        Field(name="newspaper", label="报名", hint="空着不改"),
        Field(name="date", label="日期", hint="空着不改，如 2026-03-25"),
        Field(name="page", label="版次" if one else "第一版的版次，其余依次加一", hint="空着不改"),
    )

    def check(answers: Answers) -> str:
        if not any(answers.values()):
            return "还没有填"
        trouble = standardise(answers)
        if trouble or not answers["page"]:
            return trouble
        last = {"page": str(int(answers["page"]) + len(labels) - 1)}
        return standardise(last)

    whose = cut_cells(labels[0], 44) if one else f"选中的 {len(labels)} 版"
    return FormScreen(f"报头信息：{whose}", fields, check)


def standardise(answers: Answers) -> str:
    """Put newspaper, date and page into the form in which corrections are kept.

    What comes out is the sentence for an answer that makes no sense, "" for none.
    """
    for name, written in answers.items():
        try:
            edit = Edit(kind="metadata", field=name, value=written)
            answers[name] = actions.check_edit(edit).value
        except UsageError as error:
            return str(error)
    return ""
