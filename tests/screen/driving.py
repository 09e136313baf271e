"""Small steps that the screen's tests share."""

from __future__ import annotations

import re
from contextlib import suppress

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from nbreader.tui.app import ReaderApp
from nbreader.tui.widgets.bars import HintBar

WIDE, SMALL = (120, 36), (80, 24)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until no work is under way and all messages are handled."""
    assert isinstance(pilot.app, ReaderApp)
    session = pilot.app.session
    for _ in range(2):  # what a worker posts may start another one
        with suppress(WorkerCancelled):  # by a later key
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        for _ in range(100):  # it begins when the reader has had a moment of quiet
            if not pilot.app.is_running or session.annotated or not session.shelf.order:
                break
            await pilot.pause(0.01)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press these keys, and wait for what they set off."""
    await pilot.press(*keys)
    await settle(pilot)


def shown(app: ReaderApp) -> str:
    """All that stands on the screen."""
    lines = app.screen._compositor.render_strips(app.size)
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)


def unbroken(app: ReaderApp) -> str:
    """All that stands on the screen, without blanks, line ends and frames.

    What has a path of the test's own folder in it is broken elsewhere each time.
    """
    return re.sub(r"[\s│]", "", shown(app))


def labels(app: ReaderApp) -> list[str]:
    """The labels in the outline."""
    return [entry.label for entry in app.reader.outline.items]


def headline(app: ReaderApp) -> str:
    """The headline of the open article."""
    article = app.reader.view.article
    return article.headline if article else ""


def passage(app: ReaderApp) -> str:
    """The text under the passage cursor."""
    view = app.reader.view
    assert view.article is not None
    return view.article.text[slice(*view.passage_range())]


def told(app: ReaderApp) -> list[str]:
    """What the reader was told."""
    return [notification.message for notification in app._notifications]


def hint_labels(app: ReaderApp) -> list[str]:
    """The labels in the footer."""
    return [label for _, label in app.screen.query_one(HintBar).hints]
