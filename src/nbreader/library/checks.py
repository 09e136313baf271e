"""One test of a query, made ready to be asked of many articles or figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from nbreader.library.finding import find_test
from nbreader.library.haystack import Facts, Haystack
from nbreader.library.language import FIGURE_FIELDS, FieldName
from nbreader.library.snippets import Span
from nbreader.library.syntax import Field, Test, Value, Word
from nbreader.library.tokens import Folded, fold, fold_exact
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a test is found with, besides itself."""

    readings: Mapping[str, str] = field(default_factory=dict)
    organisations: tuple[Organisation, ...] = ()
    exact_script: bool = False  # traditional and simplified characters are told apart


class _Finder:
    """A test's text, found in folded text; where scripts count, once more in exactly folded."""

    def __init__(self, test: Word | Field, means: Means) -> None:
        self._find = find_test(test, means.readings)
        self._exact = None
        if means.exact_script:
            self._exact = find_test(test, means.readings, exact_script=True)
        self._held: dict[str, bool] = {}

    def places(self, text: str, folded: Folded) -> tuple[Span, ...]:
        """The places in a text, which is also given folded."""
        spans = self._find(folded.text)
        if self._exact is not None:
            if next(spans, None) is None:
                return ()
            folded = fold_exact(text)
            spans = self._exact(folded.text)
        return tuple(folded.place(*span) for span in spans)

    def is_in(self, text: str) -> bool:
        """Tell whether a short text, of which there are many alike, holds what is found."""
        held = self._held.get(text)
        if held is None:
            held = self._held[text] = bool(self.places(text, fold_name(text)))
        return held


def check_figure(test: Test, means: Means) -> FigureCheck:
    """What tells whether a figure passes a test of which `is_about_figures` is true."""
    if isinstance(test, Value):
        return _check_value(test)
    assert isinstance(test, Field)
    if test.name is FieldName.KIND:
        return lambda figure: figure.kind == test.text
    if test.name is FieldName.UNIT:
        return lambda figure: _same_unit(figure.unit, test.text)
    has = _Finder(test, means).is_in
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


def check_article(test: Word | Field, means: Means) -> Check:
    """What finds the places of a test of which `is_about_figures` is false."""
    finder = _Finder(test, means)
    if isinstance(test, Word):
        return lambda hay: finder.places(hay.text, hay.folded) or None
    match test.name:
        case FieldName.COMPANY:
            return _check_company(finder, means.organisations)
        case FieldName.HEADLINE:
            return lambda hay: _in_blocks(hay, _HEADLINE, finder) or None
        case FieldName.SECTION:
            return lambda hay: _in_field(hay, Role.SECTION, finder, hay.article.section)
        case FieldName.BYLINE:
            return lambda hay: _in_field(hay, Role.BYLINE, finder, _signed(hay))
        case FieldName.IS if test.text == _DOUBTFUL:
            return lambda hay: _HERE if hay.article.doubts else None
    check = _check_facts(test, finder.is_in)
    return lambda hay: _HERE if hay.facts is not None and check(hay.facts) else None


def _check_facts(test: Field, has: Callable[[str], bool]) -> Callable[[Facts], bool]:
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


def _check_company(finder: _Finder, organisations: Iterable[Organisation]) -> Check:
    has = finder.is_in
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


def _in_field(hay: Haystack, role: Role, finder: _Finder, words: str) -> tuple[Span, ...] | None:
    """The places in blocks of a role, where the field's own words hold the text."""
    places = _in_blocks(hay, frozenset({role}), finder)
    return places if places or finder.is_in(words) else None


def _in_blocks(hay: Haystack, roles: frozenset[Role], finder: _Finder) -> tuple[Span, ...]:
    """The places in runs of neighbouring blocks of these roles."""
    places: list[Span] = []
    start = end = -1
    blocks = hay.article.head + hay.article.blocks
    for at, block in zip(hay.article.offsets, blocks, strict=True):
        if block.role not in roles:
            continue
        if start >= 0 and at > end + 1:
            places += _shifted(hay.text[start:end], start, finder)
            start = -1
        start, end = (at if start < 0 else start), at + len(block.text)
    if start >= 0:
        places += _shifted(hay.text[start:end], start, finder)
    return tuple(places)


def _shifted(text: str, start: int, finder: _Finder) -> Iterable[Span]:
    places = finder.places(text, fold_name(text))
    return ((start + first, start + last) for first, last in places)


def _signed(hay: Haystack) -> str:
    return "\n".join(f"{each.role}{each.name}{each.title}" for each in hay.article.byline)


@lru_cache(maxsize=1 << 15)
def fold_name(text: str) -> Folded:
    """A short text folded: names and head lines come again at each key."""
    return fold(text)


def _same_unit(one: str, other: str) -> bool:
    return one == other or fold_name(one).text == fold_name(other).text
