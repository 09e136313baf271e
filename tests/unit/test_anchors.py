"""A passage found again after the text around it changed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import make_article

from nbreader.desk import Placement, make_quote, place_bookmark, place_bookmarks
from nbreader.model import Article, Bookmark, Citation, Quote

SEEDS = Path(__file__).resolve().parents[2] / "seeds"

BODY = "今年前两个月，慈溪新材料产业产值达40.5亿元，同比增长24.3%，增速居宁波第一。"
OTHER = "他强调，要深入学习贯彻全国两会精神，牢固树立和践行正确政绩观，开创新局面。"


def article(*paragraphs: str, article_id: str = "a1") -> Article:
    return make_article("", paragraphs, article_id=article_id)


def mark(words: str, home: Article, *, nth: int = 0) -> Bookmark:
    start = -1
    for _ in range(nth + 1):
        start = home.text.index(words, start + 1)
    quote = make_quote(home.text, start, start + len(words))
    return Bookmark(id="b", article_id=home.id, quote=quote, citation=Citation(), start=start)


def found(placement: Placement | None, *articles: Article) -> tuple[str, str, float] | None:
    """The article, the words that stand there now, and the score."""
    if placement is None:
        return None
    text = next(one.text for one in articles if one.id == placement.article_id)
    return placement.article_id, text[placement.start : placement.end], placement.score


def test_a_quote_holds_thirty_two_characters_on_each_side() -> None:
    text = "".join(chr(0x4E00 + at) for at in range(100))

    assert Quote(exact=text[40:50], before=text[8:40], after=text[50:82]) == make_quote(
        text, 40, 50
    )


def test_a_quote_at_an_end_holds_what_there_is() -> None:
    assert Quote(exact="一", after="二") == make_quote("一二", 0, 1)


def test_an_unchanged_article_has_the_very_place() -> None:
    home = article(BODY, OTHER)

    assert ("a1", "产值", 1.0) == found(place_bookmark(mark("产值", home), [home]), home)


def test_a_passage_in_its_place_is_found_though_what_follows_changed() -> None:
    home, now = article(BODY, OTHER), article(BODY)

    assert ("a1", "宁波第一", 1.0) == found(place_bookmark(mark("宁波第一", home), [now]), now)


def test_a_paragraph_printed_twice_is_marked_where_it_was_marked() -> None:
    home = article(BODY, OTHER, OTHER, OTHER, BODY)
    second = mark(OTHER, home, nth=1)

    placement = place_bookmark(second, [home])

    assert placement is not None
    assert second.start == placement.start


def test_words_that_stand_in_two_like_places_are_not_placed() -> None:
    home = article(BODY, OTHER, BODY, OTHER)
    lost = replace(mark("产值", home), start=None)

    assert place_bookmark(lost, [home]) is None


def test_a_passage_moves_with_its_article() -> None:
    old = article(BODY)
    now = (article(OTHER, article_id="a1"), article("前文。", BODY, article_id="a2"))

    expected = ("a2", "慈溪新材料产业产值", 1.0)
    assert expected == found(place_bookmark(mark("慈溪新材料产业产值", old), now), *now)


def test_short_words_are_told_apart_by_what_stands_around_them() -> None:
    old = article("产值高。" + OTHER, BODY)
    now = article("引题", "产值高。" + OTHER + BODY)
    placement = place_bookmark(mark("产值", old, nth=1), [now])

    assert placement is not None
    assert now.text.index("产值达") == placement.start


def test_short_words_alone_are_not_enough() -> None:
    old, now = article(BODY), article("另一篇文章也说到产值，但说的全然是别的事情。")

    assert place_bookmark(mark("产值", old), [now]) is None


def test_white_space_does_not_matter() -> None:
    old = article("企业智造，产值达40.5亿元。" + OTHER)
    now = article("企 业 智 造，产\n值 达 40.5 亿元。" + OTHER)

    expected = ("a1", "产\n值 达 40.5 亿元", 1.0)
    assert expected == found(place_bookmark(mark("产值达40.5亿元", old), [now]), now)


def test_a_passage_whose_surroundings_are_all_new_is_found_by_its_words() -> None:
    now = article(OTHER + BODY + OTHER)
    words = "慈溪新材料产业产值达40.5亿元，同比增长24.3%"
    lone = Bookmark(
        id="b",
        article_id="gone",
        quote=Quote(exact=words, before="甲乙丙丁戊己庚辛" * 4, after="子丑寅卯" * 8),
        citation=Citation(),
    )

    assert ("a1", words, 1.0) == found(place_bookmark(lone, [now]), now)


def test_characters_read_differently_lower_the_score() -> None:
    old, now = article(OTHER, BODY), article(OTHER, BODY.replace("同比", "固比"))
    words = "产值达40.5亿元，同比增长24.3%"

    placement = found(place_bookmark(mark(words, old), [now]), now)

    assert placement is not None
    assert words.replace("同", "固") == placement[1]
    assert 0.9 < placement[2] < 1


def test_a_whole_article_is_found_though_characters_came_in_and_went() -> None:
    old = article(BODY)
    now = article("引题的字。", "旧" + BODY.replace("两个", "").replace("产值", "总产值"), OTHER)
    changed = BODY.replace("两个", "").replace("产值", "总产值")

    placement = found(place_bookmark(mark(BODY, old), [now]), now)

    assert placement is not None
    assert changed == placement[1]


def test_a_rewritten_passage_is_not_placed_by_its_surroundings() -> None:
    old = article(BODY + "旧的一句话说了这件事。" + OTHER)
    now = article(BODY + "换成全不一样内容文字！" + OTHER)

    assert place_bookmark(mark("旧的一句话说了这件事。", old), [now]) is None


def test_a_passage_that_is_gone_is_not_placed() -> None:
    assert place_bookmark(mark(BODY, article(BODY)), [article(OTHER)]) is None


def test_a_passage_of_no_article_is_not_placed() -> None:
    assert place_bookmark(mark(BODY, article(BODY)), []) is None


def test_a_few_characters_read_differently_are_not_looked_for() -> None:
    assert place_bookmark(mark("产值高", article("产值高")), [article("产直高")]) is None


def test_words_of_white_space_alone_are_not_placed() -> None:
    blank = Bookmark(id="b", article_id="a1", quote=Quote(exact=" "), citation=Citation())

    assert place_bookmark(blank, [article(BODY)]) is None


def test_of_two_places_that_read_alike_the_one_in_its_own_article_is_taken() -> None:
    old = article(OTHER, BODY)
    misread = BODY.replace("同比", "固比")
    now = (article(misread, article_id="a0"), article(misread, article_id="a1"))

    placement = found(place_bookmark(mark("产值达40.5亿元，同比增长", old), now), *now)

    assert placement is not None
    assert "a1" == placement[0]


def test_of_two_places_that_read_alike_in_other_articles_none_is_taken() -> None:
    old = article(OTHER, BODY)
    misread = BODY.replace("同比", "固比")
    now = (article(misread, article_id="a8"), article(misread, article_id="a9"))

    assert place_bookmark(mark("产值达40.5亿元，同比增长", old), now) is None


def test_many_bookmarks_are_placed_as_each_alone() -> None:
    home = article(BODY, OTHER)
    marks = (mark("产值", home), replace(mark("新", home), quote=Quote(exact="没有的话")))

    assert (place_bookmark(marks[0], [home]), None) == place_bookmarks(marks, [home])


# After another reading of the page


def paragraphs() -> Iterator[str]:
    for path in sorted(SEEDS.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("\n\n"):
            if len(part) >= 100:
                yield part


def reread(text: str, share: float, rng: random.Random) -> tuple[str, list[int]]:
    """The text with characters misread, lost, added and lines broken anew.

    With each character comes the place it was read from, -1 for an added one.
    """
    every = "".join(paragraphs())
    read: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        luck = rng.random()
        if char.isspace():
            continue
        if luck < share * 0.6:
            read.append((rng.choice(every), at))
        elif luck < share * 0.8:
            read += [(char, at), (rng.choice(every), -1)]
        elif luck >= share:
            read.append((char, at))
        if rng.random() < 0.03:
            read.append(("\n", -1))
    return "".join(char for char, _ in read), [at for _, at in read]


@pytest.mark.parametrize("share", [0.0, 0.01, 0.03, 0.06])
def test_marks_are_found_again_after_characters_were_misread(share: float) -> None:
    rng = random.Random(7)
    old = [article(text, article_id=f"a{at}") for at, text in enumerate(paragraphs())]
    read = [reread(one.text, share, rng) for one in old]
    # The new parse counts one article more, so that each id now means another.
    now = [article(text, article_id=f"a{at + 1}") for at, (text, _) in enumerate(read)]
    right = wrong = 0
    tries = 200
    for _ in range(tries):
        at = rng.randrange(len(old))
        start = rng.randrange(len(old[at].text) - 50)
        end = start + rng.choice([6, 12, 20, 40])
        quote = make_quote(old[at].text, start, end)
        made = Bookmark(id="b", article_id=f"a{at}", quote=quote, citation=Citation(), start=start)
        placement = place_bookmark(made, now)
        if placement is None:
            continue
        if placement.article_id == f"a{at + 1}":
            origins = set(read[at][1][placement.start : placement.end]) - {-1}
            meant = {i for i in range(start, end) if not old[at].text[i].isspace()}
            hit = len(origins & meant) >= 0.8 * len(origins | meant)
        else:
            hit = False
        right, wrong = right + hit, wrong + (not hit)

    assert (True, True) == (right >= 0.95 * tries, wrong <= 0.01 * tries), (right, wrong)
