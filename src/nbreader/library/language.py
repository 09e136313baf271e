"""The query language as a table: what a person may write, and what it asks for.

The parser takes the names of fields and values from here; the commands' help,
the help screen and docs/query.md are printed from here.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class FieldName(StrEnum):
    """The fields of `field:value`, as they are printed."""

    COMPANY = "company"
    METRIC = "metric"
    SUBJECT = "subject"
    UNIT = "unit"
    KIND = "kind"
    NEWSPAPER = "newspaper"
    SECTION = "section"
    HEADLINE = "headline"
    BYLINE = "byline"
    DATE = "date"
    TAG = "tag"
    IS = "is"


# Tests of these, and of the value, that a query joins by AND hold for one and the same figure.
FIGURE_FIELDS = frozenset({FieldName.METRIC, FieldName.SUBJECT, FieldName.UNIT, FieldName.KIND})

VALUE_NAMES = ("value", "数值")

# Fields that take one of a few words: each word as it is kept, with its other forms, of
# which the first is shown.
CHOICES: dict[FieldName, dict[str, tuple[str, ...]]] = {
    FieldName.KIND: {
        "amount": ("金额", "数额"),
        "count": ("数量",),
        "percent": ("百分比", "比例"),
        "rank": ("位次", "排名", "名次"),
        "ratio": ("倍数",),
        "duration": ("时长",),
    },
    FieldName.IS: {
        "unread": ("未读",),
        "read": ("已读",),
        "bookmarked": ("有书签", "书签"),
        "doubtful": ("存疑",),
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One thing that can be written, for the people who read the table."""

    example: str
    help: str
    names: tuple[str, ...] = ()  # other names of the field
    field: FieldName | None = None

    @property
    def explained(self) -> str:
        """The help, with the other names that the field goes by."""
        others = " ".join(f"{name}:" for name in self.names)
        return f"{self.help}；也写 {others}" if others else self.help


def _field(field: FieldName, name: str, value: str, help: str = "", *, also: str = "") -> Form:
    """A field that also goes by a Chinese name, written with this value."""
    if field in CHOICES:
        help = " ".join(f"{kept} {others[0]}" for kept, others in CHOICES[field].items())
    return Form(
        field=field,
        names=tuple(filter(None, (name, also))),
        example=f"{field}:{value}",
        help=help,
    )


FORMS = (
    Form(example="产值 慈溪", help="几个词都要有，不分先后"),
    Form(example="zbcy", help="两个以上的拉丁字母也当拼音首字母找，如 招宝磁业"),
    Form(example='"智能制造 产业"', help="引号里的照原样找，“”「」『』也行"),
    Form(example="产值 OR 营收", help="左右两个有一个就行，比空格先结合；OR 要大写"),
    Form(example="-家电", help="不要这一个；字段前也可加"),
    _field(
        FieldName.COMPANY,
        "公司",
        "招宝",
        "提到这家机构：全称、简称、名字的一部分或首字母",
        also="机构",
    ),
    _field(FieldName.METRIC, "指标", "产值", "数据的指标含这几个字"),
    _field(FieldName.SUBJECT, "主体", "慈溪", "数据说的是谁"),
    Form(
        example="value>100亿元",
        help="数据的大小：> >= < <= =；不写单位就不论单位；也写 数值>，或只写 >",
    ),
    Form(
        example="value:3%..5%",
        names=VALUE_NAMES[1:],
        help="数据在两数之间，一头可以空着；约数有可能合就算",
    ),
    _field(FieldName.UNIT, "单位", "元", "数据的单位正是这个"),
    _field(FieldName.KIND, "种类", "percent"),
    _field(FieldName.NEWSPAPER, "报纸", "宁波日报", "报名"),
    _field(
        FieldName.DATE,
        "日期",
        "2026-03",
        "出版日期：年、月、日，或 2026-03-01..2026-03-31，一头可以空着",
    ),
    _field(FieldName.SECTION, "栏目", "头条", "栏目名"),
    _field(FieldName.HEADLINE, "标题", "慈溪", "引题、主题或副题"),
    _field(FieldName.BYLINE, "作者", "何晴", "署名"),
    _field(FieldName.TAG, "标签", "产值", "有书签带这个标签"),
    _field(FieldName.IS, "状态", "unread"),
)

# What holds for several forms, one sentence each.
NOTES = (
    "metric、subject、unit、kind、value 同时写时，说的是同一个数据；前面的 - 也只管这个数据。",
    "冒号、引号、括号、数字写全角半角都行；值里有空格就加引号，如 company:“招宝 磁业”。",
    "数可以写成 1.5亿、3000万、百分之三、三千五百。",
    "首字母在打开的版面上按正文找；在资料库里按机构和指标的名字找，最常见的 50 种写法。",
    "拉丁字母加半角冒号（foo:bar）是字段，没有这个字段就报错，除非加引号；8:30、AI：赋能 是词。",
)


def as_markdown() -> str:
    """The table as docs/query.md prints it."""
    rows = [f"| `{form.example}` | {form.explained} |" for form in FORMS]
    notes = [f"- {note}" for note in NOTES]
    return "\n".join(["| 写法 | 找什么 |", "| --- | --- |", *rows, "", *notes, ""])


_CHOSEN = {
    field: {word: kept for kept, others in words.items() for word in (kept, *others)}
    for field, words in CHOICES.items()
}
_FIELDS = {
    name: form.field
    for form in FORMS
    if form.field is not None
    for name in (str(form.field), *form.names)
}


def field_named(name: str) -> FieldName | None:
    """The field that is written so, in any case and width, None where there is none."""
    return _FIELDS.get(unicodedata.normalize("NFKC", name).casefold())


def is_like_field(name: str, rest: str) -> bool:
    """Tell whether a Latin word and what follows it read as a field: foo:bar.

    Args:
        rest: the colon and what stands behind it.

    Times (8:30), addresses (https://), a full-width colon (AI：赋能) and a colon
    with a space behind it stay words.
    """
    if not (name.isascii() and name.isalpha() and len(name) > 1):
        return False
    return rest[:1] == ":" and rest[1:2].strip() not in ("", "/")


def field_near(name: str) -> str:
    """The name that a wrong Latin one must have meant (compny), "" where there is none."""
    word = unicodedata.normalize("NFKC", name).casefold()
    if not (word.isascii() and word.isalpha()) or word in _FIELDS or len(word) < 3:
        return ""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, [*FieldName, VALUE_NAMES[0]], n=1, cutoff=0.75)), "")


def chosen(field: FieldName, words: str) -> str:
    """The kept form of a word that a field of few words takes, "" if it takes none such."""
    return _CHOSEN[field].get(words.casefold(), "")


def begins_choice(field: FieldName, words: str) -> bool:
    """Tell whether words are the beginning of what a field of few words takes."""
    return any(word.startswith(words.casefold()) for word in _CHOSEN[field])
