"""Chunks to roles: what each line is for, decided by its own words and shape.

Each rule is one small function from a chunk to a role; the first that knows
answers, and its name stays with the chunk. What a line's neighbours say comes
afterwards: captions in `captions`, heads in `segment`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from nbreader.model import Role
from nbreader.parse.bylines import is_byline, is_names, is_picture_credit, is_speaker
from nbreader.parse.chunks import Chunk, cut, join
from nbreader.parse.evidence import TITLE_LENGTH, looks_like_title
from nbreader.parse.folio import is_folio_line
from nbreader.parse.lexicon import BULLETS, HAN, Lexicon
from nbreader.parse.unwrap import ends_sentence

_Rule = Callable[[Chunk, Lexicon], Role | None]
_RUN_TOGETHER = 70  # characters of a kicker and a headline in one line
# A question of an interview, or somebody's words: a sentence, not a title.
_SAID = re.compile(
    r"^(?:问|答|记者|主持人|嘉宾|编者|读者|网友|专家)\s?:|(?:说|表示|介绍|认为|指出|透露|告诉记者),"
)
_MAST = (Role.FLAG, Role.FOLIO, Role.LABEL)
_LONGEST_LABEL = 4  # characters of a page name that no table knows
_SHORT = 60  # characters; furniture lines are shorter
_HAN = re.compile(rf"[{HAN}]")
_BULLET_ITEM = re.compile(r"^[●•·○◆▪※]\s?\S|^\(?[①-⑳]")
_LATIN_FLAG = re.compile(r"[A-Z][A-Za-z'.&]*(?:\s+[A-Z][A-Za-z'.&]*)*")
_LABEL_BEFORE_NUMBER = re.compile(r"^([^\d\s]{2,6})\s*[A-Z]?\d{1,2}$")
_LABEL_WITH_NUMBER = re.compile(r"^(?:第?\s*[A-Z]?\d{1,3}\s*版?\s*:?\s*)([^\d\s]{2,8})(?:版)?$")


def assign_roles(chunks: Sequence[Chunk], *, lexicon: Lexicon, source: str) -> tuple[Chunk, ...]:
    """The chunks with the role that each one's own words give it.

    Lines glued to a paragraph (a jump line, a note's label) come away as chunks
    of their own. A title line has the role HEADLINE until `segment` has seen it.
    """
    parted = [part for chunk in chunks for part in _part(chunk, lexicon, source)]
    named = [_with_role(chunk, lexicon) for chunk in parted]
    return tuple(_masthead(_note_bodies(_wrapped_names(named, lexicon)), lexicon))


def _part(chunk: Chunk, lexicon: Lexicon, source: str) -> list[Chunk]:
    """Cut off a jump line or a note label that runs on with its paragraph."""
    if chunk.level:
        return [chunk]
    for match in lexicon.jump.finditer(chunk.key) if "版" in chunk.key else ():
        whole = match.group() == chunk.key.strip()
        bracketed = chunk.key[match.start()] in "【[(<〈▶►→"
        sends = (match[1] or match[3]) not in ("转", "接", "见", "详见", "全文见")
        if whole or not (bracketed or sends):
            continue
        if match.end() == len(chunk.key.rstrip()):
            left, right = cut(chunk, match.start(), source=source)
            return [*_part(left, lexicon, source), right]
        if match.start() == 0:
            left, right = cut(chunk, match.end(), source=source)
            return [left, *_part(right, lexicon, source)]
    label = lexicon.note_label.match(chunk.key)
    after = chunk.key[label.end() - 1 : label.end() + 1] if label else ""
    if label and label.end() < len(chunk.key.rstrip()) and any(c in ":]】) " for c in after):
        left, right = cut(chunk, label.end(), source=source)
        return [left, right]
    return [chunk]


def _with_role(chunk: Chunk, lexicon: Lexicon) -> Chunk:
    for rule in _RULES:
        if (role := rule(chunk, lexicon)) is not None:
            return chunk.as_role(role, rule.__name__.strip("_").replace("_", "-"))
    return chunk.as_role(Role.PARAGRAPH, "running-text")


def _ornament(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    return None if any(c.isalnum() for c in chunk.key) else Role.BANNER


def _flag(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    bare = chunk.key.replace(" ", "")
    named = bare in lexicon.papers or lexicon.paper_name.fullmatch(bare)
    return Role.FLAG if named else None


def _page_credit(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    if len(chunk.key) > _SHORT:
        return None
    return Role.CREDIT if lexicon.page_credit.match(chunk.key) else None


def _folio(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    """A line of date, page, number or telephone: no sentence in it."""
    key = chunk.key
    if key.startswith(("今日天气:", "天气预报:", "今天天气:")) and len(key) <= _SHORT:
        return Role.FOLIO
    if len(key) > 90 or chunk.level > 1 or ends_sentence(key) or "," in key[:-1]:
        return None
    if key.strip()[:1] == "(":
        return None  # a date in brackets below a headline is the text's, not the page's
    if is_folio_line(key, lexicon):
        return Role.FOLIO
    dated = lexicon.folio.search(key)
    word = lexicon.folio_word.search(key)
    if dated and (dated.group("day") or dated.group("iso")):
        rest = len(key) - len(dated.group())
        return Role.FOLIO if word or rest <= 30 else None
    if dated and dated.group("page") and (word or len(dated.group()) >= len(key.strip()) - 1):
        return Role.FOLIO
    return Role.FOLIO if word and len(key) <= 48 and not lexicon.pointer.match(key) else None


def _editors(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    if len(chunk.key) > _SHORT or ends_sentence(chunk.key):
        return None
    return Role.FOLIO if lexicon.editors.match(chunk.key) else None


def _label(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    if chunk.level > 1 or chunk.key.strip()[:1] in "【[":
        return None  # a label in brackets names a column
    key = chunk.key.replace(" ", "").strip("■□◆◎《》·-—")
    numbered = _LABEL_WITH_NUMBER.match(chunk.key.strip())
    behind = _LABEL_BEFORE_NUMBER.match(chunk.key.strip())
    word = numbered[1].strip() if numbered else ""
    known = key in lexicon.labels or (behind is not None and behind[1] in lexicon.labels)
    known = known or word in lexicon.labels or (0 < len(word) <= 4 and "版" in key)
    return Role.LABEL if known else None


def _jump(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    if len(chunk.key) > _SHORT:
        return None
    match = lexicon.jump.search(chunk.key)
    return Role.JUMP if match and len(match.group()) >= len(chunk.key) - 12 else None


def _pointer(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    if len(chunk.key) > 40:
        return None
    index = chunk.key.replace(" ", "") in ("导读", "今日导读", "要目", "今日要目", "要闻导读")
    sends = index or lexicon.pointer.match(chunk.key) or lexicon.index_line.match(chunk.key)
    return Role.POINTER if sends and not ends_sentence(chunk.key) else None


def _navigation(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    """What a web edition prints round its articles: links, notices of copyright."""
    if len(chunk.key) > _SHORT or ends_sentence(chunk.key):
        return None
    if not chunk.level and lexicon.navigation.fullmatch(chunk.key.strip()):
        return Role.FOLIO  # a link on a line of its own: 返回首页
    return Role.FOLIO if len(set(lexicon.navigation.findall(chunk.key))) >= 2 else None


def _attribution(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    return Role.ATTRIBUTION if lexicon.attribution.match(chunk.key) else None


def _note_label(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    return Role.LABEL if lexicon.note_label.fullmatch(chunk.key) else None


def _speaker(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    return Role.BYLINE if is_speaker(chunk.key, lexicon) else None


def _byline(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    key = chunk.key.strip()
    if len(key) > 80 or ends_sentence(key):
        return None
    return Role.BYLINE if is_byline(key, lexicon) else None


def _picture_credit(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    """A line that only says who took or gave a picture."""
    key = chunk.key.strip()
    if chunk.level or len(key) > 40 or ends_sentence(key) or key[:1] in BULLETS:
        return None
    if re.search(r"文/图|文/摄|文图|图文|文并摄|^文", key):
        return None
    return Role.CREDIT if is_picture_credit(key, lexicon) else None


def _list_item(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    if chunk.bullet:
        return Role.LIST_ITEM
    titled = looks_like_title(chunk) and chunk.key[0] not in "●•·○◆"  # ① numbers a crosshead
    bulleted = (
        not titled
        and _BULLET_ITEM.match(chunk.key)
        and not is_names(chunk.key.lstrip(BULLETS), lexicon)
    )
    return Role.LIST_ITEM if bulleted and len(chunk.key) > 8 else None


def _latin_flag(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    if _HAN.search(chunk.key) or len(chunk.key) > 40:
        return None
    return Role.FLAG if _LATIN_FLAG.fullmatch(chunk.key.strip()) else None


def _title_line(chunk: Chunk, lexicon: Lexicon) -> Role | None:
    if chunk.level or (chunk.bold and len(chunk.key) <= 40):
        return Role.HEADLINE
    if _SAID.search(chunk.key) or lexicon.dateline.match(chunk.key):
        return None
    if (inline := lexicon.inline_byline.search(chunk.key)) and inline.start() <= 12:
        return None
    return Role.HEADLINE if looks_like_title(chunk) else None


_RULES: tuple[_Rule, ...] = (
    _ornament,
    _flag,
    _page_credit,
    _navigation,
    _jump,
    _folio,
    _editors,
    _label,
    _pointer,
    _attribution,
    _note_label,
    _speaker,
    _picture_credit,
    _byline,
    _list_item,
    _latin_flag,
    _title_line,
)


def _wrapped_names(chunks: Sequence[Chunk], lexicon: Lexicon) -> list[Chunk]:
    """A byline goes on in the line below it where that holds names only."""
    out: list[Chunk] = []
    for chunk in chunks:
        above = out[-1] if out else None
        goes_on = (
            above is not None
            and above.role is Role.BYLINE
            and chunk.blanks == 0
            and not chunk.level
            and (chunk.role is Role.BYLINE or is_names(chunk.key, lexicon))
            and not above.key.rstrip().endswith("——")
        )
        if goes_on and above is not None:
            out[-1] = join([above, chunk], space=True)
        else:
            out.append(chunk)
    return out


def _note_bodies(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The paragraph behind a note's label is the note."""
    out: list[Chunk] = []
    for chunk in chunks:
        labelled = out and out[-1].rule == "note-label"
        if labelled and chunk.role in (Role.PARAGRAPH, Role.HEADLINE) and not chunk.level:
            out.append(chunk.as_role(Role.EDITORS_NOTE, "below-note-label"))
        else:
            out.append(chunk)
    return out


def _name_page(out: list[Chunk], top: int) -> None:
    """A word alone above the first title names the page, whether the table knows it or not."""
    titles = [i for i in range(top) if out[i].role not in (Role.FLAG, Role.FOLIO, Role.BANNER)]
    if len(titles) < 2 or any(out[i].role is Role.LABEL for i in titles):
        return
    first, second = out[titles[0]], out[titles[1]]
    word = first.key.replace(" ", "")
    named = len(word) <= _LONGEST_LABEL and _HAN.fullmatch(word[:1]) and word.isalpha()
    long_enough = len(second.key) >= 6 or len(titles) >= 3
    whole = second.role is Role.HEADLINE and long_enough and second.blanks > 0
    if named and whole and not first.level and not second.key.startswith("——"):
        out[titles[0]] = first.as_role(Role.LABEL, "word-above-first-title")


def _top_title(chunk: Chunk) -> Chunk:
    """A head whose lines have run into one stands longer than any title line."""
    long = len(chunk.key) > TITLE_LENGTH  # shorter lines have been judged already
    if long and " " in chunk.text.strip() and looks_like_title(chunk, longest=_RUN_TOGETHER):
        return chunk.as_role(Role.HEADLINE, "long-title-at-top")
    return chunk


def _masthead(chunks: Sequence[Chunk], lexicon: Lexicon) -> list[Chunk]:
    """Above the first body, a flag and folio lines take their neighbours with them.

    The paper's name in the first heading makes the page a front page: title
    lines between two masthead lines belong to the masthead too.
    """
    top = next((i for i, c in enumerate(chunks) if c.role is Role.PARAGRAPH), len(chunks))
    out = list(chunks)
    mast = [i for i in range(top) if chunks[i].role in (Role.FLAG, Role.FOLIO)]
    if top < len(out) and not any(c.role is Role.HEADLINE for c in out[:top]):
        out[top] = _top_title(out[top])
    _name_page(out, next((i for i, c in enumerate(out) if c.role is Role.PARAGRAPH), len(out)))
    bottom = max((i for i, c in enumerate(out) if c.role is Role.PARAGRAPH), default=0)
    labelled = False
    for i, chunk in enumerate(out):
        if chunk.role is Role.FLAG and top <= i:
            latin = chunk.rule == "latin-flag"
            if (i < bottom and (latin or chunk.level)) or (latin and chunk.level > 1):
                out[i] = chunk.as_role(Role.HEADLINE, "name-inside-page")
        elif chunk.role is Role.LABEL and chunk.rule == "label":
            if i > top or labelled:
                out[i] = chunk.as_role(Role.HEADLINE, "label-inside-page")
            labelled = True
    if len(mast) >= 2:
        for i in range(mast[0] + 1, mast[-1]):
            beside = out[i - 1].role in _MAST and out[i + 1].role in _MAST
            if beside and out[i].role is Role.HEADLINE and out[i].level != 2:
                out[i] = replace(out[i], role=Role.FOLIO, rule="between-masthead-lines")
    return out
