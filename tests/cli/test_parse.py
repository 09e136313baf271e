"""`nbreader parse` and `nbreader explain`: what is printed, and how calls end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Call

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def test_the_outline_is_printed_by_default(call: Call, pages: Path) -> None:
    result = call("parse", pages)

    assert result.exit_code == 0
    assert "江北大桥" in result.stdout
    assert result.stderr == ""


def test_json_has_every_page(call: Call, pages: Path) -> None:
    shape = json.loads(call("parse", "--format", "json", pages).stdout)

    assert shape["schema"] == "nbreader.parse/1"
    assert {"1.txt", "2.txt"} == {
        Path(page["source"]["path"]).name for issue in shape["issues"] for page in issue["pages"]
    }


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_every_character_of_a_sample_page_is_in_one_span(path: Path, call: Call) -> None:
    (issue,) = json.loads(call("parse", "--format", "json", path).stdout)["issues"]
    (page,) = issue["pages"]
    blocks = page["furniture"] + [
        block for article in page["articles"] for block in article["head"] + article["blocks"]
    ]
    covered = [at for block in blocks for start, end in block["spans"] for at in range(start, end)]
    text = path.read_text(encoding="utf-8")
    solid = [at for at, char in enumerate(text) if not char.isspace()]

    assert solid == sorted(at for at in covered if not text[at].isspace())


def test_markdown_has_the_headline(call: Call, pages: Path) -> None:
    assert "### 江北大桥正式通车" in call("parse", "--format", "markdown", pages).stdout


def test_a_missing_file_is_said_and_the_rest_is_done(call: Call, pages: Path) -> None:
    result = call("parse", pages / "0.txt", pages / "2.txt")

    assert result.exit_code == 3
    assert "0.txt" in result.stderr
    assert result.stderr.count("\n") == 1
    assert "江北大桥" in result.stdout


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02\xff" * 200, b"plain English, and nothing else\n", b"\xff\xfe\x00"],
    ids=["empty", "binary", "no Chinese", "broken"],
)
def test_a_file_that_is_no_page_is_one_sentence(data: bytes, call: Call, page: Path) -> None:
    page.write_bytes(data)
    result = call("parse", "--format", "json", page)

    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1
    assert "page.txt" in result.stderr
    assert [] == json.loads(result.stdout)["issues"]


def test_an_empty_folder_is_said(call: Call, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    result = call("parse", tmp_path / "none")

    assert result.exit_code in (1, 3)
    assert "none" in result.stderr


def test_a_newline_in_a_file_name_stays_on_one_line(call: Call, tmp_path: Path) -> None:
    result = call("parse", tmp_path / "a\nb\x1b[2J.txt")

    assert result.stderr.count("\n") == 1
    assert "\x1b" not in result.stderr


def test_parsing_leaves_nothing_behind(call: Call, pages: Path, home: Path) -> None:
    call("parse", pages)

    assert list(home.iterdir()) == []


def test_markup_in_a_page_is_shown_as_text(call: Call, page: Path) -> None:
    page.write_text("[red]新城[/red]开工\n\n昨天上午，新城在江北开工。\n", encoding="utf-8")

    assert "[red]新城[/red]开工" in call("parse", page).stdout


def test_explain_says_line_role_and_rule(call: Call, page: Path) -> None:
    lines = call("explain", page).stdout.splitlines()

    assert lines[0] == str(page)
    assert ["1", "i0001", "headline"] == lines[1].split()[:3]


def test_explain_says_what_was_joined_and_how_sure_that_is(call: Call, page: Path) -> None:
    output = call("explain", page).stdout

    assert "5,7" in output
    assert "? joined 0." in output


def test_explain_takes_one_article(call: Call) -> None:
    output = call("explain", SEEDS / "000_a1fb47af6652c340.txt", "i0003").stdout

    assert "加速度" in output
    assert "动力，何以生生不息" not in output


def test_an_article_that_is_not_there_is_nothing_found(call: Call, page: Path) -> None:
    result = call("explain", page, "i0099")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "i0099" in result.stderr


def test_an_article_that_could_be_several_is_wrong_usage(call: Call) -> None:
    result = call("explain", SEEDS / "000_a1fb47af6652c340.txt", "i000")

    assert result.exit_code == 2
    assert "4 篇" in result.stderr
