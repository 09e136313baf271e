"""Places in an article lead back to the files it came from."""

from __future__ import annotations

from nbreader.annotate.offsets import source_pieces, squeezed_offsets
from nbreader.model import Article, Block, Piece, Role

FIRST, SECOND = "## 产值 达\n40.5亿\n元。", "接上文5%。"
TEXTS = {"p1": FIRST, "p2": SECOND}


def text_of(page: str) -> str:
    return TEXTS[page]


def article() -> Article:
    """Two blocks: one of three pieces, the first of them markup; one of two pages."""
    return Article(
        id="a1",
        head=(
            Block(
                role=Role.HEADLINE,
                text="产值 达40.5亿元。",
                pieces=(
                    Piece(start=0, end=2, page="p1", markup=True),
                    Piece(start=3, end=13, page="p1"),
                    Piece(start=14, end=16, page="p1"),
                ),
            ),
        ),
        blocks=(
            Block(
                role=Role.PARAGRAPH,
                text="元接上文5%。",
                pieces=(Piece(start=14, end=15, page="p1"), Piece(start=0, end=6, page="p2")),
            ),
        ),
    )


def places(start: int, end: int) -> list[tuple[int, int, str]]:
    return [
        (piece.start, piece.end, TEXTS[piece.page][piece.start : piece.end])
        for piece in source_pieces(article(), start, end, text_of=text_of)
    ]


def test_passage_cut_by_a_line_end_has_two_pieces() -> None:
    at = article().text.index("40.5亿元")

    assert places(at, at + 6) == [(8, 13, "40.5亿"), (14, 15, "元")]


def test_white_space_is_in_no_piece() -> None:
    assert [text for _, _, text in places(0, 4)] == ["产值", "达"]


def test_passage_of_white_space_has_no_piece() -> None:
    assert places(2, 3) == []


def test_passage_over_two_pages_names_both() -> None:
    at = article().text.index("元接上文")
    pieces = source_pieces(article(), at, at + 4, text_of=text_of)

    assert [(piece.page, piece.start, piece.end) for piece in pieces] == [
        ("p1", 14, 15),
        ("p2", 0, 3),
    ]


def test_passage_over_two_blocks_has_pieces_of_both() -> None:
    at = article().text.index("。\n元")

    assert [text for _, _, text in places(at, at + 3)] == ["。", "元"]


def test_squeezed_offsets_count_printed_characters() -> None:
    assert squeezed_offsets("a b\nc") == (0, 1, 1, 2, 2, 3)
