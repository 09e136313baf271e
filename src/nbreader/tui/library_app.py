"""The App over the library."""

from __future__ import annotations

from pathlib import Path

from nbreader import actions
from nbreader.actions import Settings, shelving
from nbreader.actions.shelving import FirstView, Shelved
from nbreader.tui.app import ReaderApp, run_app
from nbreader.tui.screens.library import LibraryScreen
from nbreader.tui.screens.library_session import LibrarySession, session_over


class LibraryApp(ReaderApp):
    """The reader's program, its first screen over the library."""

    session: LibrarySession

    def __init__(self, session: LibrarySession, first: Shelved) -> None:
        super().__init__(session, [])
        self._first = first

    def make_reader(self) -> LibraryScreen:
        return LibraryScreen(self.session, self._first)


def run_library(path: Path) -> int | None:
    """Read the library on the screen; None, and nothing is shown, if it has no articles.

    BadDataError for a library that cannot be read.
    """
    view = shelving.first_view(path)
    if view is None:
        return None
    return run_app(LibraryApp(session_over(path, view, actions.load_settings()), view.shelved))


def screen_over(path: Path, view: FirstView, settings: Settings) -> LibraryScreen:
    """The screen over a library that was read so far."""
    return LibraryScreen(session_over(path, view, settings), view.shelved)
