"""What a reader asks of articles: the figures and names in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from nbreader.desk import folders
from nbreader.errors import BadDataError
from nbreader.model import Annotations, Article, Mention, Organisation

if TYPE_CHECKING:
    from nbreader.tables import KnownOrganisation

OWN_TABLE = "organisations.toml"


def annotate(
    article: Article, issue_date: date | None = None, mentions: Sequence[Mention] | None = None
) -> Annotations:
    """The figures, organisations and keywords of one article.

    `mentions` are those of `find_organisations` over all articles that are open;
    without them the article is read alone.
    """
    from nbreader.annotate import annotate_article

    return annotate_article(article, issue_date=issue_date, mentions=mentions)


def find_organisations(
    articles: Sequence[Article],
    own: Sequence[KnownOrganisation] = (),
    tagged: Mapping[str, tuple[tuple[int, int], ...]] | None = None,
) -> tuple[tuple[Organisation, ...], Mapping[str, tuple[Mention, ...]]]:
    """The organisations that articles name, and where, by the article's id.

    A full name in one article explains its short forms in all. `own` is what
    `own_organisations` gave; it wins over the shipped table. `tagged` is what
    `tag_organisations` gave, where the tagger was asked.
    """
    from nbreader.annotate.organisations import find_organisations as find

    return find(articles, own=own, tagged=tagged or {})


def own_organisations(
    tell: Callable[[str], object] | None = None,
) -> tuple[KnownOrganisation, ...]:
    """The reader's own table: organisations.toml beside config.toml, if there is one.

    `tell` is given one sentence where a kind of the table is none that we know; the
    rest of the table holds. Raises BadDataError with one sentence for a table that
    cannot be read.
    """
    import tomllib

    from nbreader.tables import organisations_in, unknown_kinds

    path = folders().config.parent / OWN_TABLE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise BadDataError(f"机构表 {path} 读不出来：{error}。") from error
    own = tuple(organisations_in(table, source=str(path)))
    doubt = unknown_kinds(table, source=str(path))
    if doubt and tell is not None:
        tell(doubt)
    return own
