"""Libraries that were damaged, are old, or were left in the middle of something."""

from __future__ import annotations

import gc
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from tests.builders import make_article
from tests.shelving import make_library, new_page, save, settle

from nbreader.actions.catalogue import Catalogue
from nbreader.actions.seeking import LibraryFinder
from nbreader.actions.shelving import first_view, load_shelved
from nbreader.errors import BadDataError
from nbreader.library import parse_query, schema
from nbreader.library.care import backup, check, rebuild_index
from nbreader.library.database import OpenFile, UnreadableError, index_path
from nbreader.library.index import pending
from nbreader.library.listing import find_ids, totals
from nbreader.library.notes import Notes
from nbreader.library.search import Interrupted, Search
from nbreader.library.store import Library, LibraryBusyError
from nbreader.library.syntax import Query

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library of two pages."""
    return make_library(
        tmp_path / "library.db",
        [new_page([make_article("慈溪")]), new_page([make_article("镇海")], number=2)],
    )


def found(path: Path, words: str) -> int:
    with Search.open(path) as search:
        return search.count(parse_query(words)).number


# --- damage


def first_sentence(path: Path) -> str:
    """What is said of a library: by opening it, or by checking it."""
    try:
        return check(path)[0].sentence
    except BadDataError as error:
        return str(error)


def cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def garble_header(path: Path) -> None:
    path.write_bytes(b"not a database" + path.read_bytes()[14:])


def garble_pages(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 64] = b"\xff" * 64
    path.write_bytes(bytes(data))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def forge(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(statement)
            connection.commit()

    return change


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (cut, "损坏"),
        (garble_header, "不是资料库"),
        (garble_pages, "损坏"),
        (empty, "空文件"),
        (Path.unlink, "不存在"),
        (forge("PRAGMA application_id = 7"), "别的程序"),
        (forge("PRAGMA user_version = 99"), "升级"),
        (forge("PRAGMA user_version = 0"), "损坏"),
    ],
    ids=["cut", "header", "pages", "empty", "gone", "another's", "newer", "no version"],
)
def test_a_damaged_library_is_told_in_one_sentence(
    path: Path, damage: Callable[[Path], None], sentence: str
) -> None:
    damage(path)

    told = first_sentence(path)

    assert sentence in told
    assert "\n" not in told


@pytest.mark.parametrize(
    "damage",
    [
        cut,
        garble_header,
        garble_pages,
        empty,
        Path.unlink,
        forge("PRAGMA application_id = 7"),
        forge("PRAGMA user_version = 99"),
        forge("UPDATE state SET library = 'another'"),
        forge("UPDATE state SET watermark = 1000"),
        forge("UPDATE state SET watermark = -1, built = NULL"),
        forge("DROP TABLE mark"),
        forge("DELETE FROM mark WHERE token = '慈'"),
        forge("UPDATE mark SET bits = x'7a'"),
        forge("INSERT INTO pairs(pairs) VALUES ('delete-all')"),
    ],
    ids=[
        *("cut", "header", "pages", "empty", "gone", "another's", "newer", "of another library"),
        *("ahead", "half made", "a table gone", "marks gone", "marks torn", "emptied"),
    ],
)
def test_a_damaged_index_is_mended(path: Path, damage: Callable[[Path], None]) -> None:
    damage(index_path(path))

    findings = check(path)

    assert [("index", True)] == [(finding.code, finding.mended) for finding in findings]
    assert ((), 1) == (check(path, deep=True), found(path, "慈溪"))


@pytest.mark.parametrize("ask", [Search.find, Search.count, Search.ids])
@pytest.mark.parametrize("words", ["慈", "慈 产值", "慈 OR 产值", "-慈"])
@pytest.mark.parametrize("bits", ["x'7a'", "x'7aff'", "7"])
def test_a_search_says_that_the_index_is_torn_and_not_the_library(
    path: Path, bits: str, words: str, ask: Callable[[Search, Query], object]
) -> None:
    forge(f"UPDATE mark SET bits = {bits}")(index_path(path))

    with (
        Search.open(path) as search,
        pytest.raises(BadDataError, match="索引坏了，用 nbreader check"),
    ):
        ask(search, parse_query(words))


@pytest.mark.parametrize("bits", ["x'7a'", "7", "'d'", "x''"])
def test_adding_to_torn_marks_says_so(path: Path, bits: str) -> None:
    forge(f"UPDATE mark SET bits = {bits}")(index_path(path))

    with Library.open(path, write=True) as library, pytest.raises(BadDataError, match="有损坏"):
        save(library, new_page([make_article("慈溪", ("新",))], number=3))
    assert ["index"] == [finding.code for finding in check(path)]
    assert 2 == found(path, "慈溪")


def test_marks_of_a_common_pair_that_lie_are_mended(path: Path) -> None:
    with Library.open(path, write=True) as library:
        settle(library)
    with Search.open(path) as search:
        assert 1 == search.count(parse_query("慈溪")).number
    forge("DELETE FROM mark WHERE token = '慈溪'")(index_path(path))

    assert 0 == found(path, "慈溪")
    assert ["index"] == [finding.code for finding in check(path)]
    assert 1 == found(path, "慈溪")


# A page that SQLite cannot read, a text that is not packed, one in no encoding.
TORN = [
    garble_pages,
    forge("UPDATE body SET text = x'6700'"),
    forge("UPDATE article SET headline = CAST(x'ff' AS TEXT)"),
]


@pytest.mark.parametrize("damage", TORN, ids=["pages", "packed", "encoding"])
def test_damage_that_reading_meets_is_told_in_one_sentence(
    path: Path, damage: Callable[[Path], None]
) -> None:
    with Library.open(path) as library:
        (article_id, *_) = find_ids(library, "i0001")
    damage(path)

    def ask() -> None:
        finder = LibraryFinder(path)
        try:
            finder.article(article_id)
            finder.complete("慈")
            finder.find("慈溪")
        finally:
            finder.close()

    said = {
        _told(read)
        for read in (
            lambda: first_view(path),
            lambda: load_shelved(path, article_id),
            lambda: list(_walk(path)),
            ask,
        )
    }

    assert {f"资料库 {path} 有损坏，用 nbreader check 检查和修复。"} == said - {""}


def _told(read: Callable[[], object]) -> str:
    try:
        read()
    except BadDataError as error:
        return str(error)
    return ""


def _walk(path: Path) -> Iterator[object]:
    with Catalogue.open(path) as catalogue:
        waiting = [""]
        while waiting:
            for branches in catalogue.below(waiting.pop()).values():
                yield branches
                waiting += [branch.key for branch in branches if branch.kind != "article"]


def test_a_fault_of_the_program_is_not_told_as_damage(path: Path) -> None:
    with pytest.raises(ValueError, match="mine"), Library.open(path):
        raise ValueError("mine")


@pytest.mark.parametrize("opened", [Library, Notes, Search, Catalogue])
def test_whatever_is_open_tells_of_damage_and_closes(
    path: Path, opened: type[Library | Notes | Search | Catalogue]
) -> None:
    with pytest.raises(BadDataError, match="有损坏"), opened.open(path) as it:
        raise UnreadableError("a text")

    library = it if isinstance(it, OpenFile) else it.library
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        library.connection.execute("SELECT 1")


def test_a_broken_constraint_is_damage_where_the_library_proves_damaged(path: Path) -> None:
    forge("CREATE TRIGGER no BEFORE INSERT ON reading BEGIN SELECT RAISE(ABORT, 'no'); END")(path)
    with Library.open(path) as library:
        ids = find_ids(library, "i0001")

    with pytest.raises(sqlite3.IntegrityError), Notes.open(path) as notes:
        notes.mark_read(ids)
    forge("UPDATE page SET structure = x'00'")(path)
    with pytest.raises(BadDataError, match="有损坏"), Notes.open(path) as notes:
        notes.mark_read(ids)


def test_what_told_of_damage_lets_go_of_the_file(path: Path) -> None:
    garble_pages(path)
    gc.collect()
    gc.disable()
    try:
        said = {_told(lambda: first_view(path)), _told(lambda: list(_walk(path)))}
        held = [each for each in gc.get_objects() if isinstance(each, sqlite3.Connection)]
    finally:
        gc.enable()

    assert ([], True) == (held, any(said))


def test_damage_is_told_of_the_library_not_of_the_index_it_is_read_for(path: Path) -> None:
    forge("UPDATE body SET text = x'6700'")(path)
    index_path(path).unlink()

    with pytest.raises(BadDataError, match=r"library\.db 有损坏"), Library.open(path, write=True):
        pass


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN])
def test_an_index_that_cannot_be_read_just_now_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    kept = index_path(path).read_bytes()
    error = sqlite3.OperationalError("not now")
    error.sqlite_errorcode = code

    def fail(_: Path) -> None:
        raise error

    monkeypatch.setattr("nbreader.library.index._read_state", fail)
    with pytest.raises(BadDataError, match=r"占用|读写不了"), Library.open(path, write=True):
        pass

    assert kept == index_path(path).read_bytes()


def test_a_search_takes_the_index_that_another_program_made_anew(path: Path) -> None:
    with Search.open(path) as search:
        search.find(parse_query("慈溪"))
        rebuild_index(path)
        for number in (3, 4, 5):
            with Library.open(path, write=True) as library:
                save(library, new_page([make_article(f"象山{number}")], number=number))

        results = search.find(parse_query("象山"))

    assert (3, 0) == (len(results.hits), results.pending)


def test_a_damaged_index_is_told_where_nothing_is_to_be_changed(path: Path) -> None:
    index_path(path).unlink()

    findings = check(path, mend=False)

    assert [False] == [finding.mended for finding in findings]
    with pytest.raises(BadDataError, match="索引"):
        Search.open(path)


def test_a_writer_mends_the_index_by_opening(path: Path) -> None:
    garble_header(index_path(path))

    with Library.open(path, write=True) as library:
        assert 0 == pending(library.connection, index_path(path))

    assert 1 == found(path, "镇海")


def test_an_index_older_than_what_the_library_forgot_is_made_anew(path: Path) -> None:
    old = index_path(path).read_bytes()
    with Library.open(path, write=True) as library:
        save(library, new_page([make_article("象山")], number=3))
        save(library, new_page([make_article("宁海")], number=4))
    index_path(path).write_bytes(old)

    with Library.open(path, write=True):
        pass

    assert (1, 1, ()) == (found(path, "象山"), found(path, "宁海"), check(path, deep=True))


def test_wrong_counts_are_found_and_counted_again(path: Path) -> None:
    forge("UPDATE issue SET articles = 7")(path)

    findings = check(path)

    assert [("counts", True)] == [(finding.code, finding.mended) for finding in findings]
    assert () == check(path)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE page SET bytes = x'00'", "source"),
        ("UPDATE page SET sha256 = sha256 || 'x'", "source"),
        ("DELETE FROM body", "articles"),
        ("UPDATE article SET page = 99", "references"),
    ],
)
def test_what_cannot_be_mended_is_told(path: Path, statement: str, code: str) -> None:
    forge(statement)(path)

    assert code in {finding.code for finding in check(path, mend=False)}


def test_a_rebuilt_index_tells_how_far_it_is(path: Path) -> None:
    told: list[tuple[int, int]] = []

    rebuild_index(path, progress=lambda done, total: told.append((done, total)))

    assert ([(2, 2)], 1) == (told, found(path, "慈溪"))


def test_a_rebuild_goes_on_where_it_was_stopped(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nbreader.library import index

    monkeypatch.setattr(index, "CHUNK", 1)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild_index(path, progress=stop)
    with Library.open(path) as library:
        assert 1 == pending(library.connection, index_path(path))
    with Search.open(path) as search:
        assert 1 == search.find(parse_query("")).pending

    with Library.open(path, write=True):
        pass

    assert () == check(path, deep=True)


# --- copies


def test_a_backup_is_a_whole_library(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    told: list[tuple[int, int]] = []

    backup(path, copy, progress=lambda done, total: told.append((done, total)))

    with Library.open(copy) as library:
        assert 2 == totals(library).articles
    assert (2, 2) == told[-1]
    assert ["copy.db"] == [file.name for file in tmp_path.glob("copy*")]


def test_a_damaged_library_replaces_no_good_backup(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup(path, copy)
    good = copy.read_bytes()
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"\xff" * (len(data) - len(data) // 2))

    with pytest.raises(BadDataError, match=r"library\.db 有损坏"):
        backup(path, copy, overwrite=True)

    assert good == copy.read_bytes()
    assert ["copy.db"] == [file.name for file in tmp_path.glob("copy*")]


def test_a_backup_with_torn_pages_replaces_none(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert 0 == backup(path, copy)
    good = copy.read_bytes()
    forge("UPDATE body SET text = x'6700' WHERE key = (SELECT min(key) FROM body)")(path)

    with pytest.raises(BadDataError, match=r"有 1 版读不全，没有替换"):
        backup(path, copy, overwrite=True)

    assert (good, 1) == (copy.read_bytes(), backup(path, tmp_path / "other.db"))
    with Library.open(tmp_path / "other.db") as library:
        assert 2 == totals(library).articles


def test_a_backup_is_made_while_somebody_adds(path: Path, tmp_path: Path) -> None:
    with Library.open(path, write=True) as library:
        save(library, new_page([make_article("象山")], number=3))
        backup(path, tmp_path / "copy.db")

    with Library.open(tmp_path / "copy.db") as copy:
        assert 3 == totals(copy).articles


def test_a_backup_replaces_no_file_unasked(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(b"mine")

    with pytest.raises(BadDataError, match="已经存在"):
        backup(path, copy)

    assert b"mine" == copy.read_bytes()
    backup(path, copy, overwrite=True)
    assert () == check(copy, mend=False)[1:]


@pytest.mark.parametrize("name", ["library.db", "missing/copy.db"])
def test_a_backup_that_cannot_be_written_is_told(path: Path, name: str) -> None:
    with pytest.raises(BadDataError, match=r"备份|读写"):
        backup(path, path.parent / name, overwrite=True)

    assert 2 == len(list(path.parent.glob("library*.db")))


# --- versions


def test_every_version_has_a_library_that_is_tried(tmp_path: Path) -> None:
    """A library as each earlier version made it, with a row in it, becomes one of today."""
    for version in range(schema.VERSION):
        path = tmp_path / f"{version}.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for number in range(version):
                schema.run(connection, list(schema.steps(number)))

        with Library.open(path, write=True) as library:
            save(library, new_page([make_article("慈溪")]))

        assert ((), 1) == (check(path, deep=True), found(path, "慈溪"))


def test_a_library_of_no_version_is_not_written(path: Path) -> None:
    forge("PRAGMA user_version = 0")(path)

    with pytest.raises(BadDataError, match="损坏"):
        Library.open(path, write=True)


def test_a_migration_brings_rows_along(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step = "ALTER TABLE page ADD COLUMN colour TEXT;\nUPDATE page SET colour = 'red';\n"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr("nbreader.library.database.VERSION", schema.VERSION)

    with pytest.raises(BadDataError, match="旧版本"):
        Library.open(path)
    with Library.open(path, write=True) as library:
        colours = library.connection.execute("SELECT colour FROM page").fetchall()

    assert [("red",), ("red",)] == colours
    assert () == check(path, deep=True)


def test_a_migration_that_fails_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    step = "ALTER TABLE page ADD COLUMN colour TEXT;\nUPDATE nowhere SET colour = 'red';\n"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr("nbreader.library.database.VERSION", schema.VERSION)

    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        Library.open(path, write=True)

    assert before == path.read_bytes()


def test_folding_anew_brings_names_and_index_along(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forge("UPDATE fact SET value = 'older' WHERE name = 'folding'")(path)
    forge("UPDATE article SET heads = ''")(path)
    forge("INSERT INTO metric (name, folded) VALUES ('ＧＤＰ', '')")(path)

    with Library.open(path, write=True) as library:
        folded = library.connection.execute("SELECT folded FROM metric WHERE id > 0").fetchall()

    assert ([("gdp",)], 1) == (folded, found(path, "headline:慈溪"))
    assert () == check(path, deep=True)


# --- processes

IMPORTER = """
import sys
from pathlib import Path
from tests.builders import make_article
from tests.shelving import new_page, save
from nbreader.library.store import Library

first = int(sys.argv[2])
with Library.open(Path(sys.argv[1]), write=True, wait=30) as library:
    print("open", flush=True)
    for number in range(first, first + int(sys.argv[3])):
        heads = [f"第{number}版第{place}篇" for place in range(8)]
        articles = [make_article(head, ("慈溪产值" * 40,)) for head in heads]
        save(library, new_page(articles, number=number))
        print(number, flush=True)
"""


def importer(path: Path, first: int, pages: int) -> subprocess.Popen[str]:
    """A process that adds pages, one a transaction."""
    return subprocess.Popen(
        [sys.executable, "-c", IMPORTER, str(path), str(first), str(pages)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def test_an_importer_killed_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    """Fifty times: each is killed after a random moment, and another goes on."""
    path, rng = tmp_path / "library.db", Random(1)
    said = 0
    for _ in range(50):
        process = importer(path, said + 1, 1000)
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(1 + rng.randrange(3))]
        if not all(lines):
            pytest.fail("the importer ended by itself")
        time.sleep(rng.random() * 0.02)
        process.kill()
        lines += process.stdout.read().splitlines(keepends=True)
        numbers = [int(line) for line in lines if line.endswith("\n") and line != "open\n"]
        process.wait()
        process.stdout.close()
        said = max([said, *numbers])
        with (
            closing(sqlite3.connect(path)) as library,
            closing(sqlite3.connect(index_path(path))) as index,
        ):
            (last,) = library.execute("SELECT seq FROM sqlite_sequence").fetchone() or (0,)
            (watermark,) = index.execute("SELECT watermark FROM state").fetchone()
            assert watermark <= last
            (kept,) = library.execute("SELECT coalesce(max(number), 0) FROM page").fetchone()
            assert said <= kept <= said + 1
            said = kept

    with Library.open(path, write=True):
        pass
    assert said > 20  # transactions that were done between the kills
    assert ((), said * 8) == (check(path, deep=True), found(path, "慈溪"))


def test_a_second_importer_waits_for_the_first(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    processes = [importer(path, 1, 5), importer(path, 101, 5)]

    codes = [process.wait(timeout=60) for process in processes]
    for process in processes:
        assert process.stdout is not None
        process.stdout.close()

    assert ([0, 0], 80) == (codes, found(path, "慈溪"))
    assert () == check(path, deep=True)


def test_a_reader_sees_whole_pages_while_somebody_imports(path: Path) -> None:
    process = importer(path, 101, 40)
    seen: list[int] = []
    with Search.open(path) as search:
        while process.poll() is None:
            results = search.find(parse_query("慈溪产值"), limit=1000)
            assert 0 == len(results.hits) % 8
            seen.append(len(results.hits))
    assert process.stdout is not None
    process.stdout.close()

    assert (0, sorted(seen)) == (process.returncode, seen)
    assert 320 == found(path, "慈溪产值")
    with pytest.raises(LibraryBusyError), Library.open(path, write=True):
        Library.open(path, write=True)


def test_a_search_is_given_up_when_it_is_interrupted(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Search.open(path) as search:

        def interrupt_first(connection: object) -> frozenset[int]:
            search.interrupt()
            return frozenset()

        with monkeypatch.context() as patch:
            patch.setattr("nbreader.library.search._pending", interrupt_first)
            for ask in (search.find, search.ids, search.count):
                with pytest.raises(Interrupted):
                    ask(parse_query("慈溪，题"))

        assert 1 == len(search.find(parse_query("慈溪")).hits)
        search.interrupt()  # before the call begins
        with pytest.raises(Interrupted):
            search.find(parse_query("慈溪"))
        assert 1 == len(search.find(parse_query("慈溪")).hits)
