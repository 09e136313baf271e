"""Sentences of folded text, and what is looked through for each of their figures."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import make_article

from nbreader.annotate import annotate_article, subjects
from nbreader.annotate.sentences import sentences
from nbreader.annotate.surroundings import Site, Subject
from nbreader.model import Figure


def texts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def figures(text: str) -> tuple[Figure, ...]:
    found = annotate_article(make_article("题", (text,)), issue_date=date(2026, 3, 25))
    return found.figures


def test_sentences_keep_their_stops_and_closing_quotes() -> None:
    assert ["“增长了。”", "好！", "完"] == texts("“增长了。”好！完")


@pytest.mark.parametrize("mark", ["，", "；", "、", ","])
def test_a_sentence_beyond_all_measure_is_parted_at_a_mark(mark: str) -> None:
    text = f"产值增长{mark}" * 1000
    parts = texts(text)

    assert text == "".join(parts)
    assert max(map(len, parts)) <= 1000
    assert all(part.endswith(mark) for part in parts)


def test_a_text_without_any_mark_is_parted_all_the_same() -> None:
    assert [1000, 1000, 500] == [len(part) for part in texts("版" * 2500)]


def test_a_number_is_not_parted_at_its_comma() -> None:
    text = "版" * 700 + "1,200" + "版" * 800

    assert "1,200" in texts(text)[0]


def test_figures_of_a_long_paragraph_look_at_each_sentence_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[tuple[int, int, int]] = []
    topic = subjects._topic

    def counted(site: Site, start: int, end: int) -> Subject | None:
        looked.append((site.block, start, end))
        return topic(site, start, end)

    monkeypatch.setattr(subjects, "_topic", counted)
    found = figures("产值达40.5亿元。" * 50)

    assert 50 == len(found)
    assert len(set(looked)) == len(looked) == 50


def test_who_opened_a_sentence_is_told_of_all_behind_it() -> None:
    found = figures("慈溪势头很好。" + "产值达40.5亿元。" * 5)

    assert ["慈溪"] * 5 == [figure.subject for figure in found]
