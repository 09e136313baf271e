"""The reading screen, part eight: files into the library; what several pages are told at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import takewhile
from time import monotonic
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from nbreader import actions
from nbreader.errors import NbreaderError
from nbreader.model import Bookmark, Refused
from nbreader.tui.screens.correcting import Corrections
from nbreader.tui.screens.seeking import Seeking
from nbreader.tui.steps import Step

if TYPE_CHECKING:
    from nbreader.actions import Progress
    from nbreader.tui.screens.adding import Wanted
    from nbreader.tui.screens.report import Report

_TELL, _SHOW = 0.2, 1.0  # seconds between two reports, and two looks at what is new
WAITING = "等另一个程序加入完"
_REFUSALS = 3  # that are said one by one
_LONG, _STANDS = 12.0, 90.0  # seconds: what came of it is said, and stands at the foot


@dataclass
class Gathered(Message):
    """How far an import is; `done` at its end, `saved` if the library has more by now."""

    progress: Progress | None
    saved: bool = False
    done: bool = False
    report: Report | None = None  # at its end
    waiting: bool = False  # for another program that is adding


class Gathering(Seeking):
    """Adding files goes on beside the reading, and can be stopped."""

    _gathering = False
    _standing: Timer | None = None  # the line about the last import is at the foot till then

    def action_add(self) -> None:
        """Ask what to add; while something is being added, stop that."""
        from nbreader.tui.screens.adding import AddScreen

        if self._gathering:
            self.workers.cancel_group(self, "gather")
            self.say("正在停下；已加入的都留着")
            return

        def add(wanted: Wanted | None) -> None:
            if wanted is not None:
                self.drop_report()
                self._gathering = True
                self.status.busy = "正在加入…"
                self.gather(wanted)

        self.app.push_screen(AddScreen(), add)

    @work(thread=True, group="gather", exclusive=True, description="gather")
    def gather(self, wanted: Wanted) -> None:
        """Add files to the library; one writer here, the parsing in other processes."""
        from nbreader.tui.screens.report import Report

        worker, told, shown = get_current_worker(), 0.0, monotonic()
        progress: Progress | None = None
        refused: list[str] = []
        saved, unplaced, remarks = False, list[Bookmark](), list[str]()
        try:
            events = actions.add_paths(wanted.paths, newspaper=wanted.newspaper, date=wanted.date)
            for event in _until_cancelled(events, worker):
                if isinstance(event, actions.Progress):
                    progress = event
                elif isinstance(event, Refused):
                    refused.append(event.sentence)
                elif isinstance(event, actions.Saved):
                    saved = True
                elif isinstance(event, actions.Unplaced):
                    unplaced.append(event.bookmark)
                elif isinstance(event, actions.Remark):
                    remarks.append(event.sentence)
                now = monotonic()
                if isinstance(event, actions.Waiting):
                    self.post_message(Gathered(progress, waiting=True))
                elif now - told > _TELL:
                    fresh = saved and now - shown > _SHOW
                    self.post_message(Gathered(progress, saved=fresh))
                    told, shown, saved = now, (now if fresh else shown), saved and not fresh
        except NbreaderError as error:
            refused.append(str(error))
        report = Report(
            paths=wanted.paths,
            library=actions.library_path(),
            progress=progress,
            stopped=worker.is_cancelled,
            refused=tuple(refused),
            unplaced=tuple(unplaced),
            remarks=tuple(remarks),
        )
        self.post_message(Gathered(progress, saved=True, done=True, report=report))

    @on(Gathered)
    def _report(self, event: Gathered) -> None:
        progress = event.progress
        if not event.done:
            self.status.busy = f"{WAITING} · a 停下" if event.waiting else _words_of(progress)
            if event.saved:
                self.library_changed()
            return
        self._gathering = False
        self.session.report = event.report
        self.tell_report()
        if progress is not None:
            self.library_changed()
            self.gathered(progress)

    def tell_report(self) -> None:
        """Say what came of the last import, and leave a line that leads to all of it."""
        report = self.session.report
        if report is None:
            return
        for sentence in report.refused[:_REFUSALS]:
            self.say(sentence, bad=True, seconds=_LONG)
        if len(report.refused) > _REFUSALS:
            more = len(report.refused) - _REFUSALS
            self.say(f"另有 {more} 个文件没有加入 · A 看原因", bad=True, seconds=_LONG)
        if report.unplaced:
            self.say(unplaced_words(len(report.unplaced)), bad=True, seconds=_LONG)
        for sentence in report.remarks[:_REFUSALS]:
            self.say(sentence, seconds=_LONG)
        self.say(report.summary, seconds=_LONG)
        self.status.busy = f"{report.summary} · A 明细"
        self._let_report_stand()

    def _let_report_stand(self) -> None:
        if self._standing is not None:
            self._standing.stop()
        self._standing = self.set_timer(_STANDS, self.drop_report)

    def on_screen_resume(self) -> None:
        """The line has its time again where another screen lay over it."""
        if self._standing is not None:
            self._let_report_stand()

    def drop_report(self) -> bool:
        """Take the line about the last import away; tell whether it was there."""
        timer, self._standing = self._standing, None
        if timer is not None:
            timer.stop()
        there = timer is not None and bool(self.status.busy)
        if there and not self._gathering:
            self.status.busy = ""
        return there

    def action_additions(self) -> None:
        """What came of the last import, in full."""
        from nbreader.tui.screens.report import ReportScreen

        self.drop_report()
        if self.session.report is None:
            self.say("打开以来还没有加入过文件：a 加入")
        else:
            self.app.push_screen(ReportScreen(self.session.report, self.keymap))

    def library_changed(self) -> None:
        """Other parts show here what the library has by now."""

    def gathered(self, progress: Progress) -> None:
        """Other parts do here what is due when files were added."""

    # Several articles or pages at once

    def action_pick(self) -> None:
        """Mark the page under the cursor of the outline, or no longer, and go to the next."""
        rows, key = self.outline, ""
        self.app.clear_notifications()
        if rows.display:  # else nobody sees what is marked
            key = self._page_pointed_at()
        if not key:
            way = "移到版面或文章上" if rows.has_focus else "按 t 到目录，移到版面或文章上"
            self.say(f"先{way}，再按 * 标记那一版，按 m 一起填报头")
            return
        self.session.picked ^= {key}
        self.refresh_outline()
        below = range(rows.cursor + 1, len(rows.items))
        following = next((n for n in below if rows.items[n].kind == "page"), None)
        if following is not None:
            rows.cursor = following
        if self.session.picked:
            moved = "，已移到下一版" if following is not None else ""
            self.say(f"标记了 {len(self.session.picked)} 版{moved} · m 一起填报头 · Esc 取消")

    def _page_pointed_at(self) -> str:
        """The key of the page under the outline's cursor, or of that which prints the article."""
        rows = self.outline
        entry = rows.current
        if entry is None or entry.kind == "page":
            return entry.key if entry is not None else ""
        if entry.kind not in ("article", "section"):
            return ""
        above = takewhile(lambda one: one.depth > 0, reversed(rows.items[: rows.cursor]))
        return next((one.key for one in above if one.kind == "page"), "")

    def unpick(self) -> bool:
        """Take all marks away; tell whether there were any."""
        picked, self.session.picked = self.session.picked, frozenset()
        if picked:
            self.refresh_outline()
        return bool(picked)

    def turn_below(self, key: str) -> None:
        """Turn what an entry of the outline stands for; with a filter what of it matches."""
        shelf, hits = self.session.shelf, self.session.hits
        found = []
        for place in filter(None, map(shelf.place, shelf.order)):
            article, page = place.article, place.page.id
            above = (f"section:{page}:{article.section}", f"page:{page}", f"issue:{place.issue.id}")
            if key in (article.id, *above) and (hits is None or article.id in hits):
                found.append(article.id)
        self.turn_read(found, frozenset(found) - self.session.places.read)

    def turn_read(self, articles: Collection[str], unread: frozenset[str]) -> None:
        """Mark articles as read if some of them are `unread`, else as unread."""
        read, changed = bool(unread), unread or frozenset(articles)
        if not changed:
            self.say("这里没有文章可标")
            return

        def take_back() -> str:
            self.mark_read(changed, not read)
            return f"{len(changed)} 篇又是{'未读' if read else '已读'}"

        self.mark_read(changed, read)
        self.steps.add(Step(take_back, turn=""))
        self.say(f"{len(changed)} 篇已标为{'已读' if read else '未读'} · u 撤销")

    def mark_read(self, articles: frozenset[str], read: bool) -> None:
        """Keep that articles were read, or are to be read."""
        self.session.places = self.session.places.with_all_read(articles, read)
        self.refresh_outline()
        self.refresh_title()
        self.save_places()

    def source_of(self, key: str) -> str:
        """The sha256 of the source of a page in the outline, "" if it is not there."""
        pages = self.session.shelf.pages
        return next((p.source.sha256 for p in pages if f"page:{p.id}" == key), "")

    def correct_metadata(self) -> None:
        """Ask for newspaper, date and page of the pages that are meant."""
        from nbreader.tui.screens.forms import metadata_form, pages_form

        keys = self._pages_meant()
        labels = {entry.key: entry.label for entry in self.outline.items}
        meant = {source: labels.get(key, "") for key in keys if (source := self.source_of(key))}
        sources = list(meant)
        open_pages = {f"page:{page.id}": page for page in self.session.shelf.pages}

        def correct_all(answers: dict[str, str] | None) -> None:
            if answers:
                self.unpick()
                self.correct_pages(tuple(zip(sources, _numbered(answers), strict=False)))

        def correct_one(answers: dict[str, str] | None) -> None:
            if answers:
                self.unpick()
                self.correct_pages(((sources[0], answers),))

        if not sources:
            self.say("先展开这一项，再在版面上按 m")
        elif len(keys) == 1 and keys[0] in open_pages:
            self.app.push_screen(metadata_form(open_pages[keys[0]]), correct_one)
        else:
            self.app.push_screen(pages_form(list(meant.values())), correct_all)

    def _pages_meant(self) -> list[str]:
        """The keys of the pages that are marked, else of what the outline's cursor points at.

        That is a page, that of an article, or those of an issue; elsewhere the open page.
        """
        rows, picked = self.outline, self.session.picked
        if picked:
            return [entry.key for entry in rows.items if entry.key in picked]
        entry, place = rows.current if rows.has_focus else None, self.here
        if entry is not None and entry.kind in ("article", "section"):
            if page := self._page_pointed_at():
                return [page]
        elif entry is not None:
            below = rows.items[rows.cursor :] if entry.kind in ("page", "issue") else ()
            inside = takewhile(lambda one: one is entry or one.depth > entry.depth, below)
            return [one.key for one in inside if one.kind == "page"]
        return [f"page:{place.page.id}"] if place is not None else []

    def correct_pages(self, corrections: Corrections) -> None:
        """Give pages other newspapers, dates and numbers."""
        self.reread(corrections)


def unplaced_words(count: int) -> str:
    """What is said about bookmarks whose words are not on their pages any more."""
    return f"{count} 条书签在新解析的版面上找不到了；书签还留着"


def _numbered(answers: dict[str, str]) -> Iterator[dict[str, str]]:
    """The answers for one page after the other; page numbers count up."""
    first = answers.get("page", "")
    same = {name: value for name, value in answers.items() if value and name != "page"}
    number = int(first) if first else 0
    while True:
        yield {**same, "page": str(number)} if first else same
        number += 1


def _until_cancelled(events: Iterator[object], worker: object) -> Iterator[object]:
    """The events until the work is called off; then the import is closed in order."""
    try:
        for event in events:
            yield event
            if getattr(worker, "is_cancelled", False):
                return
    finally:
        close = getattr(events, "close", None)
        if close is not None:
            close()


def _words_of(progress: Progress | None) -> str:
    if progress is None:
        return "正在加入…"
    left = progress.seconds_left
    wait = ""
    if left is not None and left >= 1:
        wait = f" 约 {left:.0f} 秒" if left < 90 else f" 约 {left / 60:.0f} 分"
    return f"加入 {progress.done}/{progress.total}{wait} · a 停下"
