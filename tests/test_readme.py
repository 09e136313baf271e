"""What the README says is true: its commands are run, its files are there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def consoles() -> list[list[str]]:
    """The `$ nbreader ...` commands of each console block, in order."""
    blocks = re.findall(r"^```console\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    return [re.findall(r"^\$ (nbreader .*)$", block, re.MULTILINE) for block in blocks]


def run(command: str, folder: Path, home: Path) -> int:
    """Run a command of the README as a shell would, in a folder that has the samples."""
    words, _, target = (part.strip() for part in command.partition(">"))
    result = subprocess.run(
        [sys.executable, "-m", "nbreader", *shlex.split(words)[1:]],
        cwd=folder,
        env={**os.environ, "NBREADER_DATA": str(home), "NBREADER_CONFIG": str(home / "c.toml")},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in result.stderr, result.stderr.decode()
    if target:
        (folder / target).write_bytes(result.stdout)
    return result.returncode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with the sample pages in it, where output may be left."""
    (tmp_path / "work" / "seeds").mkdir(parents=True)
    for page in (ROOT / "seeds").glob("*.txt"):
        (tmp_path / "work" / "seeds" / page.name).write_bytes(page.read_bytes())
    return tmp_path / "work"


def test_the_readme_has_commands_to_run() -> None:
    assert sum(map(len, consoles())) >= 8


@pytest.mark.parametrize("commands", consoles(), ids=lambda commands: commands[0])
def test_each_command_of_the_readme_works(
    commands: list[str], folder: Path, tmp_path: Path
) -> None:
    codes = [(run(command, folder, tmp_path), command) for command in commands]

    assert [(0, command) for command in commands] == codes


def test_each_make_command_of_the_readme_is_a_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)

    assert set() == set(re.findall(r"\bmake ([a-z]+)\b", README)) - set(targets)


PATHS = re.findall(r"[`(]((?:src|docs|tests|seeds)/[\w./]*)[`)]", README)


@pytest.mark.parametrize("path", PATHS)
def test_each_path_of_the_readme_is_there(path: str) -> None:
    assert (ROOT / path).exists()
