"""The reading screen, part four: bookmarks, notes, export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from nbreader import actions
from nbreader.errors import BadDataError, NbreaderError
from nbreader.model import Annotations, Bookmark, Issue
from nbreader.tui.ink import Overlay
from nbreader.tui.screens.figuring import Figuring
from nbreader.tui.steps import Step, Steps

if TYPE_CHECKING:
    from nbreader.actions import Placement
    from nbreader.tui.screens.bookmarking import Addition


@dataclass
class Kept(Message):
    """The bookmarks as they are now, and where each stands."""

    bookmarks: tuple[Bookmark, ...]
    placements: dict[str, Placement]
    sentence: str = ""  # what to tell the reader
    bad: bool = False


class Keeping(Figuring):
    """What the reader keeps; every step can be undone."""

    placements: dict[str, Placement]
    bookmark_list: Callable[[], None] | None = None  # shows them anew, where they are listed
    unsaved: list[Addition]  # bookmarks that could not be written yet; of the turn "write"
    steps: Steps  # what can be taken back
    _listed: tuple[Bookmark, ...] | None = None  # as the file had them last; of the same turn

    def bookmarked(self, article_id: str) -> tuple[Overlay, ...]:
        """Inks for the bookmarked passages of an article."""
        return tuple(
            Overlay(place.start, place.end, "marked")
            for place in self.placements.values()
            if place.article_id == article_id
        )

    def starred(self) -> frozenset[str]:
        """The articles with a bookmark."""
        return frozenset(place.article_id for place in self.placements.values())

    def tags_by_article(self) -> dict[str, tuple[str, ...]]:
        """The tags of each article with bookmarks, none where they have none."""
        tags: dict[str, tuple[str, ...]] = {}
        for bookmark in self.session.bookmarks:
            if (place := self.placements.get(bookmark.id)) is not None:
                tags[place.article_id] = tags.get(place.article_id, ()) + bookmark.tags
        return tags

    def pages_changed(self) -> None:
        """Find the bookmarks in the pages that are open now."""
        super().pages_changed()
        self.change_bookmarks(lambda: "")

    def change_bookmarks(self, change: Callable[[], str], step: Step | None = None) -> None:
        """Make a change, then read all bookmarks anew and find their places.

        Changes are made in the order in which they were asked for; `step` takes this one back.
        """
        if step is not None:
            self.steps.add(step)
        self.in_turn("write", lambda: self._change_bookmarks(change, step))

    def _change_bookmarks(self, change: Callable[[], str], step: Step | None) -> None:
        from nbreader.tui.screens.bookmarking import LaterError

        sentence, bad = "", False
        self.save_unsaved()
        try:
            sentence = change()
        except NbreaderError as error:
            sentence, bad = str(error), True
            if step is not None and not isinstance(error, LaterError):
                self.steps.drop(step)
        try:
            self._listed = actions.list_bookmarks()
        except NbreaderError as error:
            sentence, bad = str(error), True
            with suppress(NbreaderError):  # a damaged file was put aside, and that is said once
                self._listed = actions.list_bookmarks()
        bookmarks = self._listed or ()
        near = self.placeable(bookmarks)
        found = actions.place_bookmarks(near, self.session.shelf.articles) if near else ()
        placements = {b.id: p for b, p in zip(near, found, strict=True) if p is not None}
        self.post_message(Kept(bookmarks, placements, sentence, bad))

    @on(Kept)
    def take_bookmarks(self, event: Kept) -> None:
        """Show the bookmarks as they are now."""
        self.session.bookmarks, self.placements = event.bookmarks, event.placements
        if event.sentence:
            self.say(event.sentence, bad=event.bad)
        self.refresh_outline()
        self.refresh_overlays()
        if self.bookmark_list is not None:
            self.bookmark_list()

    def placeable(self, bookmarks: tuple[Bookmark, ...]) -> tuple[Bookmark, ...]:
        """The bookmarks that may stand in what is open."""
        return bookmarks

    def cited(
        self, bookmarks: tuple[Bookmark, ...]
    ) -> tuple[tuple[Issue, ...], Mapping[str, Annotations]]:
        """Where bookmarks were printed, and what was found there."""
        return self.session.shelf.issues, dict(self.session.annotations)

    # Bookmarks

    def can_open(self, bookmark: Bookmark) -> bool:
        """Tell whether a bookmark's passage can be gone to."""
        return bookmark.id in self.placements

    def open_bookmark(self, bookmark: Bookmark) -> None:
        """Go to a bookmarked passage."""
        place = self.placements.get(bookmark.id)
        if place is not None:
            self.open_article(place.article_id, (place.start, place.end))

    def chosen_range(self) -> tuple[int, int]:
        """The selected characters, or those of the current passage."""
        return self.view.selected or self.view.passage_range()

    def add_bookmark(self, note: str = "", tags: tuple[str, ...] = ()) -> None:
        """Keep the chosen characters; saved at once."""
        from nbreader.tui.screens.bookmarking import Addition, LaterError

        place = self.here
        if place is None:
            return
        start, end = self.chosen_range()
        self.stop_selecting()

        addition = Addition(place, start, end, note, tags)

        def add() -> str:
            try:
                addition.write(self._listed)
            except BadDataError as error:
                self.unsaved.append(addition)
                raise LaterError(str(error)) from error
            return "已加书签 · u 撤销 · N 批注"

        def take_back() -> str:
            if addition in self.unsaved:
                self.unsaved.remove(addition)
                return "已撤销书签"
            return addition.take_back()

        self.change_bookmarks(add, Step(take_back))

    def save_unsaved(self) -> str:
        """Write the bookmarks that could not be written; the sentence if they still cannot."""
        while self.unsaved:
            try:
                self.unsaved[0].write(self._listed)
            except NbreaderError as error:
                return f"{error}（{len(self.unsaved)} 条书签没有存下）"
            self.unsaved.pop(0)
        return ""

    def save_everything(self) -> str:
        """Write what is to be kept before leaving; the sentence if something cannot be.

        Behind all that is still to be written.
        """
        self.remember_passage()
        return self.turn("write").begin(self.write_last).result()

    def write_last(self) -> str:
        """Write what is left to be kept, when its turn has come."""
        trouble = self.save_unsaved()
        try:
            actions.save_places(self.session.places)
        except NbreaderError as error:
            trouble = trouble or str(error)
        return trouble

    def bookmark_here(self) -> Bookmark | None:
        """The bookmark that covers the passage cursor, the shortest if there are several."""
        start, end = self.chosen_range()
        found = [
            (place.end - place.start, bookmark)
            for bookmark in self.session.bookmarks
            if (place := self.placements.get(bookmark.id)) is not None
            and place.article_id == self.session.article_id
            and place.start < end
            and start < place.end
        ]
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def write_note(self) -> None:
        """Ask for note and tags of the bookmark here; without one, make it first."""
        from nbreader.tui.screens.forms import ask_note

        bookmark = self.bookmark_here()
        quote = bookmark.quote.exact if bookmark else self._chosen_words()

        def keep(note: str, tags: tuple[str, ...]) -> None:
            if bookmark is None:
                self.add_bookmark(note, tags)
            else:
                self.rewrite(bookmark, note, tags)

        note, tags = (bookmark.note, bookmark.tags) if bookmark else ("", ())
        ask_note(self.app, quote, note, tags, keep)

    def rewrite(self, bookmark: Bookmark, note: str, tags: tuple[str, ...]) -> None:
        """Give a bookmark another note and other tags."""
        from nbreader.tui.screens.bookmarking import restore_note

        def change() -> str:
            actions.change_bookmark(bookmark.id, note=note, tags=tags)
            return "批注已保存 · u 撤销"

        self.change_bookmarks(change, Step(lambda: restore_note(bookmark)))

    def remove_bookmark(self, bookmark: Bookmark) -> None:
        """Take a bookmark away."""
        from nbreader.tui.screens.bookmarking import restore

        removed: list[Bookmark] = []

        def remove() -> str:
            removed.append(actions.remove_bookmark(bookmark.id))
            return "已删书签 · u 撤销"

        self.change_bookmarks(remove, Step(lambda: restore(removed[0])))

    def undo_last(self) -> None:
        """Take the last change back, behind what was asked for before."""
        step = self.steps.call_back()
        if step is None:
            self.say("没有可撤销的")
        elif step.turn == "write":
            self.change_bookmarks(lambda: self.steps.take_back(step))
        elif step.turn:
            if self.turn(step.turn).busy:
                self.say("改完就撤销")
            self.in_turn(step.turn, lambda: self.call_later(self.say, self.steps.take_back(step)))
        else:
            self.say(self.steps.take_back(step))

    def _chosen_words(self) -> str:
        place = self.here
        return place.article.text[slice(*self.chosen_range())] if place else ""

    def copy_words(self) -> None:
        """Put the chosen words on the clipboard."""
        words = self._chosen_words()
        if words:
            self.app.copy_to_clipboard(words)
            self.say(f"已复制 {len(words)} 字")
        self.stop_selecting()

    def stop_selecting(self) -> None:
        """Take the selection away."""
        self.view.visual = None
        self.clear_selection()

    # Export

    def export(self, bookmarks: tuple[Bookmark, ...]) -> None:
        """Ask where to, then write the bookmarks as Markdown."""
        from nbreader.tui.screens.forms import export_form

        if not bookmarks:
            self.say("还没有书签：b 给这一段加一个")
            return

        def write(answers: dict[str, str] | None) -> None:
            if answers is not None:
                self.write_export(bookmarks, answers["path"], "overwrite" in answers)

        self.app.push_screen(export_form(len(bookmarks)), write)

    @work(thread=True, group="export", description="export")
    def write_export(self, bookmarks: tuple[Bookmark, ...], path: str, overwrite: bool) -> None:
        """Write the export; an empty path means the clipboard."""
        bad, sentence = False, ""
        try:
            text = actions.export_markdown(bookmarks, *self.cited(bookmarks))
            if path:
                actions.write_export(Path(path).expanduser(), text, overwrite=overwrite)
                sentence = f"已导出 {len(bookmarks)} 条书签到 {path}"
            else:
                self.app.call_from_thread(self.app.copy_to_clipboard, text)
                sentence = f"已复制 {len(bookmarks)} 条书签"
        except NbreaderError as error:
            bad, sentence = True, str(error)
        self.app.call_from_thread(self.say, sentence, bad=bad)
