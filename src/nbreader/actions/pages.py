"""Opening files: paths to pages, pages to issues, and where the samples are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbreader.actions.memory import recall, remember
from nbreader.desk import edits_of, folders, load_edits
from nbreader.errors import BadDataError
from nbreader.model import Article, Edit, Issue, Page, RawPage, Refused


def open_pages(paths: Sequence[Path], *, afresh: bool = False) -> Iterator[Page | Refused]:
    """Yield each page under `paths` as soon as it is there, and what was refused.

    Nothing is read ahead: a door can show the first page while the others wait.
    The corrections that a person made are replayed on each page; if their file is
    damaged, that is the first thing refused, and the pages come without them.

    A page that was opened before is remembered, unless `afresh` asks for it to be
    parsed again and leaves nothing behind.
    """
    from nbreader.intake import page_of_bytes, read_files

    edits: Mapping[str, tuple[Edit, ...]] = {}
    try:
        edits = load_edits()
    except BadDataError as error:
        yield Refused(path=str(folders().data), sentence=str(error))
    for file in read_files(paths):
        if isinstance(file, Refused):
            yield file
            continue
        try:
            raw = page_of_bytes(file.data, path=file.path)
        except BadDataError as error:
            yield Refused(path=file.path, sentence=str(error))
            continue
        corrections = edits.get(raw.source.sha256, ())
        known = None if afresh else recall(raw.source, corrections)
        page = known or _parsed(raw, corrections)
        if known is None and not afresh:
            remember(page, corrections)
        yield page


def open_again(page: Page) -> Page:
    """A page parsed anew from its file, with the corrections that are kept by now.

    BadDataError where the file is gone, or is not what it was.
    """
    from nbreader.intake import page_of_bytes, read_again

    path = page.source.path
    raw = page_of_bytes(read_again(path), path=path)
    if raw.source.sha256 != page.source.sha256:
        raise BadDataError(f"{path} 已变动，重新打开后再改。")
    edits = edits_of(page.source.sha256)
    again = _parsed(raw, edits)
    remember(again, edits)
    return again


def _parsed(raw: RawPage, edits: tuple[Edit, ...]) -> Page:
    from nbreader.parse import parse_page
    from nbreader.tables import load_tables

    return parse_page(raw, tables=load_tables(), edits=edits)


def compose(pages: Iterable[Page]) -> tuple[Issue, ...]:
    """Group pages by newspaper and date, join their jumps, and settle all ids."""
    from nbreader.parse import compose_issues

    return compose_issues(pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundArticle:
    """An article with the page and the issue that it was printed in."""

    issue: Issue
    page: Page
    article: Article


def find_articles(issues: Iterable[Issue], part: str) -> tuple[FoundArticle, ...]:
    """The article with this id; if there is none, those whose ids contain `part`."""
    every = [
        FoundArticle(issue=issue, page=page, article=article)
        for issue in issues
        for page in issue.pages
        for article in page.articles
    ]
    exact = tuple(found for found in every if found.article.id == part)
    return exact or tuple(found for found in every if part in found.article.id)


def sample_folder() -> Path | None:
    """The folder of sample pages, if there is one.

    Looked for in the working folder, then beside the program's sources: the
    checkout itself, or the one that `pip install .` was run in.
    """
    candidates = (find() for find in (_working_folder, _own_checkout, _installed_from))
    for folder in candidates:
        if folder is not None and any((folder / "seeds").glob("*.txt")):
            return folder / "seeds"
    return None


def _working_folder() -> Path | None:
    try:
        return Path.cwd()
    except OSError:  # the working folder was removed
        return None


def _own_checkout() -> Path | None:
    """The folder that holds src/nbreader, where the program runs from its sources."""
    source = Path(__file__).resolve().parents[2]
    return source.parent if source.name == "src" else None


def _installed_from() -> Path | None:
    """The folder that pip was pointed at, by pip's own record."""
    import json
    from importlib.metadata import PackageNotFoundError, distribution
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    try:
        record = json.loads(distribution("nbreader").read_text("direct_url.json") or "{}")
        url = urlsplit(record["url"])
    except (PackageNotFoundError, ValueError, KeyError):
        return None
    return Path(url2pathname(url.path)) if url.scheme == "file" else None
