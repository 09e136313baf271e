"""Opening pages: one at a time, with a person's corrections, whatever is refused."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path

import pytest
from tests.builders import make_article, make_issue, make_page

from nbreader import actions
from nbreader.actions import pages as pages_module
from nbreader.model import Edit, Page, Refused

TEXT = "宁波日报\n\n新城开工\n\n昨天上午，新城在江北开工建设。\n"


def write_page(folder: Path, name: str, text: str = TEXT) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def opened(*paths: Path) -> list[Page | Refused]:
    return list(actions.open_pages(paths))


def test_each_file_of_a_folder_is_a_page(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("2.txt", "10.txt"):
        write_page(folder, name)

    assert ["2.txt", "10.txt"] == [
        page.source.name for page in opened(folder) if isinstance(page, Page)
    ]


def test_pages_come_one_at_a_time(tmp_path: Path, home: Path) -> None:
    first, second = write_page(tmp_path, "1.txt"), write_page(tmp_path, "2.txt")
    pages = actions.open_pages([first, second])
    next(pages)
    second.unlink()

    assert isinstance(next(pages), Refused)


def test_a_bad_file_does_not_stop_the_good_ones(tmp_path: Path, home: Path) -> None:
    good = write_page(tmp_path, "good.txt")
    missing = tmp_path / "missing.txt"
    refused, page = opened(missing, good)

    assert isinstance(refused, Refused)
    assert "missing.txt" in refused.sentence
    assert isinstance(page, Page)


def test_corrections_are_replayed(tmp_path: Path, home: Path) -> None:
    path = write_page(tmp_path, "1.txt")
    (before,) = opened(path)
    assert isinstance(before, Page)
    actions.add_edits(
        {before.source.sha256: [Edit(kind="metadata", field="newspaper", value="晚报")]}
    )
    (after,) = opened(path)

    assert isinstance(after, Page)
    assert after.newspaper == "晚报"


def test_corrections_of_other_bytes_are_left_alone(tmp_path: Path, home: Path) -> None:
    path = write_page(tmp_path, "1.txt")
    actions.add_edits({"f" * 64: [Edit(kind="metadata", field="newspaper", value="晚报")]})
    (page,) = opened(path)

    assert isinstance(page, Page)
    assert page.newspaper != "晚报"


def test_damaged_corrections_are_said_and_the_pages_still_come(tmp_path: Path, home: Path) -> None:
    (home / "edits.toml").write_text("[[这不是", encoding="utf-8")
    refused, page = opened(write_page(tmp_path, "1.txt"))

    assert isinstance(refused, Refused)
    assert isinstance(page, Page)


def test_pages_of_one_day_are_one_issue(tmp_path: Path, home: Path) -> None:
    dated = "宁波日报\n2026年3月25日 星期三\n\n新城开工\n\n昨天上午，新城在江北开工建设。\n"
    paths = [write_page(tmp_path, f"{n}.txt", dated + "又一句。" * n) for n in (1, 2)]
    pages = [page for page in opened(*paths) if isinstance(page, Page)]

    assert [2] == [len(issue.pages) for issue in actions.compose(pages)]


def found_ids(*ids: str) -> list[str]:
    issue = make_issue((make_page(tuple(make_article(article_id=name) for name in ids)),))
    return [found.article.id for found in actions.find_articles([issue], "p1-i1")]


def test_an_article_is_found_by_its_whole_id_alone() -> None:
    assert found_ids("p1-i1", "p1-i10") == ["p1-i1"]


def test_articles_are_found_by_a_part_of_their_ids() -> None:
    assert found_ids("a-p1-i1", "b-p1-i1", "c") == ["a-p1-i1", "b-p1-i1"]


def test_no_article_is_found_by_what_is_in_no_id() -> None:
    assert found_ids("a", "b") == []


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without samples, and a program that runs from no checkout."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(pages_module, "__file__", str(tmp_path / "site" / "a" / "b" / "pages.py"))
    monkeypatch.setattr(metadata, "distribution", no_distribution)
    return folder


def no_distribution(name: str) -> metadata.Distribution:
    raise metadata.PackageNotFoundError(name)


class Record:
    """What pip wrote down when it installed the program."""

    def __init__(self, text: str | None) -> None:
        self.text = text

    def read_text(self, _name: str) -> str | None:
        return self.text


def test_samples_are_those_of_the_working_folder_first(nowhere: Path) -> None:
    (nowhere / "seeds").mkdir()
    write_page(nowhere / "seeds", "1.txt")

    assert actions.sample_folder() == nowhere / "seeds"


def test_a_seeds_folder_without_pages_is_passed_over(nowhere: Path) -> None:
    (nowhere / "seeds").mkdir()

    assert actions.sample_folder() is None


def test_samples_of_the_checkout_are_found_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = actions.sample_folder()

    assert folder is not None
    assert len(list(folder.glob("*.txt"))) == 5


def test_samples_of_the_folder_that_pip_installed_from_are_found(
    nowhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = tmp_path / "检出 1"
    (checkout / "seeds").mkdir(parents=True)
    write_page(checkout / "seeds", "1.txt")
    record = Record(json.dumps({"url": checkout.as_uri(), "dir_info": {}}))
    monkeypatch.setattr(metadata, "distribution", lambda _name: record)

    assert actions.sample_folder() == checkout / "seeds"


@pytest.mark.parametrize("text", [None, "不是 JSON", "{}", '{"url": "https://example.org/x.whl"}'])
def test_an_install_from_elsewhere_has_no_samples(
    text: str | None, nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metadata, "distribution", lambda _name: Record(text))

    assert actions.sample_folder() is None


def test_a_working_folder_that_is_gone_is_no_error(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", gone)

    assert actions.sample_folder() is None
