"""What the parts of the reading screen share: its widgets and its state.

Workers carry a description: without one Textual writes out their arguments,
which here are whole issues.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from nbreader import actions
from nbreader.actions import Passage, Places, Settings
from nbreader.errors import NbreaderError
from nbreader.model import Annotations, Bookmark, Hit, Organisation
from nbreader.tui.commands import hints
from nbreader.tui.marks import Located
from nbreader.tui.messages import Failed
from nbreader.tui.orders import NameOrder, Order
from nbreader.tui.shelf import Place, Shelf
from nbreader.tui.widgets.article import ArticleView
from nbreader.tui.widgets.bars import HintBar, StatusBar, TitleBar
from nbreader.tui.widgets.margin import Margin
from nbreader.tui.widgets.outline import Outline

if TYPE_CHECKING:
    from concurrent.futures import Future

    from textual.notifications import SeverityLevel

    from nbreader.tui.background import InTurn
    from nbreader.tui.screens.report import Report


@dataclass
class Session:
    """What the reading screen knows; only handlers on the screen's thread change it.

    What was written to the library is noted by the thread that wrote it.
    """

    settings: Settings
    places: Places
    shelf: Shelf = field(default_factory=Shelf)
    article_id: str = ""
    closed: frozenset[str] = frozenset()  # entries of the outline
    bookmarks: tuple[Bookmark, ...] = ()
    annotations: dict[str, Annotations] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)  # articles annotated with all others at hand
    organisations: tuple[Organisation, ...] = ()  # of all open articles, by first mention
    annotated: bool = False  # every open article is in `linked`
    order: Order = field(default_factory=Order)  # of the figures in their panel
    name_order: NameOrder = field(default_factory=NameOrder)  # of the organisations
    located: dict[str, tuple[Located, ...]] = field(default_factory=dict)
    words: str = ""  # the filter in force
    hits: dict[str, Hit] | None = None  # by article; None without a filter
    complete: bool = False  # all pages are open
    picked: frozenset[str] = frozenset()  # pages that are marked, by their entry's key
    report: Report | None = None  # what came of the last import


class ReaderBase(Screen[None], inherit_bindings=False):
    """The widgets by name, and the steps that several parts take."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._turns: dict[str, InTurn] = {}

    @property
    def outline(self) -> Outline:
        """The left column."""
        return self.query_one(Outline)

    @property
    def view(self) -> ArticleView:
        """The article."""
        return self.query_one(ArticleView)

    @property
    def margin(self) -> Margin:
        """The right column."""
        return self.query_one(Margin)

    @property
    def status(self) -> StatusBar:
        """The line with the filter."""
        return self.query_one(StatusBar)

    @property
    def title_bar(self) -> TitleBar:
        """The top line."""
        return self.query_one(TitleBar)

    @property
    def here(self) -> Place | None:
        """The article that is open, with its page and issue."""
        return self.session.shelf.place(self.session.article_id)

    @property
    def keymap(self) -> dict[str, str]:
        """The keys that the reader has changed."""
        return dict(self.session.settings.keys)

    def say(self, words: str, *, bad: bool = False, seconds: float | None = None) -> None:
        """Tell the reader one sentence, some `seconds` long; never read as markup."""
        severity: SeverityLevel = "error" if bad else "information"
        self.notify(words, severity=severity, timeout=seconds, markup=False)

    def refresh_field(self) -> None:
        """Narrow screens have room for the words only while they are typed."""
        narrow = self.has_class("-narrow")
        self.status.beside_field = self.has_class("-filtering") or not narrow

    def refresh_hints(self) -> None:
        """Show the keys that are of use where the focus is."""
        pairs = hints(self.context, self.keymap)
        self.query_one(HintBar).hints = pairs
        self.status.hints = pairs if self.has_class("-narrow") else ()

    @property
    def context(self) -> str:
        """What the reader is at, as the hint table names it."""
        if self.has_class("-filtering"):
            return "typing"
        if self.view.visual is not None:
            return "select"
        if self.session.hits is not None and not self.margin.rows.has_focus:
            return "filter"
        if self.outline.has_focus:
            entry = self.outline.current
            return "saved" if entry is not None and entry.kind == "search" else "outline"
        if self.margin.rows.has_focus:
            return "table" if self.margin.tab in ("figures", "organisations") else "panel"
        return "article"

    def remember_passage(self) -> None:
        """Note where in the open article the reader is."""
        if self.here is not None:
            passage = Passage(article_id=self.session.article_id, paragraph=self.view.passage)
            places = self.session.places.with_passage(passage)
            self.session.places = replace(places, open_article=self.session.article_id)

    def save_places(self) -> None:
        """Write the reading state, in the background."""
        places = self.session.places
        self.in_turn("write", lambda: actions.save_places(places))

    # What is done in the order in which it was asked for

    def turn(self, name: str) -> InTurn:
        """The thread for what must be done one after the other, under this name."""
        from nbreader.tui.background import InTurn

        if name not in self._turns:
            self._turns[name] = InTurn(name)
        return self._turns[name]

    def in_turn(self, name: str, action: Callable[[], object]) -> None:
        """Have something done behind what was asked for in this turn before; a failure is told.

        "write" is for the reader's own files: the last value wins, and no two of
        them are in each other's way. Whoever waits for a turn on the screen's
        thread waits for ever if what is done there asks the screen's thread back.
        """

        def act() -> None:
            try:
                action()
            except NbreaderError as error:
                self.post_message(Failed(str(error)))

        self._watch(self.turn(name).begin(act))

    @work(group="turns", description="in turn")
    async def _watch(self, call: Future[None]) -> None:
        """A bug in what is done ends the program, as in any other worker."""
        from nbreader.tui.background import outcome

        await outcome(call)
