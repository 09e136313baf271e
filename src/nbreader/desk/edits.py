"""A person's corrections of a parse, kept by the source's hash in edits.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from nbreader.desk.store import VERSION, Sound, Store, check_version, number_of, tables_of, text_of
from nbreader.errors import UsageError
from nbreader.model import Edit, Role

# The source's sha256 with each edit, oldest first.
Kept = tuple[tuple[str, Edit], ...]

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_PAGE = re.compile(r"第?\s*0*([1-9]\d{0,3})\s*版?")
_LONGEST_NAME = 40
_SHOWN = 60  # characters of a value that is refused


def check_edit(edit: Edit) -> Edit:
    """The edit with its value in standard form ("2026年3月5日" -> "2026-03-05").

    Raises UsageError with one sentence for an edit that makes no sense.
    """
    check = _CHECKS.get(edit.kind)
    if check is None:
        raise UsageError(f"没有“{edit.kind}”这种改法，只有 {'、'.join(_CHECKS)}。")
    return check(edit)


def load_edits() -> Mapping[str, tuple[Edit, ...]]:
    """All corrections by the source's sha256: one read of the file for many pages."""
    edits: dict[str, tuple[Edit, ...]] = {}
    for source, edit in _STORE.read():
        edits[source] = (*edits.get(source, ()), edit)
    return edits


def edits_of(sha256: str) -> tuple[Edit, ...]:
    """The corrections made to the source with this hash, oldest first."""
    return load_edits().get(sha256, ())


def add_edits(wanted: Mapping[str, Sequence[Edit]]) -> Mapping[str, tuple[Edit, ...]]:
    """Keep corrections of many sources, by their sha256; returns all that are kept of these.

    One that would change nothing is not kept again: the last of its field says so.
    """
    checked = [(source, check_edit(edit)) for source, edits in wanted.items() for edit in edits]
    every: dict[str, tuple[Edit, ...]] = dict.fromkeys(wanted, ())
    for source, edit in _STORE.change(lambda kept: _with_edits(kept, checked)):
        if source in every:
            every[source] += (edit,)
    return every


def with_edits(kept: Sequence[Edit], wanted: Sequence[Edit]) -> tuple[Edit, ...]:
    """The corrections of a source once `add_edits` keeps those that are wanted.

    No file is touched. Raises UsageError for an edit that makes no sense.
    """
    every = _with_edits([("", edit) for edit in kept], [("", check_edit(edit)) for edit in wanted])
    return tuple(edit for _, edit in every)


def _changes_something(edit: Edit, kept: Sequence[Edit]) -> bool:
    """Tell whether a correction says other than the last kept one of the same place."""
    alike = [k for k in kept if (k.kind, k.field, k.line) == (edit.kind, edit.field, edit.line)]
    return alike[-1:] != [edit]


def _with_edits(kept: Sequence[tuple[str, Edit]], wanted: Sequence[tuple[str, Edit]]) -> Kept:
    by_source: dict[str, list[Edit]] = {}
    for source, edit in kept:
        by_source.setdefault(source, []).append(edit)
    fresh = []
    for source, edit in wanted:
        own = by_source.setdefault(source, [])
        if _changes_something(edit, own):
            own.append(edit)
            fresh.append((source, edit))
    return (*kept, *fresh)


def undo_edit(sha256: str) -> Edit | None:
    """Take the last correction of this source back and return it."""
    undone: list[Edit] = []

    def without_last(kept: Kept) -> Kept:
        last = max((at for at, (source, _) in enumerate(kept) if source == sha256), default=None)
        if last is None:
            return kept
        undone.append(kept[last][1])
        return kept[:last] + kept[last + 1 :]

    _STORE.change(without_last)
    return undone[0] if undone else None


def undo_edits(counts: Mapping[str, int]) -> None:
    """Take the last so many corrections of each source back, by its sha256, all at once."""

    def without_last(kept: Kept) -> Kept:
        left = dict(counts)
        stay = []
        for source, edit in reversed(kept):
            if left.get(source, 0) > 0:
                left[source] -= 1
            else:
                stay.append((source, edit))
        return tuple(reversed(stay))

    if any(counts.values()):
        _STORE.change(without_last)


def _check_two_lines(edit: Edit) -> Edit:
    if edit.line < 1 or edit.other < 1 or edit.line == edit.other:
        raise UsageError(f"join 要两个不同的行号，从 1 数起，不能是 {edit.line} 和 {edit.other}。")
    return Edit(kind=edit.kind, line=edit.line, other=edit.other)


def _check_move(edit: Edit) -> Edit:
    if edit.line < 1 or edit.other < 0 or edit.line == edit.other:
        raise UsageError(
            f"move 要两个不同的行号，后一个是 0 时移到最前，不能是 {edit.line} 和 {edit.other}。"
        )
    return Edit(kind=edit.kind, line=edit.line, other=edit.other)


def _check_split(edit: Edit) -> Edit:
    if edit.line < 1:
        raise UsageError(f"split 要一个行号，从 1 数起，不能是 {edit.line}。")
    return Edit(kind=edit.kind, line=edit.line)


def _check_role(edit: Edit) -> Edit:
    if edit.line < 1:
        raise UsageError(f"role 要一个行号，从 1 数起，不能是 {edit.line}。")
    if edit.value not in {role.value for role in Role}:
        raise UsageError(f"没有“{edit.value}”这种文块，只有 {'、'.join(Role)}。")
    return Edit(kind=edit.kind, line=edit.line, value=edit.value)


def _check_metadata(edit: Edit) -> Edit:
    standard = _STANDARD.get(edit.field)
    if standard is None:
        raise UsageError(f"没有“{edit.field}”这一项，只能改 {'、'.join(_STANDARD)}。")
    value = unicodedata.normalize("NFKC", edit.value).strip()
    return Edit(kind=edit.kind, field=edit.field, value=standard(value) if value else "")


def _standard_name(value: str) -> str:
    if len(value) > _LONGEST_NAME or not value.isprintable():
        raise UsageError(
            f"报名应在一行之内、不超过 {_LONGEST_NAME} 个字，不能是“{value[:_SHOWN]}”。"
        )
    return value


def _standard_date(value: str) -> str:
    match = _DATE.fullmatch(value)
    try:
        return date(*map(int, match.groups())).isoformat() if match else _no_date(value)
    except ValueError:
        return _no_date(value)


def _no_date(value: str) -> str:
    raise UsageError(f"日期应像 2026-03-25 那样写，不能是“{value[:_SHOWN]}”。")


def _standard_page(value: str) -> str:
    match = _PAGE.fullmatch(value)
    if match is None:
        raise UsageError(f"版次应是 1 到 9999 的整数，不能是“{value[:_SHOWN]}”。")
    return str(int(match[1]))


_CHECKS: Mapping[str, Callable[[Edit], Edit]] = {
    "join": _check_two_lines,
    "split": _check_split,
    "move": _check_move,
    "role": _check_role,
    "metadata": _check_metadata,
}
_STANDARD: Mapping[str, Callable[[str], str]] = {
    "newspaper": _standard_name,
    "date": _standard_date,
    "page": _standard_page,
}


# The file


def _encode(kept: Kept) -> str:
    import tomli_w

    return tomli_w.dumps({"version": VERSION, "edits": [_table(*one) for one in kept]})


def _table(source: str, edit: Edit) -> dict[str, object]:
    told = {
        "source": source,
        "kind": edit.kind,
        "line": edit.line,
        "other": edit.other,
        "field": edit.field,
        "value": edit.value,
    }
    return {key: value for key, value in told.items() if value not in (0, "")}


def _decode(text: str) -> Sound[Kept]:
    document = tomllib.loads(text)
    check_version(document, "更正")
    kept, broken = [], 0
    for table in tables_of(document, "edits"):
        try:
            kept.append((text_of(table, "source"), _edit(table)))
        except (ValueError, UsageError):
            broken += 1
    return Sound(content=tuple(kept), broken=broken)


def _edit(table: Mapping[str, object]) -> Edit:
    edit = Edit(
        kind=text_of(table, "kind"),
        line=number_of(table, "line"),
        other=number_of(table, "other"),
        field=text_of(table, "field"),
        value=text_of(table, "value"),
    )
    return check_edit(edit)


_STORE: Store[Kept] = Store(
    name="edits.toml", title="更正", empty=(), decode=_decode, encode=_encode
)
