"""The one table of what can be done on the screen.

Bindings, footer hints, the command palette and the help screen are all made
from it. Keys are listed with their full-width forms and with what a Chinese
input method sends in their place, so that no key is lost while it is on.
`keys` in config.toml changes them by id.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from textual.binding import Binding, BindingType


class Command(NamedTuple):
    """One thing to do: `scope` says which part of the screen listens for it."""

    id: str
    keys: str  # comma-separated, the one to show first
    label: str  # a word or two, for the footer and the palette
    help: str
    group: str
    scope: str = "reader"  # reader, move, outline, panel, app, bookmarks, search
    palette: bool = True
    also: str = ""  # other words the palette finds it by

    @property
    def action(self) -> str:
        """The name of the action method, without its `action_`."""
        return self.id.replace("-", "_")


_MOVE = "移动"
_VIEW = "版面"
_DATA = "数字与机构"
_FIND = "筛选"
_KEEP = "书签"
_REST = "其他"

GROUPS = (_MOVE, _VIEW, _DATA, _FIND, _KEEP, _REST)

COMMANDS = (
    Command("down", "j,down,ｊ", "下移", "下一段；在列表里是下一行", _MOVE, "move", False),
    Command("up", "k,up,ｋ", "上移", "上一段；在列表里是上一行", _MOVE, "move", False),
    Command("right", "l,right,ｌ", "展开", "展开一项；选取文字时向后一字", _MOVE, "move", False),
    Command("left", "h,left,ｈ", "收起", "收起一项；选取文字时退回一字", _MOVE, "move", False),
    Command(
        "page-down",
        "space,pagedown,ideographic_space",
        "下一屏",
        "往下翻一屏",
        _MOVE,
        "move",
        False,
    ),
    Command("page-up", "pageup,ctrl+b", "上一屏", "往上翻一屏", _MOVE, "move", False),
    Command("top", "g,home,ｇ", "开头", "到开头", _MOVE, "move", False),
    Command("bottom", "G,end,Ｇ", "结尾", "到结尾", _MOVE, "move", False),
    Command(
        "choose", "enter", "打开", "打开选中的一项；在转版处转到接续的文章", _MOVE, "move", False
    ),
    Command("previous-article", "[,【,「,［", "上一篇", "上一篇文章", _MOVE),
    Command("next-article", "],】,」,］", "下一篇", "下一篇文章", _MOVE),
    Command("next-panel", "tab", "换栏", "目录、正文、边栏之间往后换", _MOVE, palette=False),
    Command(
        "previous-panel", "shift+tab", "换栏", "目录、正文、边栏之间往前换", _MOVE, palette=False
    ),
    Command("outline", "t,ｔ", "目录", "到目录；在目录里再按一次收起它", _VIEW),
    Command("figures", "1,１", "数据", "到数据栏：指标、主体、时期、数值", _VIEW),
    Command("organisations", "2,２", "机构", "到机构栏：全称、类别、提及次数", _VIEW),
    Command("pictures", "3,p,３,ｐ", "图片", "到图片栏：图片说明", _VIEW),
    Command("doubts", "4,d,４,ｄ", "存疑", "说明这一段有何存疑、如何拼成", _VIEW),
    Command("wider", "+,=,＋,＝", "放宽", "每行多排两个字", _VIEW),
    Command("narrower", "-,_,－", "收窄", "每行少排两个字", _VIEW),
    Command("select", "v,ｖ", "选取", "选取文字：j k 增减一句，h l 增减一字", _VIEW),
    Command("next-figure", "f,ｆ", "下一数字", "下一个数字，说明指标、主体、时期、数值", _DATA),
    Command("previous-figure", "F,Ｆ", "上一数字", "上一个数字", _DATA),
    Command("next-name", "o,ｏ", "下一机构", "下一个机构，说明全称、类别、提及次数", _DATA),
    Command("previous-name", "O,Ｏ", "上一机构", "上一个机构", _DATA),
    Command("light-figures", "x,ｘ", "数字标亮", "文中的数字标亮，或不标", _DATA),
    Command("underline-names", "X,Ｘ", "机构划线", "文中的机构加下划线，或不加", _DATA),
    Command(
        "organisation-page", "C,Ｃ", "机构页", "这个机构的页面；没有选中机构时列出所有机构", _DATA
    ),
    Command("metric-page", "M,Ｍ", "指标页", "这个指标的页面；没有选中数据时列出所有指标", _DATA),
    Command(
        "sort",
        "r,ｒ",
        "排序",
        "换一种排法：原文次序、数值、指标（机构：次数、名称）",
        _DATA,
        "panel",
    ),
    Command(
        "group", "i,ｉ", "分组", "换一种分组：时期与主体、指标、主体（机构：类别）", _DATA, "panel"
    ),
    Command("kind", "w,ｗ", "类别", "只看一类：数额、比例、数量……再按换下一类", _DATA, "panel"),
    Command(
        "filter",
        "/,、,／",
        "筛选",
        "筛选文章：词语、机构、数据、日期；写法见“筛选的写法”",
        _FIND,
    ),
    Command("next-hit", "n,ｎ", "下一处", "下一处命中，跨文章", _FIND),
    Command("previous-hit", "N,P,Ｎ,Ｐ", "上一处", "上一处命中（没有筛选时 N 是批注）", _FIND),
    Command(
        "search",
        "s,ctrl+f,ｓ",
        "搜索",
        "边打边搜：词语、机构、指标、数值、日期；结果旁边是文章，回车打开；在目录里存着的搜索上，从它搜起",
        _FIND,
    ),
    Command(
        "drop-search",
        "d,delete,ｄ",
        "拿掉",
        "从目录拿掉光标下存着的搜索（u 放回）",
        _FIND,
        "outline",
    ),
    Command("bookmark", "b,ｂ", "书签", "给这一段或选中的文字加书签", _KEEP),
    Command("undo", "u,ｕ", "撤销", "撤销上一步：加、删书签，存、拿掉搜索，改报头信息", _KEEP),
    Command("note", "N,Ｎ", "批注", "给书签写批注和标签", _KEEP),
    Command("bookmarks", "B,Ｂ", "书签夹", "所有书签：筛选、打开、改、删", _KEEP),
    Command("export", "e,ｅ", "导出", "把书签导出为 Markdown", _KEEP),
    Command("copy", "y,ｙ", "复制", "复制这一段或选中的文字；在数据栏里复制成表格", _KEEP),
    Command(
        "metadata",
        "m,ｍ",
        "报头",
        "改报名、日期、版次，改后重读；在目录里是光标下的一版、一期",
        _REST,
    ),
    Command("add", "a,ａ", "加入", "把文件、文件夹、zip 加入资料库；正在加入时是停下", _REST),
    Command("additions", "A,Ａ", "加入结果", "上次加入了多少、什么没有加入、为什么", _REST),
    Command(
        "pick", "*,＊,×", "标记", "在目录里标记一版，移到下一版；标记好几版，按 m 一起填报头", _REST
    ),
    Command(
        "turn-read",
        "R,Ｒ",
        "已读未读",
        "标为未读，或已读；在目录里是光标下的一篇、一栏、一版、一期、一月、一年",
        _REST,
    ),
    Command("help", "?,f1,？", "帮助", "所有按键", _REST, "app"),
    Command("palette", "ctrl+p,:,：", "命令", "按名字找命令", _REST, "app", False),
    Command("theme", "T,Ｔ", "明暗", "换浅色或深色", _REST, "app", also="主题"),
    Command("back", "escape", "返回", "退回一步", _REST, palette=False),
    Command("leave", "q,ｑ", "退出", "保存后退出", _REST, "app"),
    Command("quit", "ctrl+c,ctrl+q", "退出", "在任何地方保存后退出", _REST, "app", False),
    Command("edit", "N,a,Ｎ,ａ", "批注", "改批注和标签", _KEEP, "bookmarks", False),
    Command("remove", "d,delete,ｄ", "删除", "删去这个书签（u 撤销）", _KEEP, "bookmarks", False),
    Command(
        "complete", "tab", "补全", "把最后一个词补全成机构或指标的名字", _FIND, "search", False
    ),
    Command(
        "switch", "shift+tab,/,、,／", "结果", "到结果里，再按回到输入框", _FIND, "search", False
    ),
    Command(
        "save-search", "ctrl+s", "存搜索", "给这次搜索起个名，放在目录里", _FIND, "search", False
    ),
)

_COLUMNS = ("outline", "panel")

BY_ID = {command.id: command for command in COMMANDS}

HINTS = {
    "outline": (
        "choose",
        "down",
        "next-article",
        "filter",
        "search",
        "turn-read",
        "pick",
        "next-panel",
        "help",
    ),
    "saved": ("choose", "drop-search", "down", "filter", "search", "next-panel", "help"),
    "article": (
        "next-article",
        "filter",
        "search",
        "next-figure",
        "next-name",
        "figures",
        "bookmark",
        "note",
        "bookmarks",
        "export",
        "help",
        "palette",
    ),
    "panel": ("choose", "figures", "organisations", "pictures", "doubts", "next-panel", "help"),
    "table": (
        *("choose", "sort", "group", "kind", "copy", "figures", "organisations"),
        *("organisation-page", "metric-page", "help"),
    ),
    "filter": ("next-hit", "next-article", "bookmark", "back", "help"),
    "select": ("down", "right", "copy", "bookmark", "back"),
    "bookmarks": ("choose", "edit", "remove", "undo", "filter", "export", "back"),
    "dossier": ("choose", "filter", "organisation-page", "metric-page", "copy", "back", "help"),
    "help": ("down", "page-down", "back"),
    "results": ("choose", "down", "next-hit", "switch", "save-search", "back"),
}

_SHOWN = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "space": "空格",
    "enter": "回车",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "f1": "F1",
}
_FIXED = {
    "search": (
        ("回车", "打开"),
        ("↓ ↑", "上下条"),
        ("Tab", "补全名字"),
        ("⇧Tab", "到结果里"),
        ("Ctrl-S", "存搜索"),
        ("Esc", "返回"),
    ),
    "typing": (
        ("回车", "到第一处"),
        ("Esc", "取消筛选"),
        ("词 词", "都要有"),
        ("“…”", "按原样"),
        ("-词", "不要"),
        ("公司:名", "提到它"),
        (">1亿元", "有这样的数"),
    ),
}
_SELECTING = {"down": "增减一句", "right": "增减一字", "back": "放弃"}
_PAIRS = {
    "next-article": "previous-article",
    "next-hit": "previous-hit",
    "next-figure": "previous-figure",
    "next-name": "previous-name",
    "down": "up",
    "right": "left",
}
_PAIR_LABELS = {
    "next-article": "上下篇",
    "next-hit": "上下处",
    "next-figure": "数字",
    "next-name": "机构",
    "down": "移动",
}


def bindings(*scopes: str, only: tuple[str, ...] = ()) -> list[BindingType]:
    """The bindings of these scopes and ids, each with its command's id."""
    return [
        # Ctrl-C leaves from everywhere, a text field included.
        Binding(c.keys, _target(c), c.label, id=c.id, show=False, priority=c.id == "quit")
        for c in COMMANDS
        if c.scope in scopes or c.id in only
    ]


def _target(command: Command) -> str:
    """The action; what is bound in a column is done by the screen around it."""
    return f"screen.{command.action}" if command.scope in _COLUMNS else command.action


def shown_keys(command: Command, keymap: Mapping[str, str], *, every: bool = False) -> str:
    """The command's keys as a person writes them: the first, or all typed ones."""
    keys = [_shown(key) for key in keymap.get(command.id, command.keys).split(",")]
    typed = [key for key in keys if not _is_full_width(key)]
    return " ".join(typed if every else typed[:1] or keys[:1])


def hints(context: str, keymap: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Pairs of keys and label for the footer, the most useful first."""
    found = []
    if context in _FIXED:
        return _FIXED[context]
    for name in HINTS.get(context, ()):
        command = BY_ID[name]
        keys, label = shown_keys(command, keymap), command.label
        if name in _PAIRS:
            partner = shown_keys(BY_ID[_PAIRS[name]], keymap)
            keys = f"{partner} {keys}" if name == "next-article" else f"{keys} {partner}"
            label = _PAIR_LABELS.get(name, label)
        if context == "select":
            label = _SELECTING.get(name, label)
        found.append((keys, label))
    return tuple(found)


def unknown_ids(keymap: Mapping[str, str]) -> tuple[str, ...]:
    """Ids in a person's key table that name no command."""
    return tuple(name for name in keymap if name not in BY_ID)


def _shown(key: str) -> str:
    key = key.strip()
    if key.startswith("ctrl+"):
        return f"Ctrl-{key[5:].upper()}"
    return _SHOWN.get(key, key)


def _is_full_width(key: str) -> bool:
    return key.startswith("ideographic") or (len(key) == 1 and ord(key) >= 0x3000)
