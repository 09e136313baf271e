"""The query language's one table, and all that is printed from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from nbreader import actions
from nbreader.cli.app import app
from nbreader.library.language import as_markdown
from nbreader.library.tokens import fold
from nbreader.tables import load_unit_names
from nbreader.tui.screens.help import help_rows

ROOT = Path(__file__).resolve().parents[1]


def command_help(*words: str) -> str:
    return CliRunner().invoke(app, [*words, "--help"], prog_name="nbreader").output


def screen_help() -> str:
    return "\n".join(f"{keys} {words}" for keys, words in help_rows({}))


def test_the_document_holds_the_table() -> None:
    assert as_markdown() in (ROOT / "docs" / "query.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "told",
    [
        screen_help,
        lambda: command_help("figures"),
        lambda: command_help("companies"),
        lambda: command_help("export"),
    ],
    ids=["screen", "figures", "companies", "export"],
)
def test_every_help_holds_the_table(told: Callable[[], str]) -> None:
    squeezed = "".join(told().split())
    wanted = [form.example + form.explained for form in actions.QUERY_FORMS]
    wanted += actions.QUERY_NOTES

    assert [] == [each for each in wanted if "".join(each.split()) not in squeezed]


@pytest.mark.parametrize("form", sorted(load_unit_names()))
def test_every_unit_of_the_table_can_be_asked_for(form: str) -> None:
    name, times = load_unit_names()[form]
    query = actions.read_query(f"value>2{form} unit:{form}")

    assert fold(f"value>{2 * times}{name} unit:{name}").text == fold(str(query)).text
