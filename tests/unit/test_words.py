"""Words, tags, keywords and pinyin initials."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nbreader import words

SENTENCE = "今年前两个月，慈溪新材料产业产值达40.5亿元。"


def test_cut_words_joined_are_the_text() -> None:
    assert SENTENCE == "".join(words.cut(SENTENCE))


def test_cut_finds_words() -> None:
    assert ("宁波", "日报", "记者") == words.cut("宁波日报记者")


def test_tags_name_the_part_of_speech_of_each_word() -> None:
    assert (("宁波", "ns"), ("日报", "n")) == words.tags("宁波日报")


def test_keywords_put_the_telling_words_first() -> None:
    text = "稀土磁材企业的稀土磁材，和企业的人。" * 3

    assert ("磁材", "稀土") == tuple(sorted(words.keywords(text, 2)))


def test_keywords_are_never_numbers_marks_or_single_characters() -> None:
    assert () == words.keywords("40.5 2026 —— …… 的 了 the", 10)


def test_capital_latin_names_are_keywords() -> None:
    assert words.keywords("CEO", 1) == ("CEO",)


def test_keywords_stop_at_the_limit() -> None:
    assert 1 == len(words.keywords(SENTENCE, 1))


def test_a_text_without_words_has_no_keywords() -> None:
    assert () == words.keywords("", 5)


@pytest.mark.parametrize(
    ("char", "initials"),
    [("招", "z"), ("重", "zc"), ("行", "xh"), ("宝", "b"), ("饿", "e"), ("嗯", "n"), ("騫", "q")],
)
def test_readings_hold_the_initials_of_every_sound(char: str, initials: str) -> None:
    assert set(initials) <= set(words.readings()[char])


@pytest.mark.parametrize(
    ("char", "initials"), [("宁", "n"), ("大", "d"), ("广", "g"), ("会", "hk")]
)
def test_readings_of_old_books_are_left_out(char: str, initials: str) -> None:
    assert set(initials) == set(words.readings()[char])


def test_readings_are_plain_letters() -> None:
    letters = {letter for sounds in words.readings().values() for letter in sounds}

    assert letters <= set("abcdefghijklmnopqrstuvwxyz")


def test_readings_know_no_latin_letters() -> None:
    assert "a" not in words.readings()


def test_words_loads_nothing_until_asked() -> None:
    code = (
        "import sys, nbreader.words;"
        "print([m for m in ('jieba', 'rjieba', 'pypinyin') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert "[]" == result.stdout.strip()


def test_words_says_nothing_and_never_loads_jieba_itself() -> None:
    code = (
        "from nbreader import words;"
        "words.cut('宁波日报'); words.tags('宁波'); words.keywords('宁波日报', 2);"
        "words.readings(); import sys; print('jieba' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, check=True
    )

    assert ("False", "") == (result.stdout.strip(), result.stderr)


def test_a_package_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        words._folders_of("no_such_package")


def test_names_are_keywords_and_no_part_of_them_is() -> None:
    text = "音王集团的音响出口，音王集团的音响上市。"

    found = words.keywords(text, 3, names={"音王集团": 2})

    assert ("音王集团", "音响") == (found[0], found[1])
    assert "音王" not in found


def test_what_was_cut_out_of_two_words_is_no_keyword() -> None:
    assert {"认真学习"} == set(words.keywords("深学细悟、入脑入心，认真学习。", 5))


def test_common_words_can_be_left_out() -> None:
    text = "企业做磁材，磁材企业。"

    assert "企业" not in words.keywords(text, 5, without=frozenset({"企业"}))
