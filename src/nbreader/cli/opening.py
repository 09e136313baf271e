"""Opening the pages that a call names, and saying what could not be opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nbreader import actions
from nbreader.cli.exits import ExitCode
from nbreader.cli.output import say
from nbreader.errors import UsageError
from nbreader.model import Issue, Page, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The issues of a call's pages, and how the call ends if nothing else goes wrong."""

    issues: tuple[Issue, ...]
    code: ExitCode


def open_issues(paths: Sequence[Path]) -> Opened:
    """Parse all pages under `paths`; each file that is refused is said at once."""
    pages: list[Page] = []
    refused = False
    for opened in actions.open_pages(paths, afresh=True):
        if isinstance(opened, Refused):
            refused = True
            say(opened.sentence)
        else:
            pages.append(opened)
    code = ExitCode.BAD_DATA if refused else ExitCode.DONE
    if not pages and not refused:
        say(f"{'、'.join(map(str, paths))} 里没有可读的文件。")
        code = ExitCode.NOTHING_FOUND
    return Opened(issues=actions.compose(pages), code=code)


def only_article(issues: Sequence[Issue], part: str) -> actions.FoundArticle | None:
    """The article whose id is or contains `part`; None, and said, if there is none.

    Raises UsageError if there are several.
    """
    return only(actions.find_articles(issues, part), part)


def only(found: Sequence[actions.FoundArticle], part: str) -> actions.FoundArticle | None:
    """The one article that was found by `part` of its id; None, and said, if there is none.

    Raises UsageError if there are several.
    """
    if len(found) > 1:
        ids = "、".join(each.article.id for each in found[:3])
        raise UsageError(f"编号含有“{part}”的文章有 {len(found)} 篇（{ids}…），请写得长一点。")
    if not found:
        say(f"没有编号含有“{part}”的文章。")
        return None
    return found[0]
