from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from tests.screen.conftest import MAGNETS, MakeApp
from tests.screen.driving import WIDE, press, settle, told

from nbreader import actions
from nbreader.model import Annotations, Article, Mention, Organisation
from nbreader.tui.messages import Annotated


async def test_all_articles_are_annotated_together(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        session = app.session
        named = {i: {m.organisation for m in a.mentions} for i, a in session.annotations.items()}

        assert {"lead": set(), "other": {MAGNETS.name}, "chain": {MAGNETS.name}} == named
        assert (MAGNETS,) == session.organisations


async def test_the_article_alone_is_annotated_before_all(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nbreader.tui.screens.annotating._IDLE", 60.0)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        for _ in range(100):
            await pilot.pause(0.01)
            if "lead" in app.session.annotations:
                break

        assert app.session.annotations["lead"].figures
        assert not app.session.annotated


async def test_what_was_found_together_stays_when_an_article_is_opened(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "]")

        assert app.session.annotations[app.session.article_id].mentions


async def test_pages_read_again_are_annotated_again(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        session, seen = app.session, []
        from nbreader.tui.messages import Opened
        from nbreader.tui.shelf import Shelf

        app.reader.take_in(Opened(Shelf(session.shelf.issues[:1]), done=True))
        seen.append(session.annotated)
        await settle(pilot)
        seen.append(session.annotated)

        assert [False, True] == seen
        assert {"lead", "other"} == set(session.annotations)


@pytest.mark.parametrize(("text", "figures"), [("", 4), ("as it read before", 4), (None, 0)])
async def test_what_was_found_in_another_text_comes_too_late(
    make_app: MakeApp, text: str | None, figures: int
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.session.linked.clear()  # as after a correction: all are looked at anew
        place = app.session.shelf.place("lead")
        assert place is not None
        found = Annotations(article_id="lead")
        told = Annotated((found,), text=place.article.text if text is None else text)
        app.reader.post_message(told)
        await pilot.pause()

        assert figures == len(app.session.annotations["lead"].figures)


@pytest.mark.parametrize("table", ["[company", '[compny]\n"甲公司" = ""'])
async def test_a_fault_of_ones_own_table_is_said_once(
    table: str, make_app: MakeApp, tmp_path: Path
) -> None:
    (tmp_path / "organisations.toml").write_text(table, encoding="utf-8")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.reader.annotate_soon()
        await pilot.pause(0.05)
        await settle(pilot)

        assert 1 == sum("organisations.toml" in sentence for sentence in told(app))
        assert actions.load_settings().complaints == ()


@pytest.mark.parametrize(("setting", "expected"), [("true", {"tagged"}), ("false", {"ruled"})])
async def test_the_tagger_is_asked_last_and_may_be_forbidden(
    make_app: MakeApp,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    expected: set[str],
) -> None:
    (tmp_path / "config.toml").write_text(f"ner = {setting}", encoding="utf-8")
    monkeypatch.setattr(actions, "can_tag", lambda: True)
    monkeypatch.setattr(actions, "tag_organisations", lambda articles: {"lead": ((0, 2),)})
    monkeypatch.setattr(actions, "find_organisations", _named_by_rule_or_tag)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)

        assert expected == {each.name for each in app.session.organisations}


def _named_by_rule_or_tag(
    articles: Sequence[Article], own: Sequence[object], tagged: Mapping[str, object] | None = None
) -> tuple[tuple[Organisation, ...], dict[str, tuple[Mention, ...]]]:
    return (Organisation(name="tagged" if tagged else "ruled", kind="company"),), {}
