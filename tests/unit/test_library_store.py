"""Pages saved, replaced, dated and listed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.builders import make_article, make_figure
from tests.shelving import compose, new_page, save

from nbreader.library import codec, parse_query
from nbreader.library.care import check
from nbreader.library.database import index_path
from nbreader.library.dossiers import (
    articles_of_metric,
    articles_of_organisation,
    metrics,
    organisation,
    organisations,
)
from nbreader.library.index import pending
from nbreader.library.keys import keys_of_undated
from nbreader.library.listing import (
    articles,
    find_ids,
    issues,
    months,
    pages,
    totals,
    undated_pages,
    years,
)
from nbreader.library.loading import (
    load_annotations,
    load_article,
    load_organisations,
    load_page,
    stored_source,
)
from nbreader.library.notes import (
    Notes,
    open_article,
    place_of,
    saved_searches,
)
from nbreader.library.removing import find_pages, remove_page
from nbreader.library.saving import NewPage, Outcome, bulk, known_page, save_pages
from nbreader.library.search import Search
from nbreader.library.store import Library, LibraryBusyError, exists
from nbreader.model import (
    Annotations,
    Article,
    Block,
    Byline,
    Dateline,
    Doubt,
    Edit,
    Figure,
    Jump,
    Mention,
    Organisation,
    Page,
    Piece,
    Role,
)

DAY = date(2026, 3, 25)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path, write=True) as opened:
        yield opened


def found(path: Path, words: str) -> list[str]:
    with Search.open(path) as search:
        return list(search.ids(parse_query(words)))


def jumping(headline: str, direction: str, page: str) -> Article:
    return replace(make_article(headline), jump=Jump(direction=direction, page=page))


# --- saving


def test_a_page_comes_back_as_it_was_saved(library: Library) -> None:
    new = new_page([make_article("慈溪", ("产值",)), make_article("镇海")])

    (saved,) = save(library, new)

    assert (Outcome.ADDED, 2) == (saved.outcome, saved.articles)
    assert new.page == load_page(library, saved.page_id)


def test_the_same_bytes_twice_change_nothing(library: Library) -> None:
    new = new_page([make_article()])
    save(library, new)
    before = library.connection.total_changes

    (saved,) = save(library, new)

    assert (Outcome.UNCHANGED, new.page.id, 1) == (saved.outcome, saved.page_id, saved.articles)
    assert before == library.connection.total_changes


def test_another_version_replaces_the_page(library: Library, path: Path) -> None:
    old = new_page([make_article("旧题")], data=b"a")
    new = new_page([make_article("新题")], data=b"a", version="2")
    save(library, old)

    (saved,) = save(library, new)

    assert (Outcome.REPLACED, old.page.articles, new.page.articles) == (
        saved.outcome,
        saved.old,
        saved.new,
    )
    assert ([], [new.page.articles[0].id]) == (found(path, "旧题"), found(path, "新题"))


def test_other_corrections_replace_the_page(library: Library) -> None:
    new = new_page([make_article()])
    save(library, new)
    edits = (Edit(kind="metadata", field="page", value="3"),)

    (saved,) = save(library, replace(new, edits=edits))

    assert Outcome.REPLACED is saved.outcome
    known = known_page(library, new.page.source.sha256)
    assert known is not None
    assert known.is_current("1", edits)


def test_undated_pages_that_were_dated_by_mistake_stand_where_they_stood(
    library: Library, path: Path
) -> None:
    def page(name: str, day: date | None = None) -> NewPage:
        titles = [f"港口{name}", f"慈溪{name}"]
        articles = [make_article(title, ("码头。",)) for title in titles]
        return new_page(articles, day=day, number=None, newspaper="", data=name.encode())

    def order() -> tuple[list[str], list[str]]:
        return [row.id for row in undated_pages(library)], found(path, "码头")

    save(library, *map(page, "甲乙丙丁"))
    listed, read = order()
    save(library, replace(page("乙", DAY), version="2"), replace(page("丙", DAY), version="2"))
    assert 2 == len(undated_pages(library))
    save(library, page("丙"), page("戊"), page("乙"))

    assert (listed, read) == (order()[0][1:], order()[1][2:])
    assert [f"{page_id}-i0001" for page_id in listed] == read[::2]
    assert () == check(path, mend=False, deep=True)


def test_an_undated_page_that_grew_is_found_as_well(library: Library, path: Path) -> None:
    first = new_page([make_article("港口甲")], day=None, data=b"a")
    second = new_page([make_article("港口乙")], day=None, data=b"b")
    save(library, first, second)
    grown = new_page([make_article("港口甲"), make_article("港口丙")], day=None, data=b"a")

    save(library, replace(grown, version="2"))

    assert [second.page.id, first.page.id] == [row.id for row in undated_pages(library)]
    assert 3 == len(found(path, "港口"))


def test_a_page_that_is_dated_moves_to_its_day_and_stays_read(library: Library, path: Path) -> None:
    undated = new_page([make_article("慈溪")], day=None, data=b"a")
    save(library, undated)
    with Notes.open(path) as notes:
        notes.mark_read([undated.page.articles[0].id])
        notes.keep_place(undated.page.articles[0].id, 1, 2)
    dated = new_page([make_article("慈溪")], day=DAY, data=b"a", version="2")

    (saved,) = save(library, dated)

    renamed = (undated.page.articles[0].id, dated.page.articles[0].id)
    assert (renamed,) == saved.renamed
    (row,) = articles(library, issue_id=saved.issue_id)
    assert (DAY, True) == (row.date, row.read)
    assert row.key > keys_of_undated()[1]
    assert (1, 2) == place_of(library, row.id)
    assert [row.id] == found(path, "慈溪")


def test_what_was_read_stays_read_where_articles_change_places(
    library: Library, path: Path
) -> None:
    one, other = make_article("一", ("甲乙丙丁戊己",)), make_article("二", ("子丑寅卯辰巳",))
    old = new_page([one, other], data=b"a")
    save(library, old)
    with Notes.open(path) as notes:
        notes.mark_read([old.page.articles[0].id])

    (saved,) = save(library, new_page([other, one], data=b"a", version="2"))

    assert [False, True] == [row.read for row in articles(library, issue_id=saved.issue_id)]
    first, second = (article.id for article in old.page.articles)
    assert {(first, second), (second, first)} == set(saved.renamed)


def test_a_jump_is_joined_across_imports(library: Library) -> None:
    front = new_page([jumping("春耕", "to", "7")], number=1)
    back = new_page([jumping("春耕", "from", "1")], number=7, data=b"back")
    save(library, front)

    save(library, back)

    joined = load_article(library, front.page.articles[0].id)
    assert joined is not None
    assert joined.jump is not None
    assert back.page.articles[0].id == joined.jump.article_id


def test_a_jump_is_open_again_where_its_other_end_is_taken_out(library: Library) -> None:
    front = new_page([jumping("春耕", "to", "7")], number=1)
    back = new_page([jumping("春耕", "from", "1")], number=7, data=b"back")
    save(library, front, back)
    assert load_article(library, front.page.articles[0].id) != front.page.articles[0]

    remove_page(library, back.page.id, compose=compose)

    assert load_article(library, front.page.articles[0].id) == front.page.articles[0]


def test_two_files_that_claim_one_page_are_both_kept(library: Library) -> None:
    one, other = new_page([make_article("甲")]), new_page([make_article("乙")])
    save(library, one)

    (saved,) = save(library, other)

    assert saved.page_id != one.page.id
    assert 2 == len(pages(library, saved.issue_id))


def test_nothing_is_saved_where_composing_fails(library: Library) -> None:
    def fail(pages: object) -> Any:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        save_pages(library, [new_page([make_article()])], compose=fail)

    assert 0 == totals(library).articles


def test_a_page_is_taken_out(library: Library, path: Path) -> None:
    new = new_page([make_article("慈溪")])
    save(library, new)

    assert remove_page(library, new.page.id, compose=compose)

    assert ((), []) == (issues(library), found(path, "慈溪"))
    assert not remove_page(library, new.page.id, compose=compose)


def test_a_page_is_known_by_its_file_its_id_or_an_article(library: Library) -> None:
    one, other = new_page([make_article("甲")]), new_page([make_article("乙")], number=2)
    save(library, one, other)

    for word in (one.page.id, one.page.source.sha256, one.page.articles[0].id, "p0001", "1-i0001"):
        assert [one.page.id] == [page.page_id for page in find_pages(library, word)], word
    assert 2 == len(find_pages(library, "2026"))
    assert () == find_pages(library, "?")


def test_big_imports_are_found_when_they_are_done(library: Library, path: Path) -> None:
    with bulk(library):
        save(library, new_page([make_article("慈溪")]))
        assert 1 == pending(library.connection, index_path(path))

    assert 0 == pending(library.connection, index_path(path))
    assert 1 == len(found(path, "慈溪"))


def test_a_big_import_leaves_the_index_in_order(
    library: Library, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nbreader.library.index.CHUNK", 3)
    monkeypatch.setattr("nbreader.library.index._FEW", 3)
    news = [new_page([make_article("慈溪", (text,))], number=n) for n, text in enumerate("甲乙丙")]

    with bulk(library):
        save(library, *news[:2])
    assert set() == marked_pairs(path)
    with bulk(library):
        save(library, news[2])
    assert {"慈溪"} <= marked_pairs(path)
    assert not library.is_unsettled

    save(library, new_page([make_article("慈溪", ("丁",))], number=2, data=b"new"))
    remove_page(library, news[0].page.id, compose=compose)
    assert 3 == len(found(path, "慈溪"))
    with Search.open(path) as search:
        assert 3 == search.count(parse_query("慈溪")).number
    assert () == check(path, deep=True)


def marked_pairs(path: Path) -> set[str]:
    with closing(sqlite3.connect(index_path(path))) as index:
        return {pair for (pair,) in index.execute("SELECT pair FROM common")}


def test_a_search_says_what_the_index_does_not_know_yet(library: Library, path: Path) -> None:
    save(library, new_page([make_article("慈溪", ("旧",))], data=b"a"))
    with bulk(library):
        save(library, new_page([make_article("慈溪", ("新",))], data=b"a", version="2"))
        with Search.open(path) as search:
            results = search.find(parse_query("慈溪"))
            number = search.count(parse_query("慈溪")).number

    assert ((), 1, 0) == (results.hits, results.pending, number)


def test_a_file_can_be_read_again_from_the_library(library: Library) -> None:
    new = new_page([make_article("慈溪")])
    save(library, new)

    assert (new.data, new.page.source) == stored_source(library, new.page.source.sha256)
    assert stored_source(library, "0") is None


def test_text_that_the_bytes_do_not_say_is_kept(library: Library) -> None:
    new = new_page([make_article("慈溪")], data=b"\xff")
    save(library, new)

    kept = stored_source(library, new.page.source.sha256)

    assert kept is not None
    assert new.page.source.text == kept[1].text


def test_half_a_character_is_kept_and_the_rest_is_found(library: Library, path: Path) -> None:
    new = new_page([make_article("慈\ud800溪", ("产值",))])
    save(library, new)

    assert new.page == load_page(library, new.page.id)
    assert [new.page.articles[0].id] == found(path, "产值")


def test_a_file_that_was_never_saved_is_not_known(library: Library) -> None:
    save(library, new_page([make_article()]))

    assert known_page(library, "0") is None


def test_a_day_takes_no_more_articles_than_it_has_keys(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nbreader.errors import BadDataError
    from nbreader.library import rows

    monkeypatch.setattr(rows, "keys_of_day", lambda day: (100, 102))
    save(library, new_page([make_article("甲"), make_article("乙")], number=1))
    save(library, new_page([make_article("丙")], number=2))
    remove_page(library, "nbrb-2026-03-25-p0001", compose=compose)

    save(library, new_page([make_article("丁")], number=3))
    with pytest.raises(BadDataError, match="同一天"):
        save(library, new_page([make_article("戊"), make_article("己")], number=4))

    assert ["丙", "丁"] == [row.headline for row in articles(library, issue_id="nbrb-2026-03-25")]


def test_only_a_library_that_is_written_can_be_saved_to(library: Library, path: Path) -> None:
    with Library.open(path) as reader, pytest.raises(ValueError, match="read only"):
        save(reader, new_page([make_article()]))


def test_a_second_importer_is_told_that_there_is_one(library: Library, path: Path) -> None:
    with pytest.raises(LibraryBusyError, match="另一个程序"):
        Library.open(path, write=True)

    assert exists(path)


# --- codec


def _full(kind: type, **parts: Any) -> Any:
    """A noun with something in every field that is not given."""
    given = {
        "str": "字",
        "int": 1,
        "int | None": 2,
        "bool": True,
        "float": 0.5,
        "Role": Role.CAPTION,
        "tuple[Piece, ...]": (Piece(start=1, end=3, page="p"), Piece(start=5, end=6, markup=True)),
    }
    return kind(
        **{f.name: parts[f.name] if f.name in parts else given[str(f.type)] for f in fields(kind)}
    )


def test_every_field_of_an_article_is_kept() -> None:
    doubt, block = _full(Doubt), _full(Block)
    article: Article = _full(
        Article,
        head=(block,),
        blocks=(block, block),
        byline=(_full(Byline),),
        dateline=_full(Dateline),
        jump=_full(Jump),
        doubts=(doubt,),
    )

    packed = codec.pack_article(article, page_id="p")

    assert article == codec.unpack_article(
        packed, text=article.text, article_id=article.id, page_id="p"
    )
    assert article.jump == codec.jump_of(codec.jump_json(article.jump))


def test_every_field_of_a_figure_is_kept() -> None:
    figure: Figure = _full(
        Figure,
        start=0,
        end=1,
        value=Decimal("1.50"),
        low=Decimal(1),
        high=Decimal(2),
        confidence=(("metric", 0.7),),
    )
    columns = {
        name: getattr(figure, name)
        for name in (
            *("start", "end", "printed", "value", "low", "high"),
            *("metric", "subject", "unit", "kind", "approx"),
        )
    }

    assert figure == codec.figure_of(codec.figure_json(figure), **columns)


def test_every_field_of_an_edit_is_kept() -> None:
    edits = (_full(Edit), Edit(kind="join"))

    assert edits == codec.edits_of(codec.edits_json(edits))


def test_a_field_of_a_later_program_is_passed_over() -> None:
    assert (Edit(kind="join"),) == codec.edits_of('[{"kind":"join","later":1}]')


def test_furniture_and_doubts_of_a_page_are_kept(library: Library) -> None:
    new = new_page([make_article()])
    page: Page = replace(
        new.page, furniture=(_full(Block),), doubts=(_full(Doubt),), label="要闻", edition="早"
    )
    save(library, replace(new, page=page))

    assert page == load_page(library, page.id)


# --- listing


@pytest.fixture
def shelf(library: Library) -> Library:
    """Issues of three days and two papers, and an undated page."""
    save(
        library,
        new_page([make_article("甲"), make_article("乙")], number=1, day=DAY),
        new_page([make_article("丙")], number=2, day=DAY),
    )
    save(library, new_page([make_article("丁")], number=1, day=date(2026, 4, 1)))
    save(library, new_page([make_article("戊")], number=1, day=date(1980, 1, 1)))
    save(library, new_page([make_article("己")], number=None, day=None, newspaper=""))
    return library


def test_years_and_months_count_what_they_hold(shelf: Library, path: Path) -> None:
    (first, *_) = articles(shelf, issue_id="nbrb-2026-03-25")
    with Notes.open(path) as notes:
        notes.mark_read([first.id])

    assert [(2026, 2, 3, 4, 3), (1980, 1, 1, 1, 1), (None, 1, 1, 1, 1)] == [
        (row.year, row.issues, row.pages, row.articles, row.unread) for row in years(shelf)
    ]
    assert [(4, 1, 1), (3, 3, 2)] == [
        (row.month, row.articles, row.unread) for row in months(shelf, 2026)
    ]
    assert ((), 5) == (months(shelf, 1999), totals(shelf).unread)


def test_issues_come_newest_first(shelf: Library) -> None:
    names = [row.id for row in issues(shelf)]

    assert ["nbrb-2026-04-01", "nbrb-2026-03-25", "nbrb-1980-01-01", "undated"] == names
    assert names[1:3] == [row.id for row in issues(shelf, before=names[0], limit=2)]
    assert names[1:2] == [row.id for row in issues(shelf, year=2026, month=3)]
    assert names[3:] == [row.id for row in issues(shelf, undated=True)]
    assert names[:3] == [row.id for row in issues(shelf, newspaper="宁波日报")]


def test_pages_and_articles_come_in_the_order_of_the_paper(shelf: Library) -> None:
    first, second = pages(shelf, "nbrb-2026-03-25")

    assert (1, 2, 2) == (first.number, first.articles, first.unread)
    assert ["甲", "乙", "丙"] == [
        row.headline for row in articles(shelf, issue_id="nbrb-2026-03-25")
    ]
    assert ["丙"] == [row.headline for row in articles(shelf, page_id=second.id)]
    (undated,) = undated_pages(shelf)
    assert () == undated_pages(shelf, before=undated.id)


def test_a_search_reads_the_front_page_of_a_day_first(shelf: Library, path: Path) -> None:
    with Search.open(path) as search:
        hits = search.find(parse_query("")).hits

    assert ["丁", "甲", "乙", "丙", "戊", "己"] == [each.row.headline for each in hits]


def test_an_article_is_found_by_a_part_of_its_id(shelf: Library) -> None:
    (first, *_) = articles(shelf, issue_id="nbrb-2026-03-25")

    assert (first.id,) == find_ids(shelf, first.id)
    assert first.id in find_ids(shelf, "2026-03-25")
    assert () == find_ids(shelf, "?")


def test_what_is_not_there_is_none(library: Library) -> None:
    assert load_article(library, "?") is None
    assert load_page(library, "?") is None
    assert load_annotations(library, "?") is None
    assert organisation(library, "?") is None
    assert () == load_organisations(library, ["?"])


# --- notes


def test_the_reader_keeps_places_and_searches(shelf: Library, path: Path) -> None:
    (first, *_) = articles(shelf, issue_id="nbrb-2026-03-25")
    with Notes.open(path) as notes:
        notes.keep_place(first.id, 2, 7)
        notes.mark_read([first.id, "?"])
        notes.save_search("产值", "metric:产值")
        notes.save_search("产值", "产值")
        notes.save_search("别的", "x")
        notes.remove_search("别的")

    assert ((2, 7), first.id) == (place_of(shelf, first.id), open_article(shelf))
    assert [("产值", "产值")] == [(each.name, each.query) for each in saved_searches(shelf)]
    assert [True] == [row.read for row in articles(shelf, page_id=first.page_id)][:1]


def test_notes_are_kept_while_somebody_imports(library: Library, path: Path) -> None:
    new = new_page([make_article()])
    save(library, new)

    with Notes.open(path) as notes:
        notes.mark_read([new.page.articles[0].id])

    assert 0 == totals(library).unread


# --- organisations and metrics

FULL = "宁波招宝磁业股份有限公司"


@pytest.fixture
def companies(library: Library) -> Library:
    """Two articles that name a company, one of them beside another and with a figure."""
    text = "招宝磁业产值12亿元。科宁达也在。"
    one = make_article("", (f"{FULL}投产。",))
    other = make_article("", (text,))
    figure = Figure(
        start=6,
        end=10,
        printed="12亿元",
        value=Decimal(12 * 10**8),
        unit="元",
        kind="amount",
        metric="产值",
        subject="招宝磁业",
    )
    mentions = (
        Mention(start=0, end=4, printed="招宝磁业", organisation=FULL),
        Mention(
            start=11, end=14, printed="科宁达", organisation="", owners=("科宁达甲", "科宁达乙")
        ),
    )
    new = new_page(
        [one, other],
        annotations=[
            Annotations(
                article_id="",
                mentions=(Mention(start=0, end=len(FULL), printed=FULL, organisation=FULL),),
            ),
            Annotations(article_id="", figures=(figure,), mentions=mentions, keywords=("磁",)),
        ],
        organisations=(
            Organisation(name=FULL, kind="company", aliases=("招宝磁业",)),
            Organisation(name="科宁达甲", kind="company"),
        ),
    )
    initials = {FULL: ("nbzbcy", "nbcbcy"), "产值": ("cz",)}
    save_pages(library, [new], compose=compose, spell=lambda name: initials.get(name, ()))
    return library


def _naming(text: str, *names: tuple[str, str]) -> NewPage:
    """A page of one article that prints names, each of an organisation."""
    mentions = tuple(
        Mention(start=at, end=at + len(word), printed=word, organisation=owner)
        for word, owner in names
        for at in (text.index(word),)
    )
    figure = make_figure(text, "12亿元", metric="产值") if "产值" in text else None
    return new_page(
        [make_article("", (text,))],
        annotations=[
            Annotations(article_id="", mentions=mentions, figures=(figure,) if figure else ())
        ],
        number=len(text),
    )


SHORT = _naming("招宝磁业产值12亿元。", ("招宝磁业", FULL))
WHOLE = _naming(f"{FULL}投产。", (FULL, FULL))


def _names(library: Library) -> list[str]:
    return [name for (name,) in library.connection.execute("SELECT name FROM alias ORDER BY name")]


def test_a_name_that_no_page_prints_any_more_finds_nothing(library: Library) -> None:
    save(library, SHORT, WHOLE)
    with_both = _names(library)
    remove_page(library, SHORT.page.id, compose=compose)

    assert [FULL, "招宝磁业"] == with_both
    assert [FULL] == _names(library)
    assert organisation(library, "招宝磁业") is None
    assert () == metrics(library)
    remove_page(library, WHOLE.page.id, compose=compose)
    assert (None, []) == (organisation(library, FULL), _names(library))
    save(library, SHORT)
    assert [FULL, "招宝磁业"] == _names(library)


def test_a_name_that_another_page_prints_stays(library: Library) -> None:
    other = _naming("招宝磁业的旧闻，也有。", ("招宝磁业", FULL))
    save(library, SHORT, other)
    remove_page(library, SHORT.page.id, compose=compose)

    assert [FULL, "招宝磁业"] == _names(library)


def test_a_page_that_is_read_otherwise_forgets_the_name_it_misread(library: Library) -> None:
    save(library, replace(SHORT, version="1"))
    found = replace(SHORT.annotations[0], mentions=())
    save(library, replace(SHORT, version="2", annotations=(found,)))

    assert [] == _names(library)
    assert ["产值"] == [row.name for row in metrics(library)]


def test_organisations_are_found_by_any_name_and_by_initials(companies: Library) -> None:
    for typed in ("招宝", "招宝磁业", "nbzb", "zbcy", "nbcb", ""):
        assert FULL in [row.name for row in organisations(companies, typed)], typed
    assert [] == [row.name for row in organisations(companies, "不在")]
    assert [FULL] == [row.name for row in organisations(companies, kind="company")]


def test_an_organisation_counts_what_names_it_for_sure(companies: Library) -> None:
    row = organisation(companies, "招宝磁业")

    assert row is not None
    assert (FULL, "company", ("招宝磁业",), 2, 2) == (
        row.name,
        row.kind,
        row.aliases,
        row.articles,
        row.mentions,
    )
    unsure = organisation(companies, "科宁达")
    assert unsure is not None
    assert 0 == unsure.mentions


def test_the_articles_of_an_organisation_come_newest_first(companies: Library) -> None:
    rows = articles_of_organisation(companies, FULL)

    assert ["i0001", "i0002"] == [row.id[-5:] for row in rows]
    assert rows[:1] == articles_of_organisation(companies, FULL, limit=1)
    assert 1 == len(articles_of_organisation(companies, "科宁达甲"))
    assert () == articles_of_organisation(companies, "不在")


def test_metrics_are_listed_and_their_articles_found(companies: Library) -> None:
    assert [("产值", 1)] == [(row.name, row.figures) for row in metrics(companies, "cz")]
    assert () == metrics(companies, "营收")
    assert 1 == len(articles_of_metric(companies, "产值"))
    assert () == articles_of_metric(companies, "营收")


def test_names_and_keywords_come_back(companies: Library) -> None:
    (organisation_,) = load_organisations(companies, [FULL])
    rows = articles(companies, issue_id="nbrb-2026-03-25")

    assert (("招宝磁业",), "company") == (organisation_.aliases, organisation_.kind)
    annotations = load_annotations(companies, rows[1].id)
    assert annotations is not None
    assert ("磁",) == annotations.keywords


def test_counts_go_with_the_page(companies: Library, path: Path) -> None:
    remove_page(companies, "nbrb-2026-03-25-p0001", compose=compose)

    assert ((), ()) == (organisations(companies), metrics(companies))
    assert [] == found(path, "company:招宝")


@pytest.mark.parametrize(
    "words", ["company:招宝", "company:zbcy", "company:nbcb", "公司:磁业 metric:产值"]
)
def test_a_company_is_searched_by_any_name(companies: Library, path: Path, words: str) -> None:
    rows = articles(companies, issue_id="nbrb-2026-03-25")

    assert rows[1].id in found(path, words)


def test_counts_by_month_and_issue_narrow_the_tree(shelf: Library, path: Path) -> None:
    query = parse_query("")
    with Search.open(path) as search:
        by_month = search.counts_by(query, "month", year=2026)
        by_issue = search.counts_by(query, "issue", year=2026, month=3)
        undated = search.counts_by(query, "issue", undated=True)

    assert (("2026-04", 1), ("2026-03", 3)) == by_month
    assert ((("nbrb-2026-03-25", 3),), (("undated", 1),)) == (by_issue, undated)
