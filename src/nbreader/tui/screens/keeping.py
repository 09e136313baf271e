"""The reading screen, part four: bookmarks, notes, export, corrections."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from nbreader import actions
from nbreader.errors import BadDataError, NbreaderError
from nbreader.model import Annotations, Bookmark, Edit, Issue, Page
from nbreader.tui.ink import Overlay
from nbreader.tui.messages import Opened
from nbreader.tui.screens.figuring import Figuring
from nbreader.tui.shelf import Place, Shelf

if TYPE_CHECKING:
    from nbreader.actions import Placement


# By the sha256 of a page's source: newspaper, date, page, as far as they are to change.
Corrections = tuple[tuple[str, Mapping[str, str]], ...]


@dataclass
class Kept(Message):
    """The bookmarks as they are now, and where each stands."""

    bookmarks: tuple[Bookmark, ...]
    placements: dict[str, Placement]
    sentence: str = ""  # what to tell the reader
    bad: bool = False


class Keeping(Figuring):
    """What the reader keeps and corrects; every step can be undone."""

    placements: dict[str, Placement]
    bookmark_list: Callable[[], None] | None = None  # shows them anew, where they are listed
    unsaved: list[Callable[[], Bookmark]]  # bookmarks that could not be written yet
    _undo: list[Callable[[], str]]  # each takes one step back and says which

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

    @work(thread=True, group="bookmarks", description="bookmarks")
    def change_bookmarks(self, change: Callable[[], str]) -> None:
        """Make a change, then read all bookmarks anew and find their places."""
        sentence, bad = "", False
        self.save_unsaved()
        try:
            sentence = change()
        except NbreaderError as error:
            sentence, bad = str(error), True
        try:
            bookmarks = actions.list_bookmarks()
        except NbreaderError as error:  # a damaged file was put aside: said once
            sentence, bad = str(error), True
            bookmarks = actions.list_bookmarks()
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
        place = self.here
        if place is None:
            return
        start, end = self.chosen_range()
        self.stop_selecting()

        def keep() -> Bookmark:
            return _add(place, start, end, note, tags)

        def add() -> str:
            try:
                added = keep()
            except BadDataError:
                self.unsaved.append(keep)
                raise
            self._undo.append(lambda: _remove(added))
            return "已加书签 · u 撤销 · N 批注"

        self.change_bookmarks(add)

    def save_unsaved(self) -> str:
        """Write the bookmarks that could not be written; the sentence if they still cannot."""
        while self.unsaved:
            try:
                self.unsaved[0]()
            except NbreaderError as error:
                return f"{error}（{len(self.unsaved)} 条书签没有存下）"
            self.unsaved.pop(0)
        return ""

    def save_everything(self) -> str:
        """Write what is to be kept before leaving; the sentence if something cannot be."""
        self.remember_passage()
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
        from nbreader.tui.screens.forms import note_form

        bookmark = self.bookmark_here()
        quote = bookmark.quote.exact if bookmark else self._chosen_words()

        def keep(answers: dict[str, str] | None) -> None:
            if answers is None:
                return
            tags = tuple(answers["tags"].replace("，", " ").replace(",", " ").split())
            if bookmark is None:
                self.add_bookmark(answers["note"], tags)
            else:
                self.rewrite(bookmark, answers["note"], tags)

        note, tags = (bookmark.note, bookmark.tags) if bookmark else ("", ())
        self.app.push_screen(note_form(quote, note, tags), keep)

    def rewrite(self, bookmark: Bookmark, note: str, tags: tuple[str, ...]) -> None:
        """Give a bookmark another note and other tags."""

        def change() -> str:
            actions.change_bookmark(bookmark.id, note=note, tags=tags)
            self._undo.append(lambda: _restore_note(bookmark))
            return "批注已保存 · u 撤销"

        self.change_bookmarks(change)

    def remove_bookmark(self, bookmark: Bookmark) -> None:
        """Take a bookmark away."""

        def remove() -> str:
            removed = actions.remove_bookmark(bookmark.id)
            self._undo.append(lambda: _restore(removed))
            return "已删书签 · u 撤销"

        self.change_bookmarks(remove)

    def undo_last(self) -> None:
        """Take the last change back."""
        if not self._undo:
            self.say("没有可撤销的")
            return
        self.change_bookmarks(self._undo.pop())

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

    # Corrections

    @on(Opened)
    def carry_places(self, event: Opened) -> None:
        """Let articles that get another id keep what was noted under the old one.

        Textual calls this before `take_in` of the class above: the old shelf is still there.
        """
        if not event.renamed:
            return
        self.remember_passage()
        before = places = self.session.places
        for was, article_id in event.shelf.renamed(self.session.shelf):
            if was in before.read:
                places = places.with_read(article_id)
            if (passage := before.passage_of(was)) is not None:
                places = places.with_passage(replace(passage, article_id=article_id))
            if was == before.open_article:
                places = replace(places, open_article=article_id)
        self.session.places = places
        self.save_places()

    @work(thread=True, group="open", exclusive=True, description="open")
    def reread(self, corrections: Corrections) -> None:
        """Store the corrections and parse the pages anew with them."""
        sources = frozenset(sha256 for sha256, _ in corrections)
        try:
            stored = keep_corrections(corrections)
            try:
                pages = _with_fresh(self.session.shelf, sources)
            except NbreaderError:
                undo_corrections(stored)
                raise
        except NbreaderError as error:
            self.app.call_from_thread(self.say, str(error), bad=True)
            return
        shelf = Shelf(actions.compose(pages), self.session.shelf.refused)

        def take_back() -> str:
            undo_corrections(stored)
            old = _with_fresh(self.session.shelf, sources)
            back = Shelf(actions.compose(old), self.session.shelf.refused)
            self.post_message(Opened(back, done=self.session.complete, renamed=True))
            return "已恢复原来的报头信息"

        self._undo.append(take_back)
        self.post_message(Opened(shelf, done=self.session.complete, renamed=True))
        self.app.call_from_thread(self.say, "报头信息已改 · u 撤销")


def keep_corrections(corrections: Corrections) -> Mapping[str, int]:
    """Store what was answered about pages, all or none; how many were new, by their sources."""
    wanted = {
        sha256: [Edit(kind="metadata", field=name, value=value) for name, value in answers.items()]
        for sha256, answers in corrections
    }
    before = actions.load_edits()
    kept = actions.add_edits(wanted)
    return {sha256: len(edits) - len(before.get(sha256, ())) for sha256, edits in kept.items()}


def undo_corrections(stored: Mapping[str, int]) -> None:
    """Take back what `keep_corrections` stored, all or none."""
    actions.undo_edits(stored)


def _add(place: Place, start: int, end: int, note: str, tags: tuple[str, ...]) -> Bookmark:
    return actions.add_bookmark(
        place.issue, place.page, place.article, start, end, note=note, tags=tags
    )


def _remove(bookmark: Bookmark) -> str:
    actions.remove_bookmark(bookmark.id)
    return "已撤销书签"


def _restore(bookmark: Bookmark) -> str:
    actions.restore_bookmark(bookmark)
    return "已恢复书签"


def _restore_note(bookmark: Bookmark) -> str:
    actions.change_bookmark(bookmark.id, note=bookmark.note, tags=bookmark.tags)
    return "已恢复原来的批注"


def _with_fresh(shelf: Shelf, sources: Collection[str]) -> list[Page]:
    """The open pages, those of some sources read again."""
    return [actions.open_again(p) if p.source.sha256 in sources else p for p in shelf.pages]
