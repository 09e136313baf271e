"""Short names on pages that come later: whom the library knows by them, and whom it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbreader import actions
from nbreader.actions.adding import add_paths
from nbreader.annotate.explaining import is_short_for, unexplained
from nbreader.library.care import check
from nbreader.library.dossiers import organisation, organisations
from nbreader.library.store import Library
from nbreader.model import Organisation
from nbreader.tables import KnownOrganisation

FULL = "宁波招宝磁业股份有限公司"
SHORT = "招宝磁业"
INTRODUCED = f"{FULL}昨天投产。{SHORT}产值增长10%。"
LATER = f"记者从{SHORT}获悉，该公司去年产值增长20%。{SHORT}的产品出口到欧洲。"


@pytest.fixture
def folder(tmp_path: Path, home: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


def write(folder: Path, name: str, text: str, *, day: int, newspaper: str = "宁波日报") -> Path:
    path = folder / name
    folio = f"{newspaper}\n2026年3月{day}日 第1版\n\n" if newspaper else ""
    path.write_text(f"{folio}新区建设又传来新的喜讯\n\n{text}\n", encoding="utf-8", newline="\n")
    return path


def add(*paths: Path, newspaper: str = "", jobs: int = 1) -> None:
    for _ in add_paths(paths, newspaper=newspaper, jobs=jobs):
        pass


def named() -> dict[str, int]:
    """The organisations of the library with the number of their mentions."""
    with Library.open(actions.library_path()) as library:
        return {row.name: row.mentions for row in organisations(library)}


def test_page_added_before_explains_a_short_name(folder: Path) -> None:
    add(write(folder, "1.txt", INTRODUCED, day=25))
    add(write(folder, "2.txt", LATER, day=26))

    assert {FULL: 4} == named()
    assert () == check(actions.library_path(), deep=True)


def test_explained_short_name_is_an_alias(folder: Path) -> None:
    add(write(folder, "1.txt", INTRODUCED, day=25))
    add(write(folder, "2.txt", LATER, day=26))

    with Library.open(actions.library_path()) as library:
        row = organisation(library, SHORT)
        assert row is not None
        assert (FULL, (SHORT,)) == (row.name, row.aliases)


def test_issue_of_the_same_call_explains_a_later_one(folder: Path) -> None:
    write(folder, "1.txt", INTRODUCED, day=25)
    write(folder, "2.txt", LATER, day=26)
    add(folder)

    assert {FULL: 4} == named()


def test_several_processes_explain_the_same(folder: Path) -> None:
    write(folder, "1.txt", INTRODUCED, day=1)
    for day in range(2, 20):
        write(folder, f"{day:02}.txt", LATER, day=day)
    add(folder, jobs=2)

    assert {FULL: 38} == named()


def test_page_stays_as_it_was_added(folder: Path) -> None:
    later, earlier = write(folder, "2.txt", LATER, day=26), folder / "1.txt"
    add(later)
    add(write(folder, earlier.name, INTRODUCED, day=25))
    add(later)

    assert {FULL: 2, SHORT: 2} == named()


def test_page_read_again_is_explained(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = write(folder, "2.txt", LATER, day=26)
    add(later)
    add(write(folder, "1.txt", INTRODUCED, day=25))
    monkeypatch.setattr("nbreader.__version__", "99.0")
    add(later)

    assert {FULL: 4} == named()


@pytest.mark.parametrize(
    "before",
    [
        f"{FULL}昨天投产。",
        "宁波招宝股份有限公司昨天投产。招宝股份的产值增长10%。",
        f"{INTRODUCED}上海招宝磁业有限公司也已投产。",
    ],
    ids=["full-name-alone", "another-short-name", "two-of-that-name"],
)
def test_short_name_stays_by_itself(folder: Path, before: str) -> None:
    add(write(folder, "1.txt", before, day=25))
    add(write(folder, "2.txt", LATER, day=27))

    assert 2 == named()[SHORT]


def test_rival_of_another_page_leaves_a_short_name_by_itself(folder: Path) -> None:
    add(write(folder, "1.txt", INTRODUCED, day=25))
    add(write(folder, "2.txt", "上海招宝磁业有限公司昨天也已投产。", day=26))
    add(write(folder, "3.txt", LATER, day=27))

    assert {FULL: 2, "上海招宝磁业有限公司": 1, SHORT: 2} == named()


def test_one_issue_of_another_newspaper_explains_nothing(folder: Path) -> None:
    add(write(folder, "1.txt", INTRODUCED, day=25, newspaper="宁波晚报"))
    add(write(folder, "2.txt", LATER, day=26))

    assert {FULL: 2, SHORT: 2} == named()


def test_two_issues_of_other_newspapers_explain(folder: Path) -> None:
    add(write(folder, "1.txt", INTRODUCED, day=25, newspaper="宁波晚报"))
    add(write(folder, "2.txt", INTRODUCED, day=26, newspaper="宁波晚报"))
    add(write(folder, "3.txt", LATER, day=26))

    assert {FULL: 6} == named()


def test_unknown_newspaper_is_not_the_same_as_another_unknown_one(folder: Path) -> None:
    add(write(folder, "1.txt", INTRODUCED, day=25, newspaper=""))
    add(write(folder, "2.txt", LATER, day=26, newspaper=""))

    assert {FULL: 2, SHORT: 2} == named()


def test_name_of_the_readers_own_table_is_its_own(folder: Path, home: Path) -> None:
    add(write(folder, "1.txt", INTRODUCED, day=25))
    table = f'[company]\n"{SHORT}" = []\n'
    (home / "organisations.toml").write_text(table, encoding="utf-8")
    add(write(folder, "2.txt", LATER, day=26))

    assert {FULL: 2, SHORT: 2} == named()


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        (SHORT, FULL, True),
        ("招宝磁业公司", FULL, True),
        ("招宝磁业股份有限公司", FULL, True),
        ("招宝", FULL, False),
        (FULL, FULL, False),
        (SHORT, "宁波招宝磁业", False),
        ("银行", "江苏银行股份有限公司", False),
        ("上海招宝磁业", FULL, False),
        ("蓝潮生物", "云港蓝潮生物科技有限公司", True),
        ("蓝潮", "云港蓝潮生物科技有限公司", False),
        ("云港", "云港蓝潮生物科技有限公司", False),
        ("时代电气", "中车时代电气有限公司", False),
    ],
)
def test_short_names_are_those_that_hold_on_every_page(
    short: str, full: str, expected: bool
) -> None:
    assert expected is is_short_for(short, full)


def test_full_and_known_names_need_no_explanation() -> None:
    named = [
        Organisation(name=name, kind=kind)
        for name, kind in (
            (SHORT, "company"),
            (FULL, "company"),
            ("华为技术有限公司", "company"),
            ("工商银行", "company"),
            ("招宝研究院", "institute"),
            ("甬江磁业", "company"),
        )
    ]
    own = (KnownOrganisation(name="甬江磁业", kind="company"),)

    assert (SHORT,) == unexplained(named, own)
