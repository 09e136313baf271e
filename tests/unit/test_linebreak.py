from __future__ import annotations

import pytest
from rich.cells import cell_len

from nbreader.tui.linebreak import break_evenly, break_lines, cut_cells, cut_middle


def lines_of(text: str, measure: int, **options: object) -> list[str]:
    return [text[a:b] for a, b in break_lines(text, measure, **options)]  # type: ignore[arg-type]  # options pass through


def test_closing_marks_do_not_begin_a_line() -> None:
    assert ["春风浩", "荡，奋"] == lines_of("春风浩荡，奋", 8)


def test_opening_marks_do_not_end_a_line() -> None:
    assert ["他说", "“好”"] == lines_of("他说“好”", 6)


@pytest.mark.parametrize(
    "figure",
    [
        "40.5亿元",
        "24.3%",
        "3930万标准箱",
        "1—4月",
        "2026年3月25日",
        "第12位",
        "7.5个百分点",
        "100余项",
        "5G＋",
        "-3.2%",
        "126.8亿立方米",
    ],
)
def test_a_number_stays_with_its_unit(figure: str) -> None:
    torn = [
        line
        for measure in range(cell_len(figure) + 4, 40)
        for line in lines_of("产业产值达到了历史新高" + figure + "，增速全省居前", measure)
        if any(part in line for part in figure) and any(c.isdigit() for c in line)
        if figure not in line
    ]

    assert [] == torn


@pytest.mark.parametrize("unit", ["LYSO", "……", "——", "ST-125MN", "Wi-Fi"])
def test_words_and_dashes_are_not_torn(unit: str) -> None:
    torn = [
        measure
        for measure in range(12, 40)
        if not any(
            unit in line for line in lines_of("产值达到历史新高" + unit + "增速居前", measure)
        )
    ]

    assert [] == torn


def test_the_first_line_leaves_room_for_its_indent() -> None:
    assert ["一二三", "四五六七八"] == lines_of("一二三四五六七八", 10, indent=4)


def test_a_seam_takes_one_cell() -> None:
    assert ["一二三", "四五"] == lines_of("一二三四五", 8, seams=(2,))


def test_blanks_at_a_break_are_left_out() -> None:
    assert ["深学细悟", "入脑入心"] == lines_of("深学细悟 入脑入心", 10)


def test_names_are_broken_between_and_not_inside() -> None:
    assert ["朱宇", "单玉紫枫"] == lines_of("朱宇 单玉紫枫", 10, whole_words=True)


def test_a_unit_longer_than_a_line_is_torn_and_kept_whole_in_sum() -> None:
    url = "https://example.org/a/very/long/path"

    assert url == "".join(lines_of(url, 10))


def test_a_head_is_broken_at_its_blank() -> None:
    head = "慈溪：建设一流创新生态 加快产业提能发展突围"

    assert ["慈溪：建设一流创新生态", "加快产业提能发展突围"] == [
        head[a:b] for a, b in break_evenly(head, 26)
    ]


def test_a_head_has_lines_of_about_equal_length() -> None:
    lines = [b - a for a, b in break_evenly("一二三四五六七八九十一二", 20)]

    assert [6, 6] == lines


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [("慈溪先进制造业", 8, "慈溪先…"), ("慈溪", 4, "慈溪"), ("慈溪", 1, "…"), ("慈溪", 0, "")],
)
def test_a_text_is_cut_by_cells(text: str, room: int, expected: str) -> None:
    assert expected == cut_cells(text, room)


def test_a_name_is_cut_in_its_middle() -> None:
    assert "宁波…公司" == cut_middle("宁波招宝磁业股份有限公司", 9)
