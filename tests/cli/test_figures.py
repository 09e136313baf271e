"""`nbreader figures`: every format, and which articles it takes."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.builders import make_article, make_figure, make_page
from tests.cli.conftest import Call

from nbreader import actions
from nbreader.actions import Placed
from nbreader.cli.tables import aligned
from nbreader.model import Figure

KEYS = [
    *("doc", "article", "block", "start", "end", "surface", "value", "value_min", "value_max"),
    *("unit", "kind", "metric", "subject", "period", "direction", "approx", "status", "scope"),
    *("year", "confidence"),
]
SURE = ("confidence_metric", "confidence_subject", "confidence_period", "confidence_status")


def test_lines_are_objects_with_the_promised_keys(call: Call, page: Path) -> None:
    (line,) = call("figures", page, "--format", "jsonl").stdout.splitlines()
    figure = json.loads(line)

    assert list(figure) == KEYS
    assert ("page.txt", "40.5亿元", 4050000000, "元", "amount") == tuple(
        figure[key] for key in ("doc", "surface", "value", "unit", "kind")
    )


@pytest.mark.parametrize("command", ["figures", "companies"])
def test_no_word_asks_the_whole_library_and_an_empty_one_nothing(
    call: Call, page: Path, command: str
) -> None:
    none = call(command)
    assert (2, "资料库里还没有报纸" in none.stderr) == (none.exit_code, True)

    call("add", page)
    every, empty = call(command, "--format", "json"), call(command, "", "--format", "json")
    assert every.stdout == call(command, "新城", "--format", "json").stdout
    assert (2, "", 1) == (empty.exit_code, empty.stdout, len(empty.stderr.splitlines()))


def test_places_count_characters_without_blanks(call: Call, page: Path) -> None:
    figure = json.loads(call("figures", page, "--format", "jsonl").stdout)
    text = "".join(page.read_text(encoding="utf-8").split())

    assert text[figure["start"] : figure["end"]] == "40.5亿元"


def test_json_is_one_list(call: Call, pages: Path) -> None:
    assert ["40.5亿元"] == [
        figure["surface"]
        for figure in json.loads(call("figures", pages, "--format", "json").stdout)
    ]


def test_csv_has_a_header_and_a_row_each(call: Call, page: Path) -> None:
    rows = list(csv.reader(io.StringIO(call("figures", page, "--format", "csv").stdout)))

    assert rows[0] == [*KEYS[:-1], *SURE]
    assert [["4050000000"]] == [[row[KEYS.index("value")]] for row in rows[1:]]


def test_csv_for_excel_begins_with_a_byte_order_mark(call: Call, page: Path) -> None:
    assert call("figures", page, "--format", "csv", "--bom").stdout.startswith("\ufeffdoc,")


def told_figure(**attributes: Any) -> Placed[Figure]:
    """A figure of 产值超过30%, by what it is besides."""
    text = "产值超过30%。"
    article = make_article("", (text,))
    known = {"value": "30", "unit": "%", "kind": "percent", "metric": "产值"} | attributes
    figure = make_figure(text, "30%", **known)
    return Placed(
        page=make_page((article,)), article=article, found=figure, block="blocks/0", start=4, end=7
    )


def test_the_table_marks_guesses_and_says_how_a_figure_moved(
    call: Call, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = told_figure(
        approx="over", direction="up", subject="甲", confidence=(("metric", 0.9), ("subject", 0.4))
    )
    monkeypatch.setattr(actions, "list_figures", lambda *_, **__: (found,))

    assert call("figures", page).stdout.splitlines()[1].split()[:3] == ["产值", "甲？", "▲逾30%"]


def test_a_long_number_is_written_digit_by_digit(
    call: Call, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = Decimal("12345678901234567890.123456789")
    monkeypatch.setattr(actions, "list_figures", lambda *_, **__: (told_figure(value=str(value)),))

    for form in ("json", "jsonl", "csv"):
        assert str(value) in call("figures", page, "--format", form).stdout
    found = call("figures", page, "--format", "jsonl").stdout
    assert json.loads(found, parse_float=Decimal)["value"] == value


def test_a_cell_of_csv_is_no_formula(
    call: Call, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = told_figure(metric="=1+1", value="-3")
    monkeypatch.setattr(actions, "list_figures", lambda *_, **__: (found,))
    (row,) = csv.DictReader(io.StringIO(call("figures", page, "--format", "csv").stdout))

    assert ("'=1+1", "-3") == (row["metric"], row["value"])


def test_the_table_is_for_reading(call: Call, page: Path) -> None:
    header, row = call("figures", page).stdout.splitlines()

    assert header.split()[:2] == ["指标", "主体"]
    assert "40.5亿元" in row


def test_a_query_leaves_other_articles_out(call: Call, pages: Path) -> None:
    assert call("figures", "慈城", pages).exit_code == 0
    assert call("figures", "海曙", pages).exit_code == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("value>10亿元", True),
        ("value>50亿元", False),
        ("江北 unit:元", True),
        ("江北 unit:%", False),
        ("-江北 unit:元", False),
        ("is:unread", True),
        ("is:bookmarked", False),
        ("date:2026", False),
    ],
)
def test_only_figures_that_pass_are_listed(call: Call, page: Path, query: str, found: bool) -> None:
    words = ("--", query, page) if query.startswith("-") else (query, page)

    assert found == ("40.5亿元" in call("figures", *words).stdout)


def test_a_wrong_query_is_a_sentence_and_a_mark(call: Call, page: Path) -> None:
    result = call("figures", "江北 value>多少", page)

    assert (2, "") == (result.exit_code, result.stdout)
    assert [
        "查询“江北 value>多少”第 10 字：“多少”不是数，要如 100亿元、3%..5%。",
        "  江北 value>多少",
        "             ‸",
    ] == result.stderr.splitlines()


def test_a_metric_leaves_other_figures_out(call: Call, page: Path) -> None:
    assert call("figures", page, "--metric", "没有这个指标").exit_code == 1


def test_a_word_that_is_no_file_needs_pages_to_look_in(call: Call) -> None:
    assert call("figures", "产值").exit_code == 2


def test_a_bad_file_is_said_and_the_rest_is_done(call: Call, pages: Path) -> None:
    (pages / "3.txt").write_bytes(b"\x00" * 100)
    result = call("figures", pages)

    assert result.exit_code == 3
    assert "40.5亿元" in result.stdout


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("新材料", "a"), ("b", "c")], "新材料  a\nb       c"),
        ([("a\x1b", "b\nc")], "a␛  b c"),
    ],
)
def test_columns_line_up(rows: list[tuple[str, ...]], expected: str) -> None:
    assert aligned(rows) == expected
