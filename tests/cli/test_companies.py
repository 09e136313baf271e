"""`nbreader companies`: organisations with their short names and mentions."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Call

NAMED = """招宝磁业产值再创新高 企业向新攀高

昨天，宁波招宝磁业股份有限公司公布去年业绩，产值达40.5亿元，同比增长，订单排到明年。

“今年开局良好。”招宝磁业负责人说，公司将继续加大研发投入，向新攀高。
"""


@pytest.fixture
def named(tmp_path: Path) -> Path:
    path = tmp_path / "named.txt"
    path.write_text(NAMED, encoding="utf-8", newline="\n")
    return path


def test_lines_are_mentions_with_the_promised_keys(call: Call, named: Path) -> None:
    lines = call("companies", named, "--format", "jsonl").stdout.splitlines()
    mentions = [json.loads(line) for line in lines]

    assert ["doc", "article", "block", "start", "end", "surface", "entity", "type"] == list(
        mentions[0]
    )
    assert {("宁波招宝磁业股份有限公司", "company")} == {(m["entity"], m["type"]) for m in mentions}
    assert {"招宝磁业", "宁波招宝磁业股份有限公司"} == {m["surface"] for m in mentions}


def test_places_count_characters_without_blanks(call: Call, named: Path) -> None:
    lines = call("companies", named, "--format", "jsonl").stdout.splitlines()
    text = "".join(NAMED.split())

    assert [] == [m for m in map(json.loads, lines) if text[m["start"] : m["end"]] != m["surface"]]


def test_json_groups_mentions_by_organisation(call: Call, named: Path) -> None:
    (group,) = json.loads(call("companies", named, "--format", "json").stdout)

    assert ("宁波招宝磁业股份有限公司", "company", ["招宝磁业"]) == (
        group["entity"],
        group["type"],
        group["aliases"],
    )
    assert len(group["mentions"]) == 3


def test_the_table_counts_mentions(call: Call, named: Path) -> None:
    _, row = call("companies", named).stdout.splitlines()

    assert row.split() == ["宁波招宝磁业股份有限公司", "company", "招宝磁业", "3"]


def test_csv_has_a_row_for_each_mention(call: Call, named: Path) -> None:
    output = call("companies", named, "--format", "csv", "--bom").stdout

    assert output.startswith("\ufeffdoc,")
    assert len(list(csv.reader(io.StringIO(output)))) == 4


def test_a_short_name_is_known_from_another_page(call: Call, named: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(
        "新材料产业加快发展 龙头企业带动\n\n“订单很多。”招宝磁业负责人说，今年将继续扩大生产。\n",
        encoding="utf-8",
    )
    lines = call("companies", named, other, "--format", "jsonl").stdout.splitlines()

    assert ["宁波招宝磁业股份有限公司"] == [
        m["entity"] for m in map(json.loads, lines) if m["doc"] == "other.txt"
    ]


def test_the_readers_own_table_wins(call: Call, named: Path, home: Path) -> None:
    (home / "organisations.toml").write_text(
        '[company]\n"我的磁业公司" = "招宝磁业"\n', encoding="utf-8"
    )
    lines = call("companies", named, "--format", "jsonl").stdout.splitlines()

    assert "我的磁业公司" in {json.loads(line)["entity"] for line in lines}


@pytest.mark.parametrize("table", ["[[坏", "名字 = 3", '[company]\n"甲公司" = 3'])
@pytest.mark.parametrize("command", ["companies", "figures"])
def test_a_bad_table_is_said_and_the_rest_is_done(
    command: str, table: str, call: Call, named: Path, home: Path
) -> None:
    (home / "organisations.toml").write_text(table, encoding="utf-8")
    result = call(command, named)

    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1
    assert "organisations.toml" in result.stderr
    assert "招宝磁业" in result.stdout


def test_an_unknown_kind_is_said_and_the_rest_is_used(call: Call, named: Path, home: Path) -> None:
    table = '[compny]\n"乙公司" = ""\n[company]\n"我的磁业公司" = "招宝磁业"\n'
    (home / "organisations.toml").write_text(table, encoding="utf-8")
    result = call("companies", named)

    assert result.exit_code == 0
    assert result.stderr.count("\n") == 1
    assert "没有 [compny] 这种类别，未用；可用 company、" in result.stderr
    assert "我的磁业公司" in result.stdout


def test_a_query_leaves_other_articles_out(call: Call, named: Path) -> None:
    assert call("companies", "慈溪", named).exit_code == 1


@pytest.mark.parametrize(
    ("words", "setting", "expected"),
    [((), "true", True), (("--no-ner",), "true", False), ((), "false", False)],
)
def test_the_tagger_is_asked_unless_forbidden(
    call: Call,
    named: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    setting: str,
    expected: bool,
) -> None:
    (home / "config.toml").write_text(f"ner = {setting}\n", encoding="utf-8")
    asked: list[object] = []
    monkeypatch.setattr("nbreader.actions.places.tag_organisations", asked.append)

    call("companies", named, *words)

    assert expected == bool(asked)
