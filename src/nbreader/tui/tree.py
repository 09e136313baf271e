"""The library's tree as the outline shows it: what is open, and the lines it makes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from nbreader.actions.catalogue import UNDATED, Branch, Branches, Catalogue
from nbreader.actions.shelving import SavedQuery
from nbreader.tui.paint import Entry
from nbreader.tui.shelf import Place

if TYPE_CHECKING:
    from nbreader.actions.seeking import Total

SEARCH, FOUND, MORE_FOUND = "search:", "found:", "more:search:"


@dataclass
class Tree:
    """Branches that were read so far, by the key they hang on, and which are open."""

    branches: dict[str, tuple[Branch, ...]] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)

    def take(self, branches: Branches) -> None:
        """Take in branches; those of "more" stand for the line that asked for them."""
        for key, below in branches.items():
            if key.startswith("more:"):
                home = next((k for k, b in self.branches.items() if b and b[-1].key == key), None)
                if home is not None:  # else they were asked for twice, or the branch was closed
                    self.branches[home] = (*self.branches[home][:-1], *below)
            else:
                self.branches[key] = below

    def lacks(self, keys: Sequence[str]) -> list[str]:
        """Those of the keys below which nothing was read yet, or not as far as the last one."""
        wanted = [key for key in keys if key not in self.branches]
        if UNDATED in keys[:-1] and all(b.key != keys[-1] for b in self.branches.get(UNDATED, ())):
            wanted = list(dict.fromkeys((UNDATED, *wanted)))
        return wanted

    def close(self, key: str) -> None:
        """Close a branch, and forget what hung below it."""
        self.opened.discard(key)
        for branch in self.branches.pop(key, ()):
            self.close(branch.key)

    def mark(self, articles: frozenset[str], read: bool) -> None:
        """Show articles as read or unread, wherever they hang."""
        for key, below in self.branches.items():
            marked = tuple(
                replace(b, read=read) if b.read != read and article_of(b.key) in articles else b
                for b in below
            )
            if marked != below:
                self.branches[key] = marked

    def in_section(self, key: str) -> list[Branch]:
        """The articles below the line of a section."""
        return [
            branch
            for page, below in self.branches.items()
            for branch in below
            if page.startswith("page:") and _section_key(page, branch.section) == key
        ]

    def find(self, key: str) -> Branch | None:
        """The branch of that key, if it was read."""
        return next((b for below in self.branches.values() for b in below if b.key == key), None)


def read_below(
    catalogue: Catalogue, keys: Sequence[str], *, shown: Mapping[str, int], reach: str = ""
) -> Branches:
    """The branches below these keys, of each as many as are `shown`.

    Of undated pages also those up to the page `reach`.
    """
    found: Branches = {}
    for key in keys:
        if key in found:
            continue
        found = {**found, **catalogue.below(key)}
        page = reach if key == UNDATED and reach.startswith("page:") else ""
        while _falls_short(found.get(key, ()), shown.get(key, 0), page):
            *before, more = found[key]
            below = dict(catalogue.below(more.key))
            after = below.pop(more.key)
            found = {**found, **below, key: (*before, *after)}
    return found


def _falls_short(below: Sequence[Branch], shown: int, page: str) -> bool:
    if not below or below[-1].kind != "more":
        return False
    return len(below) < shown or bool(page and all(branch.key != page for branch in below))


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeMarks:
    """What stands beside the lines; `narrowed` says that counts are of matches."""

    read: frozenset[str] = frozenset()
    starred: frozenset[str] = frozenset()
    picked: Collection[str] = frozenset()  # pages, by key
    closed: Collection[str] = frozenset()  # sections, by key
    narrowed: bool = False


def way_of(place: Place) -> tuple[str, ...]:
    """The keys of the branches that an article hangs on, the year first."""
    page = f"page:{place.page.id}"
    day = place.issue.date
    if day is None:
        return (UNDATED, page)
    return (f"year:{day.year}", f"month:{day:%Y-%m}", f"issue:{place.issue.id}", page)


def tree_entries(
    tree: Tree, searches: tuple[SavedQuery, ...], totals: Mapping[str, Total], marks: TreeMarks
) -> tuple[Entry, ...]:
    """The lines that show: saved searches, then years; below a closed one nothing is made."""
    lines: list[Entry] = []
    for search in () if marks.narrowed else searches:
        key = SEARCH + search.name
        is_open = key in tree.opened
        total = totals.get(key)
        tail = f"{total.number}{'' if total.exact else '+'}" if total else ""
        lines.append(Entry(key, "search", search.name, 0, open=is_open, tail=tail))
        if is_open:
            left = total.number - articles_in(tree.branches.get(key, ())) if total else 0
            lines += _entries(tree, key, 1, marks, left)
    return (*lines, *_entries(tree, "", 0, marks))


def _entries(
    tree: Tree, key: str, depth: int, marks: TreeMarks, to_come: int = 0
) -> Iterator[Entry]:
    """The lines below a key; `to_come` articles below it are not there yet."""
    section = ""
    below = tree.branches.get(key, ())
    for branch in below:
        if branch.kind in ("article", "found"):
            in_page = key.startswith("page:")
            if in_page and branch.section and branch.section != section:
                yield _section(key, branch.section, below, depth, marks)
            section = branch.section if in_page else ""
            if not section or _section_key(key, section) not in marks.closed:
                yield _article(branch, depth + bool(section), marks)
        elif branch.kind == "more":
            words = f"… 还有 {to_come} 篇" if to_come > 0 else "… 更多"
            yield Entry(branch.key, "more", words, depth)
        else:
            is_open = branch.key in tree.opened and branch.key in tree.branches
            yield Entry(
                branch.key,
                branch.kind,
                label_of(branch),
                depth,
                branch.count,
                is_open,
                matched=marks.narrowed,
                unread=branch.unread,
                picked=branch.key in marks.picked,
            )
            if is_open:
                lacking = branch.count - articles_in(tree.branches[branch.key])
                yield from _entries(tree, branch.key, depth + 1, marks, lacking)


def articles_in(below: Sequence[Branch]) -> int:
    """How many articles branches stand for."""
    return sum(1 if b.kind == "found" else b.count for b in below)


def _section(
    key: str, section: str, below: tuple[Branch, ...], depth: int, marks: TreeMarks
) -> Entry:
    mates = [b for b in below if b.section == section]
    count = sum(b.count for b in mates) if marks.narrowed else len(mates)
    name = _section_key(key, section)
    shown = marks.narrowed or name not in marks.closed
    return Entry(name, "section", section, depth, count, shown, matched=marks.narrowed)


def _section_key(key: str, section: str) -> str:
    return f"section:{key}:{section}"


def _article(branch: Branch, depth: int, marks: TreeMarks) -> Entry:
    article_id = article_of(branch.key)
    return Entry(
        branch.key,
        "article",
        branch.label or "（无题）",
        depth,
        branch.count,
        read=branch.read or article_id in marks.read,
        starred=article_id in marks.starred,
        matched=bool(branch.count),
    )


def article_of(key: str) -> str:
    """The article that a line stands for; one below a saved search says which search, too."""
    return key.rpartition("\t")[2] if key.startswith(FOUND) else key


def label_of(branch: Branch) -> str:
    """A branch in words, as short as its place in the tree allows."""
    if branch.kind == "year":
        return "日期不详" if branch.number is None else f"{branch.number}年"
    if branch.kind == "month":
        return f"{branch.number}月"
    if branch.kind == "issue":
        day = f"{branch.date:%m-%d}" if branch.date else ""
        return " ".join(filter(None, (day, branch.newspaper or "报名不详", branch.label)))
    if branch.number is None:
        return branch.label or "版次不详"
    return f"第{branch.number}版 {branch.label}".rstrip()
