"""What is told of the files of an import: newspaper, date and page, kept as corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from nbreader.desk import add_edits, load_edits, with_edits
from nbreader.errors import BadDataError
from nbreader.library.saving import KnownPage
from nbreader.model import Edit, Refused


class Told:
    """The corrections that files are read with; those that are new are kept for pages alone.

    `metadata` is told of every file of this import. A file that has no corrections
    here, but in the library, which may come from another machine, is read with
    those if `restores`.
    """

    def __init__(self, metadata: tuple[Edit, ...], *, restores: bool) -> None:
        self._metadata = metadata
        self._restores = restores
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
        kept = self._kept.get(source, ())
        brought = page.edits if page and source not in self._kept and self._restores else ()
        edits = with_edits(kept, (*brought, *self._metadata))
        if edits != kept:
            self._new[source] = (*brought, *self._metadata)
        return edits

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
