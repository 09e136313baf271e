"""The command itself: help, version, options, and words that make no sense."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from tests.cli.conftest import Call

from nbreader import __version__
from nbreader.cli import COMMANDS
from nbreader.cli.app import app
from nbreader.cli.exits import ExitCode
from nbreader.cli.opening import Opened
from nbreader.cli.reading import is_plain

ROOT = Path(__file__).resolve().parents[2]
EVERY = [[], *([name] for name in COMMANDS), *(["bookmark", n] for n in ("add", "list", "remove"))]


def command_of(words: list[str]) -> click.Command:
    command: click.Command | None = app
    context = click.Context(app, info_name="nbreader")
    for word in words:
        assert isinstance(command, click.Group)
        command = command.get_command(context, word)
    assert command is not None
    return command


def examples() -> list[str]:
    """Every example of every help text that prints rather than opens the screen."""
    texts = [command_of(words).help or "" for words in EVERY]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    opens = ("nbreader read", "nbreader seeds")
    return sorted({li for li in lines if li.startswith("nbreader ") and not li.startswith(opens)})


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_each_command_has_help_with_examples(words: list[str], call: Call) -> None:
    result = call(*words, "--help")

    assert result.exit_code == 0
    assert "例：" in result.stdout
    assert "--config" in result.stdout


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_each_command_tells_the_version(words: list[str], call: Call) -> None:
    result = call(*words, "--version")

    assert (result.exit_code, result.stdout) == (0, f"nbreader {__version__}\n")


@pytest.mark.parametrize("example", examples())
def test_each_example_of_the_help_works(
    example: str, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    words = shlex.split(example.partition(" > ")[0].partition(" | ")[0])[1:]
    if words[:2] == ["bookmark", "remove"]:
        call("bookmark", "add", "i0003", "--in", "seeds/000_a1fb47af6652c340.txt")
        words[2] = call("bookmark", "list").stdout.split()[0]
    elif words[0] in ("bookmark", "export"):
        call(
            *("bookmark", "add", "i0003", "--in", "seeds/000_a1fb47af6652c340.txt"),
            *("--tag", "产值", "--passage", "4"),
        )
    elif "--undo" in words:
        call("edit", words[1], "--date", "2026-03-26")
    elif words[0] not in ("add", "edit", "explain", "parse"):
        call("add", "seeds/")
        call("backup", tmp_path / "资料库.db")
    if words[0] == "backup":
        words.append("--overwrite")
    elsewhere = {"figures.md": "-", "资料库.db": str(tmp_path / "资料库.db")}
    result = call(*[elsewhere.get(word, word) for word in words])

    assert (result.exit_code, result.stderr) == (0, result.stderr)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["pars", "x"], "是不是 parse"),
        (["--foo"], "--foo"),
        (["parse"], "PATH"),
        (["parse", "x", "--format", "xml"], "tree、json、markdown"),
        (["parse", "x", "--formt", "json"], "--format"),
        (["edit", "a", "b"], "b"),
        (["edit", "a", "--split", "x"], "行号"),
        (["edit", "a", "--join", "1"], "--join"),
        (["bookmark"], "子命令"),
        (["bookmark", "foo"], "foo"),
        (["bookmark", "add"], "ID"),
        (["bookmark", "add", "a", "--passage", "0"], "1 以上"),
        (["export", "-o", "."], "文件的路径"),
        (["add"], "PATH"),
        (["add", "x", "--jobs", "0"], "1 以上"),
        (["show"], "ID"),
        (["search"], "QUERY"),
        (["search", "x", "--limit", "0"], "1 以上"),
        (["backup", "."], "文件的路径"),
        (["backup", ""], "文件的路径"),
        (["add", ""], "文件或文件夹的路径"),
        (["read", ""], "文件或文件夹的路径"),
        ([""], "文件或文件夹的路径"),
        (["parse", "x", ""], "文件或文件夹的路径"),
        (["export", "-o", ""], "文件的路径"),
        (["parse", "x", "--version=1"], "--version"),
        (["parse", "x", "--config"], "--config"),
    ],
)
def test_wrong_words_are_one_sentence(words: list[str], sentence: str, call: Call) -> None:
    result = call(*words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["add"], 3),
        (["parse"], 3),
        (["show"], 1),
        (["search"], 1),
        (["figures"], 2),
        (["companies"], 2),
        (["backup"], 1),
        (["export", "-o"], 1),
    ],
)
def test_words_too_long_for_a_name_are_no_bug(words: list[str], code: int, call: Call) -> None:
    assert call(*words, "长" * 200).exit_code == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 2),
        (["remove"], 1),
        (["backup"], 3),
        (["export", "-o"], 3),
        (["bookmark", "add", "i0001", "--note"], 0),
    ],
)
def test_a_name_too_long_to_be_written_is_one_sentence(
    words: list[str], code: int, call: Call, page: Path
) -> None:
    call("add", page)
    call("bookmark", "add", "i0001")
    result = call(*words, "长" * 200)

    assert result.exit_code == code
    assert result.stderr.count("\n") == (code > 0)


def test_the_reader_needs_a_terminal(call: Call, page: Path) -> None:
    for words in ([], [page], ["read", page]):
        result = call(*words)

        assert (result.exit_code, result.stdout) == (2, "")
        assert "终端" in result.stderr


def test_config_wins_for_the_length_of_the_call(
    call: Call, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def look(_paths: object) -> Opened:
        seen.append(os.environ["NBREADER_CONFIG"])
        return Opened(issues=(), code=ExitCode.DONE)

    monkeypatch.setattr("nbreader.cli.parse.open_issues", look)
    before = os.environ["NBREADER_CONFIG"]
    call("parse", page, "--config", tmp_path / "mine.toml")

    assert seen == [str(tmp_path / "mine.toml")]
    assert os.environ["NBREADER_CONFIG"] == before


def test_commands_are_completed_in_the_shell() -> None:
    completion = ShellComplete(app, {}, "nbreader", "_NBREADER_COMPLETE")

    assert ["explain", "export"] == [
        item.value for item in completion.get_completions([], "exp") if item.type == "plain"
    ]


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ([], True),
        (["seeds"], True),
        (["missing"], False),
        (["read"], False),
        (["parse"], False),
        (["--help"], False),
        (["seeds", "--config", "x"], False),
    ],
)
def test_a_plain_call_only_names_files(
    words: list[str], plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)

    assert is_plain(words) is plain


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_no_help_has_a_line_of_another_language(words: list[str], call: Call) -> None:
    result = call(*words, "--help")

    assert result.exit_code == 0
    assert "显示这份说明" in result.stdout
    assert "Show this" not in result.stdout
