"""The App: opens the reading screen and holds what works on every screen."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import SystemCommand
from textual.screen import Screen

from nbreader import actions
from nbreader.actions import Places
from nbreader.errors import NbreaderError
from nbreader.model import Issue, Page, Refused
from nbreader.tui.commands import COMMANDS, bindings, shown_keys, unknown_ids
from nbreader.tui.hangup import watch_terminal
from nbreader.tui.screens.base import Session
from nbreader.tui.screens.reader import ReaderScreen
from nbreader.tui.shelf import Shelf
from nbreader.tui.typing_ahead import TypingAhead

if TYPE_CHECKING:
    from textual.command import Provider


def _command_search() -> type[Provider]:
    from nbreader.tui.palette import CommandSearch

    return CommandSearch


_LIGHT, _DARK = "textual-light", "textual-dark"
TURN = 0.0005  # seconds after which work in the background lets a key come first
_PAUSE = 0.1  # seconds between two looks at whether the reader is back at the article


class ReaderApp(TypingAhead, inherit_bindings=False):
    """The reader's program: one screen, and others laid over it."""

    TITLE = "nbreader"
    CSS_PATH = "nbreader.tcss"
    BINDINGS = bindings("app")
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar = {_command_search}
    COMMAND_PALETTE_BINDING = "ctrl+backslash"  # the palette is in our own table

    def __init__(
        self,
        session: Session,
        opened: list[Page | Refused],
        rest: Iterable[Page | Refused] = (),
        notice: str = "",
    ) -> None:
        super().__init__()
        self.notice = notice  # said on the first screen
        self.animation_level = "none"
        self.session = session
        self._opened, self._rest = opened, iter(rest)
        self.trouble = ""  # said after the screen is gone

    def on_mount(self) -> None:
        settings = self.session.settings
        if settings.theme in self.available_themes:
            self.theme = settings.theme
        else:
            self.notify(f"没有名为“{settings.theme}”的主题，现用 {self.theme}", markup=False)
        keymap = dict(settings.keys)
        self.set_keymap(keymap)
        if unknown := unknown_ids(keymap):
            self.notify(f"config.toml 的 [keys] 里没有命令 {'、'.join(unknown)}", markup=False)

    def on_ready(self) -> None:
        """The first screen is painted."""
        self.reader.go_on()

    def get_default_screen(self) -> ReaderScreen:
        """The reading screen is the lowest: no empty one is laid out and painted below it."""
        self.reader = self.make_reader()
        return self.reader

    def make_reader(self) -> ReaderScreen:
        """The first screen."""
        pages = [page for page in self._opened if isinstance(page, Page)]
        # One page needs no composing yet: that would load the parser before the first paint.
        shelf = Shelf(
            [Issue(id=p.id, newspaper=p.newspaper, date=p.date, pages=(p,)) for p in pages]
        )
        return ReaderScreen(self.session, self._opened, self._rest, shelf, self.notice)

    @work(group="library", exclusive=True, description="library")
    async def open_library(self) -> None:
        """Go from the pages that are open to the library, if there is anything in it."""
        from nbreader.actions.shelving import first_view
        from nbreader.tui.library_app import screen_over

        path = actions.library_path()
        try:
            view = await asyncio.to_thread(first_view, path)
        except NbreaderError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        while self.screen is not self.reader:  # until what is laid over it is done with
            await asyncio.sleep(_PAUSE)
        if view is not None:
            self.reader.save_everything()
            self.workers.cancel_node(self.reader)  # it stays below: the lowest cannot be taken away
            screen = screen_over(path, view, self.session.settings)
            screen.session.report = self.session.report
            self.reader, self.session = screen, screen.session
            await self.push_screen(screen)
            screen.call_after_refresh(screen.go_on)
            screen.tell_report()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: every command of the table that works on this screen."""
        for command in COMMANDS:
            method = f"action_{command.action}"
            owner = next((o for o in (screen, self) if hasattr(o, method)), None)
            if command.palette and owner is not None:
                keys = shown_keys(command, dict(self.session.settings.keys))
                words = f"{keys}  {command.help}"
                yield SystemCommand(command.label, words, getattr(owner, method))

    def action_help(self) -> None:
        from nbreader.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(dict(self.session.settings.keys)))

    def action_palette(self) -> None:
        from textual.command import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder="命令的名字…", id="--command-palette"))

    def action_theme(self) -> None:
        """Light or dark, kept for the next run."""
        self.theme = _DARK if self.current_theme.dark is False else _LIGHT
        self.reader.change_settings(theme=self.theme)

    async def action_leave(self) -> None:
        await self.action_quit()

    async def action_quit(self) -> None:
        """Save and leave; what could not be saved is said on the terminal."""
        if callable(keep := getattr(self.screen, "keep_typed", None)):
            keep()
        self.trouble = self.reader.save_everything()
        self.exit()


def run_reader(paths: tuple[Path, ...], notice: str = "") -> int:
    """Read these files and folders on the screen; the exit code says how it went.

    `notice` is one sentence that the reader is told on the first screen.
    """
    pages = actions.open_pages(paths)
    opened: list[Page | Refused] = []
    for page in pages:  # only until there is something to read
        opened.append(page)
        if isinstance(page, Page):
            break
    if not any(isinstance(page, Page) for page in opened):
        return _say_refused(opened)
    settings = actions.load_settings()
    try:
        places = actions.load_places()
    except NbreaderError as error:  # where the reader left off is lost, and what was read
        places = Places()
        settings = replace(settings, complaints=(*settings.complaints, str(error)))
    app = ReaderApp(Session(settings, places), opened, pages, notice)
    code = run_app(app)
    return _say_refused(app.session.shelf.refused) or code


def run_app(app: ReaderApp) -> int:
    """Run the program until the reader leaves; nothing is lost when the terminal goes."""
    sys.setswitchinterval(TURN)
    watch_terminal(
        leave=partial(app.call_later, app.action_quit),
        save=lambda: app.reader.save_everything(),
    )
    app.run()
    if app.trouble:
        print(app.trouble, file=sys.stderr)
    return app.return_code or 0


def _say_refused(refused: Iterable[object]) -> int:
    """Print what could not be opened; 3 if there was any."""
    sentences = [r.sentence for r in refused if isinstance(r, Refused)]
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return 3 if sentences else 0
