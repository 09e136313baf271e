"""Calls in a thread of their own: the one that is given up is stopped, and no other."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest

from nbreader.tui.background import OneThread

SOON = 10  # seconds; nothing here takes as long


class Work:
    """A call that waits until it is let go, and looks then whether it is to stop."""

    def __init__(self) -> None:
        self.begun, self.let_go = Event(), Event()
        self.stopped = False
        self.calls: list[str] = []

    def stop(self) -> None:
        self.stopped = True

    def call(self, name: str) -> str:
        self.calls.append(name)
        self.begun.set()
        assert self.let_go.wait(SOON)
        if self.stopped:
            self.stopped = False
            raise InterruptedError
        return name


def test_a_call_that_is_given_up_as_it_begins_is_stopped() -> None:
    work = Work()

    async def drive() -> str:
        thread = OneThread("test", work.stop)
        first = asyncio.ensure_future(thread.run(work.call, "first"))
        assert await asyncio.to_thread(work.begun.wait, SOON)
        first.cancel()
        await asyncio.sleep(0)
        stopped = work.stopped
        work.let_go.set()
        told = await thread.run(work.call, "second")
        thread.close(lambda: None)
        assert stopped
        return told

    assert "second" == asyncio.run(drive())
    assert ["first", "second"] == work.calls


def test_a_call_that_was_stopped_in_the_place_of_another_is_done_again() -> None:
    work = Work()
    work.let_go.set()

    async def drive() -> str:
        thread = OneThread("test", work.stop)
        work.stop()  # of a call that had ended by then
        told = await thread.run(work.call, "second")
        thread.close(lambda: None)
        return told

    assert "second" == asyncio.run(drive())
    assert ["second", "second"] == work.calls


def test_what_waits_when_the_thread_is_let_go_is_not_begun_anew() -> None:
    work = Work()

    async def drive() -> None:
        thread = OneThread("test", work.stop)
        call = asyncio.ensure_future(thread.run(work.call, "last"))
        assert await asyncio.to_thread(work.begun.wait, SOON)
        thread.close(lambda: None)
        work.let_go.set()
        with pytest.raises(InterruptedError):
            await call

    asyncio.run(drive())
    assert ["last"] == work.calls
