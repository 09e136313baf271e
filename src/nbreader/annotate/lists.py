"""Names that show by the company they keep: lists, second names, 以下简称.

卓力、凯波等39家企业 tells that 卓力 and 凯波 are companies; in 舜宇光学、弘讯科技、
大发化纤 two known companies vouch for a third.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nbreader.annotate.clauses import Clause, Piece, breaks_of, read_clause
from nbreader.annotate.folding import Folded
from nbreader.annotate.judging import brand_of, joined_text
from nbreader.annotate.names import Name, cut_to_name, pieces_before
from nbreader.annotate.naming import Naming, Part

_STOPS = "，。；：！？,;:!?…—《》\n"
_SENTENCE = re.compile(rf"[^{_STOPS}]+")
_NUMBER = r"[0-9]+|[一二两三四五六七八九十百数多几]+|一批|一大批|众多"
_COUNT = rf"(?:{_NUMBER})?(?:余|多)?[家户个所]?"
_COMPANIES = frozenset({"company", "institute", "fund"})
_ABBREVIATION = re.compile(
    r"\((?:以下|下)?(?:简|统)?称?(?:为)?[:：]?[“\"‘]?([^()“”\"‘’，。；、]{2,16})[”\"’]?\)"
)
_SHORT_FOR = re.compile(r"\((?:以下简称|下称|简称|以下称)")
# Each begins with a letter of its own, which makes it quick to search for.
_LIST_END = re.compile("等|以及|在内|为代表|都(?<!成都)|均|纷纷|先后|相继|分别")
_BOUND = "参赋给授"  # with 与 these are words
_LONGEST_ITEM = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Words in brackets that the text gives as another name of what stands before."""

    owner: Name
    start: int
    end: int


def names_in_lists(folded: Folded, names: Sequence[Name], naming: Naming) -> Iterator[Name]:
    """Names that only their place in a list shows, besides those already read."""
    if "、" not in folded.text:
        return
    kinds = {name.end: name.kind for name in names} | {name.start: name.kind for name in names}
    for items in _lists(folded.text):
        yield from _names_in_list(folded, items, kinds, naming)


def _lists(text: str) -> Iterator[list[tuple[int, int]]]:
    """The ranges of the items of each list, up to 等, 以及 or 在内."""
    for run in _SENTENCE.finditer(text):
        if "、" not in run.group():
            continue
        items: list[tuple[int, int]] = []
        at = run.start()
        for printed in run.group().split("、"):
            end = at + len(printed)
            close = _LIST_END.search(text, at, end)
            items.append((at, close.start() if close else end))
            if close:
                if close.group() == "以及" and close.end() < end:
                    items.append((close.end(), end))
                yield items
                items = []
            at = end + 1
        yield _parted(text, items)


def _parted(text: str, items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A list whose last item is two, parted by 和: A、B和C."""
    if len(items) > 1:
        start, end = items[-1]
        at = max(text.rfind(word, start + 2, end - 2) for word in "和与及")
        if at > 0 and text[at - 1] not in _BOUND:
            items[-1:] = [(start, at), (at + 1, end)]
    return items


def _names_in_list(
    folded: Folded, spans: Sequence[tuple[int, int]], kinds: Mapping[int, str], naming: Naming
) -> Iterator[Name]:
    """The unread items of one list, if something vouches for them."""
    if len(spans) < 2:
        return
    vouched = sum(kinds.get(start) in _COMPANIES for start, _ in spans[1:])
    vouched += kinds.get(spans[0][1]) in _COMPANIES
    counted = _is_counted(folded.text, spans[-1][1], naming)
    if not counted and not vouched:
        return
    breaks = breaks_of(folded)
    items = [
        _item(read_clause(folded, start, end, breaks), first=index == 0, naming=naming)
        for index, (start, end) in enumerate(spans)
    ]
    named = sum(bool(item and brand_of(item, naming)) for item in items)
    for item in items:
        if not item or item[0].start in kinds or item[-1].end in kinds:
            continue
        sure = counted or vouched > 1
        if _is_coined(item, naming) if not sure else _is_listed(item, named + vouched, naming):
            yield Name(start=item[0].start, end=item[-1].end, kind="company", shape="listed")


def _is_counted(text: str, at: int, naming: Naming) -> bool:
    """Tell whether the companies of a list that ends at `at` are counted behind it."""
    if at >= len(text) or text[at] in _STOPS:  # as most lists end
        return False
    return _counted(naming.counted, naming.topics).match(text, at) is not None


@cache
def _counted(nouns: tuple[str, ...], topics: tuple[str, ...]) -> re.Pattern[str]:
    """等39家企业, 等一批单项冠军企业; not 等7个特色产业集群."""
    return re.compile(
        rf"等?(?:在内的|为代表的)?{_COUNT}[^{_STOPS}、的]{{0,12}}?(?:{'|'.join(nouns)})"
        rf"(?!{'|'.join(topics)}|特色|数量|名单|家)"
    )


def _item(clause: Clause, *, first: bool, naming: Naming) -> list[Piece]:
    """The pieces of one item; [] where it holds more than a name can."""
    if clause.end - clause.start > _LONGEST_ITEM and not first:
        return []
    pieces = cut_to_name(pieces_before(clause, clause.end, "listed", naming), "listed", naming)
    if not pieces or (not first and pieces[0].start != clause.start):
        return []
    if any(piece.part in (Part.VERB, Part.PARENT) for piece in pieces):
        return []
    core = [piece for piece in pieces if piece.part is not Part.PLACE]
    if core and core[-1].part is Part.NOUN and core[-1].text in naming.vague:
        return []
    return pieces if core and not all(piece.part is Part.TRADE for piece in core) else []


def _is_listed(item: Sequence[Piece], others: int, naming: Naming) -> bool:
    """Tell whether an item of a list of companies names one."""
    return bool(brand_of(item, naming)) or (others > 0 and _is_plain_name(item, naming))


def _is_coined(item: Sequence[Piece], naming: Naming) -> bool:
    """Tell whether an item can only be a name: beside a known one that is enough.

    Three and four unknown characters (通富微电), or two before a word of trade.
    """
    brand = brand_of(item, naming)
    if item[0].part is not Part.CHAR or not joined_text(item).startswith(brand) or not brand:
        return False
    if len(item) == len(brand):
        return 3 <= len(brand) <= 4
    return 2 <= len(brand) <= 3 and all(piece.part is Part.TRADE for piece in item[len(brand) :])


def _is_plain_name(item: Sequence[Piece], naming: Naming) -> bool:
    """Tell whether a dictionary word can be a company's name beside others."""
    own = [piece.text for piece in item if piece.part not in (Part.PLACE, Part.TRADE)]
    return len(own) == 1 and 2 <= len(own[0]) <= 4 and own[0] not in naming.generic


def second_names(folded: Folded, names: Sequence[Name]) -> Iterator[Alias]:
    """Names in brackets behind a name: 计量测试研究院（新材料检验检测中心）, （以下简称“X”）."""
    text = folded.text
    if "(" not in text:
        return
    starts = {name.start: name for name in names}
    for name in names:
        match = _ABBREVIATION.match(text, name.end)
        if not match:
            continue
        start, end = match.span(1)
        other = starts.get(start)
        is_name = bool(other and other.end == end)
        if is_name or _SHORT_FOR.match(text, name.end) or _is_acronym(match[1]):
            yield Alias(owner=name, start=start, end=end)


def _is_acronym(text: str) -> bool:
    return text.isascii() and text.isalnum() and text.isupper() and 2 < len(text) < 9
