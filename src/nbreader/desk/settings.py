"""What the reader of the newspaper may set, kept in config.toml."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from nbreader.desk.files import folders, held, read_whole, write_replacing
from nbreader.errors import BadDataError, UsageError

MEASURES = range(20, 61)
PANELS = ("figures", "organisations", "pictures", "doubts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings in force.

    `complaints` has one sentence for each thing in the file that could not be
    used; its default stands in. Whether a theme or a command of that name exists
    is for the screen to say.
    """

    theme: str = "textual-dark"
    measure: int = 36  # characters a line, 20 to 60
    tree: bool = True  # the left column
    panels: bool = True  # the right column
    panel: str = "figures"  # the tab shown first, one of PANELS
    light_figures: bool = True  # figures stand out in the text
    underline_names: bool = True  # organisations do
    seams: bool = True  # marks where a cut was rejoined
    fold_width: bool = True  # show half-width marks between hanzi at full width
    fold_script: bool = True  # search takes traditional and simplified characters for the same
    ner: bool = True  # ask the tagger of organisations, where it is installed
    keys: tuple[tuple[str, str], ...] = ()  # (command id, "key" or "key,key")
    complaints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """What a setting may be, and how to say so."""

    allows: Callable[[object], bool]
    wanted: str


_SWITCH = _Rule(allows=lambda value: isinstance(value, bool), wanted="开关值 true 或 false")
_RULES: Mapping[str, _Rule] = {
    "theme": _Rule(
        allows=lambda value: isinstance(value, str) and bool(value.strip()), wanted="主题的名字"
    ),
    "measure": _Rule(
        allows=lambda value: type(value) is int and value in MEASURES,
        wanted=f"从 {MEASURES[0]} 到 {MEASURES[-1]} 的整数",
    ),
    "tree": _SWITCH,
    "panels": _SWITCH,
    "panel": _Rule(allows=lambda value: value in PANELS, wanted="这几项之一：" + "、".join(PANELS)),
    "light_figures": _SWITCH,
    "underline_names": _SWITCH,
    "seams": _SWITCH,
    "fold_width": _SWITCH,
    "fold_script": _SWITCH,
    "ner": _SWITCH,
}
_KEY = _Rule(
    allows=lambda value: isinstance(value, str) and bool(value.strip(" ,")),
    wanted="键名，几个键用逗号隔开",
)
_KEYS = "keys."


def load_settings() -> Settings:
    """The settings of config.toml, with defaults for what it lacks; never raises."""
    path = folders().config
    try:
        return _settings(_read(path)[1], path)
    except BadDataError as error:
        return Settings(complaints=(str(error),))


def save_setting(key: str, value: str | int | bool) -> Settings:
    """Change one setting in the file and return all; "keys.<command>" sets a key.

    The rest of the file stays, comments and unknown keys included. Raises
    UsageError for an unknown key or a bad value, BadDataError if the file cannot
    be read or written.
    """
    rule = _KEY if key.removeprefix(_KEYS) not in ("", key) else _RULES.get(key)
    if rule is None:
        raise UsageError(f"没有名为“{key}”的设置。")
    if not rule.allows(value):
        raise UsageError(f"设置“{key}”应是{rule.wanted}，不能是“{value}”。")
    path = folders().config
    with held(path):
        text, table = _read(path)
        changed = _with_value(table, key, value)
        write_replacing(path, _rewritten(text, changed, key, value))
    return _settings(changed, path)


def _read(path: Path) -> tuple[str, dict[str, object]]:
    """The file's text and what it says; BadDataError if it is no TOML."""
    data = read_whole(path)
    if not data:
        return "", {}
    import tomllib  # most people have no such file, and the first screen does not wait for it

    try:
        text = data.decode("utf-8-sig")
        return text, tomllib.loads(text)
    except ValueError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"第 {line[1]} 行" if line else "内容"
        raise BadDataError(f"设置文件 {path} 的{where}写得不对，现用默认设置。") from error


def _settings(table: Mapping[str, object], path: Path) -> Settings:
    known = {field.name: field.default for field in fields(Settings)}
    good: dict[str, object] = {}
    complaints = []
    for key, value in table.items():
        rule = _RULES.get(key)
        if rule is not None and rule.allows(value):
            good[key] = value
        elif rule is not None:
            complaints.append(
                f"设置文件 {path} 里的“{key}”应是{rule.wanted}，现用默认的 {_shown(known[key])}。"
            )
        elif key != "keys":
            complaints.append(f"设置文件 {path} 里没有名为“{key}”的设置可用，已略过。")
    keys, more = _keys(table.get("keys", {}), path)
    read = Settings(keys=keys, complaints=(*complaints, *more))
    return replace(read, **good)  # type: ignore[arg-type]  # each has passed its field's rule


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _keys(value: object, path: Path) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """The pairs of command and keys, and a sentence for each that is wrong."""
    if not isinstance(value, dict):
        return (), [f"设置文件 {path} 里的“keys”应是一张表（[keys]），现用默认的键。"]
    pairs, complaints = [], []
    for command, keys in value.items():
        joined = ",".join(map(str, keys)) if isinstance(keys, list) else keys
        if isinstance(joined, str) and _KEY.allows(joined):
            pairs.append((command, joined))
        else:
            complaints.append(
                f"设置文件 {path} 里的“keys.{command}”应是{_KEY.wanted}，现用默认的键。"
            )
    return tuple(pairs), complaints


def _with_value(table: dict[str, object], key: str, value: str | int | bool) -> dict[str, object]:
    if not key.startswith(_KEYS):
        return {**table, key: value}
    keys = table.get("keys")
    return {
        **table,
        "keys": {**(keys if isinstance(keys, dict) else {}), key.removeprefix(_KEYS): value},
    }


def _rewritten(text: str, changed: dict[str, object], key: str, value: str | int | bool) -> str:
    """The file with one line changed or added.

    A file in which the setting is not one line of its own is written anew, which
    loses its comments but none of its settings.
    """
    import tomllib

    import tomli_w

    section, name = ("keys", key.removeprefix(_KEYS)) if key.startswith(_KEYS) else ("", key)
    edited = _with_line(text, section, name, tomli_w.dumps({name: value}).strip())
    try:
        faithful = tomllib.loads(edited) == changed
    except ValueError:
        faithful = False
    return edited if faithful else tomli_w.dumps(changed)


def _with_line(text: str, section: str, name: str, line: str) -> str:
    """`text` with this line in its section, in the place of one of the same name."""
    lines = text.splitlines()
    heads = [at for at, one in enumerate(lines) if one.lstrip().startswith("[")]
    start = 0
    if section:
        own = [at for at in heads if lines[at].split("#")[0].strip() == f"[{section}]"]
        if not own:
            lines += ["", f"[{section}]"] if lines else [f"[{section}]"]
            own = [len(lines) - 1]
        start = own[0] + 1
    end = next((at for at in heads if at >= start), len(lines))
    same = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*=""")
    at = next((at for at in range(start, end) if same.match(lines[at])), None)
    if at is not None:
        lines[at] = line
    else:
        lines.insert(_last_filled(lines, start, end), line)
    return "\n".join(lines) + "\n"


def _last_filled(lines: list[str], start: int, end: int) -> int:
    """Behind the last line of a section that is not blank."""
    while end > start and not lines[end - 1].strip():
        end -= 1
    return end
