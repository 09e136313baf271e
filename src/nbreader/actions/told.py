"""What is told of the files of an import: newspaper, date and page, kept as corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nbreader.actions.readings import read_one
from nbreader.desk import add_edits, load_edits, with_edits
from nbreader.errors import BadDataError
from nbreader.library.issues import twin_of
from nbreader.library.saving import KnownPage, Outcome, SavedPage
from nbreader.library.store import Library
from nbreader.model import Edit, Page, Refused

_TWINS = 5  # that are told one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is to be known of an import at its end, in one sentence."""

    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page as it was read, and what it was told because it does not print it itself."""

    page: Page
    filled: tuple[Edit, ...] = ()


def read_told(
    data: bytes, path: str, edits: tuple[Edit, ...], offered: tuple[Edit, ...]
) -> ReadPage | Refused:
    """The page of a file's bytes, corrected by `edits`, with what is told of it besides.

    Of the newspaper, date and page number that are `offered`, a page takes what it
    does not print; there they win over earlier corrections.
    """
    page = read_one(data, path, edits)
    if isinstance(page, Refused) or not offered:
        return page if isinstance(page, Refused) else ReadPage(page=page)
    fields = {edit.field for edit in offered}
    others = tuple(e for e in edits if e.kind != "metadata" or e.field not in fields)
    bare = page if others == edits else read_one(data, path, others)
    printed = {} if isinstance(bare, Refused) else _metadata_of(bare)
    now = _metadata_of(page)
    filled = tuple(e for e in offered if not (printed.get(e.field) and now[e.field]))
    if filled:
        again = read_one(data, path, with_edits(edits, filled))
        page = page if isinstance(again, Refused) else again
    return ReadPage(page=page, filled=filled)


def _metadata_of(page: Page) -> Mapping[str, str]:
    return {
        "newspaper": page.newspaper,
        "date": page.date.isoformat() if page.date else "",
        "page": str(page.number or ""),
    }


class Told:
    """The corrections that files are read with; those that are new are kept for pages alone.

    `metadata` is told of every file of this import, for what its page does not print.
    A file that has no corrections here, but in the library, which may come from
    another machine, is read with those if `restores`. What `as_they_were` names by
    the sha256 is read with these corrections instead, and they are not kept.
    """

    def __init__(
        self,
        metadata: tuple[Edit, ...],
        *,
        restores: bool,
        as_they_were: Mapping[str, tuple[Edit, ...]] | None = None,
    ) -> None:
        self._metadata = metadata
        self._restores = restores
        self._as_they_were = as_they_were or {}
        self._printed: set[str] = set()  # sources whose pages print something else than is told
        self._twins: list[tuple[str, str]] = []  # pages added, and those that were there
        self._remembered: set[str] = set()  # new sources that were told something before
        self._kept: Mapping[str, tuple[Edit, ...]] = {}
        self._new: dict[str, tuple[Edit, ...]] = {}  # not kept yet
        self._complaints: set[str] = set()

    def load(self) -> Iterator[Refused]:
        """Read what the reader keeps; what cannot be read is told, and left out."""
        try:
            self._kept = load_edits()
        except BadDataError as error:
            yield from self._complain(str(error))

    def of(self, source: str, page: KnownPage | None) -> tuple[Edit, ...]:
        """The corrections that a source is read with; `page` is what the library has of it."""
        if source in self._as_they_were:
            return self._as_they_were[source]
        kept = self._kept.get(source, ())
        brought = page.edits if page and source not in self._kept and self._restores else ()
        edits = with_edits(kept, brought)
        if edits != kept:
            self._new[source] = brought
        if page is None and any(edit.kind == "metadata" for edit in edits):
            self._remembered.add(source)
        return edits

    def offered(
        self, source: str, edits: tuple[Edit, ...], page: KnownPage | None
    ) -> tuple[Edit, ...]:
        """What is told of a source that may be news to its page, read with `edits` till now."""
        news = [edit for edit in self._metadata if with_edits(edits, (edit,)) != edits]
        if page is None:
            return tuple(news)
        told = {edit.field for edit in page.edits if edit.kind == "metadata"}
        printed = {e.field: page.metadata.get(e.field, "") for e in news if e.field not in told}
        if any(printed.get(edit.field, edit.value) not in ("", edit.value) for edit in news):
            self._printed.add(source)
        return tuple(edit for edit in news if not printed.get(edit.field))

    def take(self, source: str, offered: tuple[Edit, ...], read: ReadPage) -> None:
        """Note what of the offered a page took, to be kept, and whether it prints the rest."""
        if read.filled:
            self._new[source] = (*self._new.get(source, ()), *read.filled)
        page = _metadata_of(read.page)
        if any(page[edit.field] != edit.value for edit in offered):
            self._printed.add(source)

    def see(self, library: Library, saved: Iterable[SavedPage]) -> None:
        """Note which of the pages that were added are in the library already, from other bytes."""
        for page in saved:
            if page.outcome is Outcome.ADDED and (
                other := twin_of(library.connection, page.sha256)
            ):
                self._twins.append((page.page_id, other))

    def remarks(self) -> Iterator[Remark]:
        """What the person should know of what was told, at the end."""
        if self._printed:
            yield Remark(
                sentence=f"{len(self._printed)} 版自己印着报名、日期或版次，照印的，没有用填的；"
                "印错的用 nbreader edit 或在阅读器里按 m 改。"
            )
        if self._remembered:
            yield Remark(
                sentence=f"{len(self._remembered)} 版用了从前给这些文件填的报头信息"
                "（更正跟着文件内容走，各个资料库都用）；nbreader edit PATH 可以看，也可以撤销。"
            )
        for added, there in self._twins[:_TWINS]:
            yield Remark(
                sentence=f"{added} 和资料库里原有的 {there} 是同一报、同一天、同一版，"
                "两版都在；多的用 nbreader remove 移出。"
            )
        if len(self._twins) > _TWINS:
            yield Remark(sentence=f"另有 {len(self._twins) - _TWINS} 版也是这样。")

    @property
    def is_new(self) -> bool:
        """Whether there are corrections to be kept, which is done for many pages at once."""
        return bool(self._new)

    def keep(self, sources: Iterable[str]) -> Iterator[Refused]:
        """Keep what is new of these sources, which have turned out to be pages.

        What a page is stored with is kept before it is stored, so an import that is
        killed leaves no page without its corrections, and none for what is no page.
        """
        wanted = {source: self._new.pop(source) for source in sources if source in self._new}
        if not wanted:
            return
        try:
            add_edits(wanted)
        except BadDataError as error:
            yield from self._complain(str(error))

    def _complain(self, sentence: str) -> Iterator[Refused]:
        """Tell a sentence, once."""
        if sentence not in self._complaints:
            self._complaints.add(sentence)
            yield Refused(path="", sentence=sentence)
