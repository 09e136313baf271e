"""One test of a query, made ready to be asked of many articles or figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache

from nbreader.library.finding import Find, find_test
from nbreader.library.haystack import Facts, Haystack
from nbreader.library.language import FIGURE_FIELDS, FieldName
from nbreader.library.snippets import Span
from nbreader.library.syntax import Field, Test, Value, Word
from nbreader.library.tokens import Folded, fold
from nbreader.library.values import days_of
from nbreader.model import Figure, Mention, Organisation, Role

# The places that hold a test in `Article.text`, () where it has none there; None: it does not hold.
Check = Callable[[Haystack], tuple[Span, ...] | None]
FigureCheck = Callable[[Figure], bool]

_HERE: tuple[Span, ...] = ()
_DOUBTFUL = "doubtful"
_IN_ARTICLE = frozenset({FieldName.SECTION, FieldName.HEADLINE, FieldName.BYLINE})
_MARKS = frozenset({FieldName.TAG, FieldName.IS})
_HEADLINE = frozenset({Role.KICKER, Role.HEADLINE, Role.DECK})


def is_about_figures(test: Test) -> bool:
    """Tell whether a test is asked of one figure."""
    return isinstance(test, Value) or (isinstance(test, Field) and test.name in FIGURE_FIELDS)


def asks_annotations(test: Test) -> bool:
    """Tell whether a test asks for what only annotations tell of an article."""
    return is_about_figures(test) or (isinstance(test, Field) and test.name is FieldName.COMPANY)


def asks_facts(test: Test) -> bool:
    """Tell whether a test asks for what only its facts tell of an article."""
    if not isinstance(test, Field) or asks_annotations(test):
        return False
    return test.name not in _IN_ARTICLE and test.text != _DOUBTFUL


def asks_marks(test: Test) -> bool:
    """Tell whether a test asks for what the reader did with an article."""
    return asks_facts(test) and isinstance(test, Field) and test.name in _MARKS


def is_known(test: Test, hay: Haystack) -> bool:
    """Tell whether what a test asks for is known of the article."""
    if asks_annotations(test):
        return hay.annotations is not None
    return hay.facts is not None or not asks_facts(test)


def check_figure(test: Test, readings: Mapping[str, str]) -> FigureCheck:
    """What tells whether a figure passes a test of which `is_about_figures` is true."""
    if isinstance(test, Value):
        return _check_value(test)
    assert isinstance(test, Field)
    if test.name is FieldName.KIND:
        return lambda figure: figure.kind == test.text
    if test.name is FieldName.UNIT:
        return lambda figure: _same_unit(figure.unit, test.text)
    has = _holder(find_test(test, readings))
    if test.name is FieldName.METRIC:
        return lambda figure: has(figure.metric)
    return lambda figure: has(figure.subject)


def _check_value(test: Value) -> FigureCheck:
    def check(figure: Figure) -> bool:
        return (not test.unit or _same_unit(figure.unit, test.unit)) and _is_within(figure, test)

    return check


def _is_within(figure: Figure, test: Value) -> bool:
    """Tell whether a figure can be between the bounds.

    数百 and 上亿 pass where some number that they can mean does. 逾30 is above
    30, and 近30 below it.
    """
    low, high = (figure.low, figure.high) if figure.value is None else (figure.value, figure.value)
    if low is None and high is None:
        return False
    if test.low is not None and high is not None:
        above = test.above and figure.approx != "over"
        if high < test.low or (above and high == test.low):
            return False
    if test.high is not None and low is not None:
        below = test.below and figure.approx != "under"
        if low > test.high or (below and low == test.high):
            return False
    return True


def check_article(
    test: Word | Field, readings: Mapping[str, str], organisations: Iterable[Organisation]
) -> Check:
    """What finds the places of a test of which `is_about_figures` is false."""
    find = find_test(test, readings)
    if isinstance(test, Word):
        return lambda hay: _places(hay.folded, find) or None
    match test.name:
        case FieldName.COMPANY:
            return _check_company(find, organisations)
        case FieldName.HEADLINE:
            return lambda hay: _in_blocks(hay, _HEADLINE, find) or None
        case FieldName.SECTION:
            return lambda hay: _in_field(hay, Role.SECTION, find, hay.article.section)
        case FieldName.BYLINE:
            return lambda hay: _in_field(hay, Role.BYLINE, find, _signed(hay))
        case FieldName.IS if test.text == _DOUBTFUL:
            return lambda hay: _HERE if hay.article.doubts else None
    check = _check_facts(test, find)
    return lambda hay: _HERE if hay.facts is not None and check(hay.facts) else None


def _check_facts(test: Field, find: Find) -> Callable[[Facts], bool]:
    has = _holder(find)
    match test.name, test.text:
        case FieldName.NEWSPAPER, _:
            return lambda facts: has(facts.newspaper)
        case FieldName.TAG, _:
            return lambda facts: any(map(has, facts.tags))
        case FieldName.DATE, dates:
            first, last = days_of(dates)
            return lambda facts: (
                facts.date is not None
                and (first is None or first <= facts.date)
                and (last is None or facts.date <= last)
            )
        case FieldName.IS, "bookmarked":
            return lambda facts: facts.bookmarked
        case FieldName.IS, state:
            return lambda facts: facts.read == (state == "read")
    raise AssertionError(test)


def _check_company(find: Find, organisations: Iterable[Organisation]) -> Check:
    has = _holder(find)
    meant = {each.name for each in organisations if any(map(has, (each.name, *each.aliases)))}

    def names(mention: Mention) -> bool:
        owners = (mention.organisation, *mention.owners)
        return any(owner in meant or has(owner) for owner in owners) or has(mention.printed)

    def check(hay: Haystack) -> tuple[Span, ...] | None:
        if hay.annotations is None:
            return None
        found = [(each.start, each.end) for each in hay.annotations.mentions if names(each)]
        return tuple(found) or None

    return check


def _in_field(hay: Haystack, role: Role, find: Find, words: str) -> tuple[Span, ...] | None:
    """The places in blocks of a role, where the field's own words hold the text."""
    places = _in_blocks(hay, frozenset({role}), find)
    return places if places or any(find(fold_name(words).text)) else None


def _in_blocks(hay: Haystack, roles: frozenset[Role], find: Find) -> tuple[Span, ...]:
    """The places in runs of neighbouring blocks of these roles."""
    places: list[Span] = []
    start = end = -1
    blocks = hay.article.head + hay.article.blocks
    for at, block in zip(hay.article.offsets, blocks, strict=True):
        if block.role not in roles:
            continue
        if start >= 0 and at > end + 1:
            places += _shifted(hay.text[start:end], start, find)
            start = -1
        start, end = (at if start < 0 else start), at + len(block.text)
    if start >= 0:
        places += _shifted(hay.text[start:end], start, find)
    return tuple(places)


def _shifted(text: str, start: int, find: Find) -> Iterable[Span]:
    return ((start + first, start + last) for first, last in _places(fold_name(text), find))


def _places(folded: Folded, find: Find) -> tuple[Span, ...]:
    return tuple(folded.place(*span) for span in find(folded.text))


def _signed(hay: Haystack) -> str:
    return "\n".join(f"{each.role}{each.name}{each.title}" for each in hay.article.byline)


def _holder(find: Find) -> Callable[[str], bool]:
    """What tells whether a short text, of which there are many alike, holds what is found."""

    @cache
    def has(text: str) -> bool:
        return any(find(fold_name(text).text))

    return has


@lru_cache(maxsize=1 << 15)
def fold_name(text: str) -> Folded:
    """A short text folded: names and head lines come again at each key."""
    return fold(text)


def _same_unit(one: str, other: str) -> bool:
    return one == other or fold_name(one).text == fold_name(other).text
