"""config.toml: what may stand in it, and what happens when something else does."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from nbreader.desk import Settings, load_settings, save_setting
from nbreader.errors import BadDataError, UsageError


def write(home: Path, text: str) -> Path:
    path = home / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_all_is_default(home: Path) -> None:
    assert Settings() == load_settings()


def test_what_the_file_says_is_set(home: Path) -> None:
    write(
        home,
        'theme = "nord"\nmeasure = 40\nfold_width = true\n[keys]\nfilter = "f3"\n'
        'next-hit = ["n", "f4"]\n',
    )

    expected = Settings(
        theme="nord", measure=40, fold_width=True, keys=(("filter", "f3"), ("next-hit", "n,f4"))
    )
    assert expected == load_settings()


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("measure = 90", "里的“measure”应是从 20 到 60 的整数，现用默认的 36。"),
        ("measure = true", "里的“measure”应是从 20 到 60 的整数，现用默认的 36。"),
        ('tree = "no"', "里的“tree”应是开关值 true 或 false，现用默认的 true。"),
        ("theme = ''", "里的“theme”应是主题的名字，现用默认的 textual-dark。"),
        (
            'panel = "x"',
            "里的“panel”应是这几项之一：figures、organisations、pictures、doubts，"
            "现用默认的 figures。",
        ),
        ("width = 3", "里没有名为“width”的设置可用，已略过。"),
        ("complaints = []", "里没有名为“complaints”的设置可用，已略过。"),
        ("keys = 1", "里的“keys”应是一张表（[keys]），现用默认的键。"),
        ("keys.quit = 1", "里的“keys.quit”应是键名，几个键用逗号隔开，现用默认的键。"),
        ("keys.quit = []", "里的“keys.quit”应是键名，几个键用逗号隔开，现用默认的键。"),
    ],
)
def test_what_cannot_be_used_is_said_and_its_default_stands(
    home: Path, line: str, complaint: str
) -> None:
    path = write(home, f"seams = false\n{line}\n")

    assert Settings(seams=False, complaints=(f"设置文件 {path} {complaint}",)) == load_settings()


def test_a_file_that_is_no_toml_is_said_and_left_alone(home: Path) -> None:
    path = write(home, "tree = false\n一二\n")

    expected = Settings(complaints=(f"设置文件 {path} 的第 2 行写得不对，现用默认设置。",))
    assert (expected, "tree = false\n一二\n") == (load_settings(), path.read_text("utf-8"))


def test_a_file_that_is_no_text_is_said(home: Path) -> None:
    path = home / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")

    assert (f"设置文件 {path} 的内容写得不对，现用默认设置。",) == load_settings().complaints


def test_a_file_that_cannot_be_read_is_said(home: Path) -> None:
    (home / "config.toml").mkdir()

    (complaint,) = load_settings().complaints

    assert complaint.startswith(f"无法读取 {home / 'config.toml'}：")


def test_a_saved_setting_is_in_force(home: Path) -> None:
    saved = save_setting("measure", 40)

    assert (Settings(measure=40), saved) == (saved, load_settings())


@pytest.mark.parametrize(
    ("before", "key", "value", "after"),
    [
        ("", "tree", False, "tree = false\n"),
        ("", "keys.quit", "f10", '[keys]\nquit = "f10"\n'),
        ("# 我的\nmeasure = 30 # 窄\n", "measure", 40, "# 我的\nmeasure = 40\n"),
        (
            "mine = 1\n\n[keys]\nquit = 'q'\n",
            "theme",
            "nord",
            "mine = 1\ntheme = \"nord\"\n\n[keys]\nquit = 'q'\n",
        ),
        (
            "[keys] # 键\n'quit' = 'q'\nhelp = 'f1'\n\n[more]\nx = 1\n",
            "keys.quit",
            "f10",
            "[keys] # 键\nquit = \"f10\"\nhelp = 'f1'\n\n[more]\nx = 1\n",
        ),
        ("tree = true\n", "keys.quit", "f10", 'tree = true\n\n[keys]\nquit = "f10"\n'),
    ],
)
def test_saving_changes_one_line(
    home: Path, before: str, key: str, value: str | int | bool, after: str
) -> None:
    path = write(home, before)

    save_setting(key, value)

    assert after == path.read_text("utf-8")


@pytest.mark.parametrize(
    "before",
    ['theme = """\nnord"""\nx = 1\n', "keys = {quit = 'q'}\nx = 1\n", "keys = 3\nx = 1\n"],
)
@pytest.mark.parametrize(("key", "name"), [("theme", "theme"), ("keys.quit", "quit")])
def test_a_setting_that_is_no_line_of_its_own_is_saved_all_the_same(
    home: Path, before: str, key: str, name: str
) -> None:
    path = write(home, before)

    save_setting(key, "f10")

    saved = tomllib.loads(path.read_text("utf-8"))
    assert ("f10", 1) == (saved["keys"][name] if name == "quit" else saved[name], saved["x"])


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("width", 3, "没有名为“width”的设置。"),
        ("keys.", "q", "没有名为“keys.”的设置。"),
        ("complaints", "", "没有名为“complaints”的设置。"),
        ("measure", 61, "设置“measure”应是从 20 到 60 的整数，不能是“61”。"),
        ("keys.quit", " ", "设置“keys.quit”应是键名，几个键用逗号隔开，不能是“ ”。"),
    ],
)
def test_a_wrong_setting_is_not_saved(
    home: Path, key: str, value: str | int, sentence: str
) -> None:
    with pytest.raises(UsageError) as raised:
        save_setting(key, value)

    assert (sentence, []) == (str(raised.value), list(home.iterdir()))


def test_nothing_is_saved_into_a_file_that_is_no_toml(home: Path) -> None:
    path = write(home, "一二")

    with pytest.raises(BadDataError, match="第 1 行"):
        save_setting("measure", 40)

    assert "一二" == path.read_text("utf-8")
