"""What is told over the columns is whole: no wide character lies across an edge below it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.screen.conftest import MakeApp
from tests.screen.driving import WIDE, headline, press, settle, shown
from textual.pilot import Pilot

from nbreader.tui.app import ReaderApp

# Wide and narrow characters, so that over any two neighbouring columns a wide one may lie.
SENTENCE = "自己的机构表 organisations.toml 读不了：第 3 行的“名称”少一半引号，改好以后再打开；" * 2
WIDTHS = range(80, 131)


def told(app: ReaderApp, selector: str = "Toast") -> str:
    """What stands on the screen within the first such widget, without the blanks."""
    region = app.screen.query(selector).first().region
    strips = app.screen._compositor.render_strips(app.size)[region.y : region.bottom]
    lines = [strip.crop(region.x, region.right).text.strip("▌▐ ") for strip in strips]
    return "".join("".join(lines).split())


async def toast_at(pilot: Pilot[None], width: int) -> str:
    """What the toast says in a window of this width, without the blanks."""
    await pilot.resize_terminal(width, 30)
    await pilot.pause()
    assert isinstance(pilot.app, ReaderApp)
    return told(pilot.app)


SOME = (80, 95, 109, 110, 125, 149, 150, 160)


@pytest.mark.parametrize(
    ("keys", "widths"),
    [
        ((), WIDTHS),
        ((), (60, *SOME)),
        (("t",), SOME),  # narrow windows have a drawer open
        (("1",), SOME),
        (("t", "t"), SOME),  # wide ones have a column hidden
        (("1", "1"), SOME),
        (("t", "t", "1", "1"), SOME),
        (("B",), WIDTHS[::3]),
        (("C",), WIDTHS[::3]),
        (("m",), SOME),
        (("s",), WIDTHS[::3]),
        (("a",), SOME),
    ],
)
async def test_what_is_told_is_whole(
    make_app: MakeApp, keys: tuple[str, ...], widths: Sequence[int]
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        app.clear_notifications()
        app.notify(SENTENCE, markup=False, timeout=600)
        await pilot.pause()
        shown = {width: await toast_at(pilot, width) for width in widths}

        assert dict.fromkeys(widths, "".join(SENTENCE.split())) == shown


@pytest.mark.parametrize("size", [(120, 30), (90, 30)])
async def test_what_a_headline_under_the_mouse_tells_is_whole(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setattr(ReaderApp, "TOOLTIP_DELAY", 0.01)
    app = make_app()
    async with app.run_test(size=size, tooltips=True) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        words = ("产业集群", "制造业", "智能", "家电产业园", "订单", "绿色工厂", "AI", "出口")
        app.reader.outline.keywords = {"lead": words}
        at = next(n for n, item in enumerate(app.reader.outline.items) if item.key == "lead")
        for x in (2, 26):
            await pilot.hover("#outline", offset=(x, at + 1))  # it has a free line on top
            await pilot.pause(0.1)

            assert f"慈溪跑出“加速度”关键词{''.join(words)}" == told(app, "Tooltip")
            await pilot.hover("#article", offset=(50, 20))
            await pilot.pause(0.1)


async def test_the_line_under_the_mouse_is_the_one_that_opens(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        line = next(n for n, row in enumerate(shown(app).splitlines()) if "为链赋能" in row)
        await pilot.click(offset=(10, line))
        await settle(pilot)

        assert "为链赋能" == headline(app)
