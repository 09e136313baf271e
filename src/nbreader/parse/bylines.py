"""Names of writers and speakers, in every form that newspapers print them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nbreader import words
from nbreader.model import Byline, Dateline, Role
from nbreader.parse.chunks import Chunk
from nbreader.parse.lexicon import BULLETS, HAN, NAME, Lexicon

_LETTER_SPACED = re.compile(rf"(?:^|(?<=[\s:/、]))([{HAN}])\s([{HAN}])(?=$|[\s,、/)])")
_LEARNT = re.compile(
    rf"(?:本报讯|本报)\s*记者\s*([{HAN}]{{2,3}}?)(?=从|在|昨|今|近日|日前|获悉|了解到)"
)
_TOLD_BY = re.compile(
    r"(?:讲述人|讲述者|讲述|口述人|口述|主讲人|主讲|受访者|受访人|发言人|嘉宾|分享人|演讲者|演讲人|点评专家|点评人|推荐人)"
    rf"\s*[:\s]\s*(?P<title>[^。!?;:]{{0,40}}?)\s*(?P<name>{NAME})$"
)
_UNNAMED = frozenset(
    {"本报评论员", "评论员", "特约评论员", "本报特约评论员", "本报编辑部", "编辑部"}
)
_LONGEST_OFFICE = 26  # characters of an office and a name that no table knows
_NO_CLAUSE = re.compile(rf"[{HAN}A-Za-z·、\s()]{{2,}}")
_REPORTED = re.compile(
    r"(?:本报讯|本报)?\s*((?:[^,。:]{0,6})(?:记者|通讯员)[^,。:]{2,40}?)(?:综合)?报道[:,]"
)
# A paper, station or office that a writer belongs to; 台中报导 is where he reports from.
_UNIT_NAME = re.compile(
    rf"[{HAN}A-Za-z\-]{{1,16}}(?:报|社|台|网|新闻|客户端|频道|融媒|传媒|报道|报导|特稿|电|组|站)"
)
_RANK = re.compile(r"(?:全媒体?|融媒体?|首席|特派|高级|见习|实习|本报|本刊)$")
_EDGES = " :/、,;()[]"
_UNIT = re.compile(r"\([^()]*\)")


def is_names(key: str, lexicon: Lexicon) -> bool:
    """Tell whether a line holds names only: two to six of them, set apart by blanks.

    >>> is_names("仇欢 胡忠忠 蒋敬东", lexicon)  # doctest: +SKIP
    True
    """
    names = re.split(r"[\s、]+", _LETTER_SPACED.sub(r"\1\2", key.strip()))
    if not 1 <= len(names) <= 7:
        return False
    if not all(re.fullmatch(NAME, name) for name in names):
        return False
    likely = sum(starts_with_surname(name, lexicon) for name in names)
    if len(names) == 1:
        compound = len(names[0]) == 4 and names[0][:2] in lexicon.surnames
        return likely == 1 and (len(names[0]) <= 3 or compound)
    return likely >= max(1, (2 * len(names) + 2) // 3)


def starts_with_surname(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name may be a Chinese person's."""
    bare = name.replace("·", "")
    if len(bare) == 4:
        return bare[:2] in lexicon.surnames or bare[0] in lexicon.surnames
    return bare[:1] in lexicon.surnames or bare[:2] in lexicon.surnames


def is_byline(key: str, lexicon: Lexicon) -> bool:
    """Tell whether a line names writers and nothing else.

    Forms: 记者 甲 通讯员 乙; ■ 甲 乙; 本报记者 甲 文/摄; 文/甲 图/乙; 记者甲乙.
    A line with neither a role word nor a mark in front is left to its place on
    the page (`is_names`).
    """
    bare = key.strip()
    marked = bare[:1] in BULLETS
    bare = _LETTER_SPACED.sub(r"\1\2", _UNIT.sub(" ", bare.strip("()" + BULLETS + " ")))
    tokens = [t for t in re.split(r"[\s、,;/|:]+", bare) if t]
    if not tokens or len(tokens) > 24 or len(bare) > 90:
        return False
    kinds = [_kind_of_token(token, lexicon) for token in tokens]
    names = [t for t, kind in zip(tokens, kinds, strict=True) if kind == "name"]
    if "" in kinds or not (marked or "role" in kinds or "both" in kinds):
        return False
    if not names:
        return "both" in kinds or (len(tokens) == 1 and bare in _UNNAMED)
    if len(tokens) == 1 and len(names[0]) > 3 and names[0][:2] not in lexicon.surnames:
        return False  # ■ and four characters: the name of a column
    likely = sum(starts_with_surname(name, lexicon) for name in names)
    if kinds[0] == "role" and not likely and len(names) <= 2:
        return not any(words.is_word(name) for name in names)  # a rare surname, no common word
    return likely * 2 >= len(names) and (marked or kinds[0] != "name" or kinds[-1] == "role")


def _kind_of_token(token: str, lexicon: Lexicon) -> str:
    """ "role", "name", "both" (记者王晓明) or "" for a token of a byline."""
    match = lexicon.role_word.fullmatch(token)
    if match and not match["rest"]:
        return "role"
    if len(token) > 3 and _UNIT_NAME.fullmatch(token):
        return "unit"
    if re.fullmatch(NAME, token):
        if match and len(match["word"]) >= 2 and starts_with_surname(match["rest"], lexicon):
            return "both"
        return "name"
    if match and len(match["word"]) >= 2 and 2 <= len(match["rest"]) <= 14:
        return "both" if starts_with_surname(match["rest"], lexicon) else ""
    if re.fullmatch(
        rf"[{HAN}]{{3,14}}(?:中心|报道组|公司|医院|局|办|部|院|大学|学校|银行|集团|街道|镇)", token
    ):
        return "name"
    if re.fullmatch(rf"({NAME})(?:摄影|摄|文|图)", token):
        return "both"
    return ""


def is_picture_credit(key: str, lexicon: Lexicon) -> bool:
    """Tell whether a line only says who took or gave a picture: 贺元凯 摄; 图片由某局提供."""
    bare = key.strip()
    if lexicon.credit_head.match(bare):
        return True
    tail = lexicon.credit_tail.search(bare)
    if tail is None or not tail.start():
        return False
    tokens = re.split(r"[\s、,/:]+", _LETTER_SPACED.sub(r"\1\2", bare[: tail.start()].strip("( ")))
    given = "供" in tail.group() or "提供" in tail.group()
    if given and len(tokens) == 1:
        return bool(re.fullmatch(rf"[{HAN}A-Za-z]{{2,14}}", tokens[0])) and "的" not in tokens[0]
    kinds = [_kind_of_token(token, lexicon) for token in tokens]
    names = [t for t, kind in zip(tokens, kinds, strict=True) if kind == "name"]
    likely = sum(starts_with_surname(name, lexicon) for name in names)
    return "" not in kinds and len(tokens) <= 5 and likely * 2 >= len(names)


def is_speaker(key: str, lexicon: Lexicon) -> bool:
    """Tell whether a line names a speaker: an office, a name and a dash."""
    return speaker_of(key, lexicon) is not None


def speaker_of(key: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The office and the name in a speaker line, or None.

    Where no known office ends before the name, the name is the last two or
    three characters that begin with a surname.
    """
    bare = key.strip()
    if told := _TOLD_BY.match(bare):
        return told["title"].strip(), told["name"]
    match = lexicon.speaker.match(bare)
    if match is not None and match["title"]:
        return match["title"].strip(), match["name"]
    bare, dashes, rest = bare.partition("——" if "——" in bare else "--")
    if not dashes or rest or len(bare) > _LONGEST_OFFICE or not _NO_CLAUSE.fullmatch(bare):
        return None
    for size in (3, 2):
        office, name = bare[:-size].strip(), bare[-size:]
        if len(name) < size or len(office) == 1 or not starts_with_surname(name, lexicon):
            continue
        common = words.is_word(name) or (size == 3 and words.is_word(name[:2]))
        if not common:  # 水乡行 is no name
            return office, name
    return None


def bylines_of(chunks: Iterable[Chunk], lexicon: Lexicon) -> tuple[Byline, ...]:
    """Everyone whom an article's lines name as its writer, speaker or agency."""
    found: list[Byline] = []
    for chunk in chunks:
        named: list[Byline] = []
        if chunk.role is Role.BYLINE:
            named = _in_line(chunk.key, lexicon)
        elif chunk.role is Role.ATTRIBUTION:
            named = _agency(chunk.key)
        elif chunk.role in (Role.PARAGRAPH, Role.FRAGMENT):
            named = _in_paragraph(chunk.key, lexicon)
        found += [_as_printed(byline, chunk) for byline in named]
    unique = {(b.role, b.name): b for b in found}
    names: dict[str, Byline] = {}
    for byline in unique.values():
        names.setdefault(byline.name, byline)
    return tuple(names.values())


def _as_printed(byline: Byline, chunk: Chunk) -> Byline:
    """The byline with its name and office as printed, not as looked up."""
    bare_key, bare_text = "".join(chunk.key.split()), "".join(chunk.text.split())

    def printed(part: str) -> str:
        bare = "".join(part.split())
        at = bare_key.find(bare)
        return bare_text[at : at + len(bare)] if bare and at >= 0 else part

    return Byline(role=byline.role, name=printed(byline.name), title=printed(byline.title))


def dateline_of(chunks: Iterable[Chunk], lexicon: Lexicon) -> Dateline | None:
    """The dateline or attribution of an article: 本报讯, 新华社北京3月24日电."""
    for chunk in chunks:
        if chunk.role is Role.ATTRIBUTION:
            return _dateline(chunk.text.strip("()（）[]【】"))
        if chunk.role in (Role.PARAGRAPH, Role.FRAGMENT):
            match = lexicon.dateline.match(chunk.key)
            if match:
                return _dateline(chunk.text[: match.end()])
    return None


_FILED = re.compile(
    rf"(?:据|综合)?(?P<agency>新华社|中新社|中国新闻社|[{HAN}]{{0,4}}(?:社|网|日报|本报|本刊))?(?:讯)?"
    rf"(?P<place>[{HAN}]{{2,8}}?)?(?P<date>\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}日)?(?:电|讯|消息)?$"
)


def _dateline(printed: str) -> Dateline:
    printed = printed.strip("【】[]")
    match = _FILED.match(printed.strip())
    if match is None:
        return Dateline(printed=printed)
    return Dateline(
        printed=printed,
        agency=match["agency"] or "",
        place=match["place"] or "",
        date=match["date"] or "",
    )


def _agency(key: str) -> list[Byline]:
    match = re.search(
        r"新华社|中新社|中国新闻社|中新网|人民日报|央视新闻|新华网|人民网|[\u4e00-\u9fff]{2,4}(?:日报|晚报|社|网)",
        key,
    )
    return (
        [Byline(role="电头", name=re.sub(r"^(?:据|综合|摘自|来源|转自|原载)+", "", match.group()))]
        if match
        else []
    )


def _in_line(key: str, lexicon: Lexicon) -> list[Byline]:
    """The names of a byline that stands on a line of its own."""
    speaker = speaker_of(key, lexicon)
    if speaker is not None:
        return [Byline(role="发言人", name=speaker[1], title=speaker[0])]
    signed = _signed(key, lexicon)
    if signed is not None:
        return [signed]
    if key.strip() in _UNNAMED:
        return [Byline(role="作者", name=key.strip())]
    return _names_by_role(_UNIT.sub(" ", key.strip("()" + BULLETS + " ")), lexicon, default="作者")


def _signed(key: str, lexicon: Lexicon) -> Byline | None:
    """An office and a name behind a blank: 某校教授 张三."""
    office, _, name = key.strip().strip("()").rpartition(" ")
    if office and re.fullmatch(NAME, name) and lexicon.signature.match(office + name):
        if is_byline(key, lexicon):
            return None
        return Byline(role="作者", name=name, title=office.strip())
    return None


def _in_paragraph(key: str, lexicon: Lexicon) -> list[Byline]:
    """The names in 本报讯(记者黄合), and a signature at a paragraph's end."""
    found: list[Byline] = []
    opening = key[:70]
    for match in lexicon.inline_byline.finditer(opening):
        if match.start() > 24:
            continue
        found += _names_by_role((match[1] or match.group()), lexicon, default="记者")
    if not found and (reported := _REPORTED.match(opening)):
        found += _names_by_role(reported[1], lexicon, default="记者")
    if not found and (told := _LEARNT.match(opening)) and starts_with_surname(told[1], lexicon):
        found.append(Byline(role="记者", name=told[1]))
    dateline = lexicon.dateline.match(key)
    if dateline and "新华社" in dateline.group():
        found.append(Byline(role="电头", name="新华社"))
    closing = re.search(r"[。”!?]\s*\(([^()]{2,40})\)$", key[-48:])
    if closing and (is_byline(closing[1], lexicon) or is_names(closing[1], lexicon)):
        found += _names_by_role(closing[1], lexicon, default="作者")
    return found


def _names_by_role(key: str, lexicon: Lexicon, *, default: str) -> list[Byline]:
    """Cut a byline at its role words and give each name the word before it."""
    found: list[Byline] = []
    role = default
    at = 0
    for match in lexicon.writer.finditer(key):
        if match.start() < at or _inside_name(key, match):
            continue
        found += [Byline(role=role, name=n) for n in _names(key[at : match.start()], lexicon)]
        role = _role_of(match.group(), default)
        at = match.end()
    found += [Byline(role=role, name=n) for n in _names(key[at:], lexicon)]
    return found


def _inside_name(key: str, match: re.Match[str]) -> bool:
    """文 and 图 are role words only at a break: 张文 is a name."""
    if len(match.group()) > 1:
        return False
    before, after = key[match.start() - 1 : match.start()], key[match.end() : match.end() + 1]
    return bool(before.strip("/、 ") and before.isalpha()) or bool(after.isalpha())


def _role_of(word: str, default: str) -> str:
    if "通讯员" in word:
        return "通讯员"
    if "记者" in word:
        return "记者"
    return default if default != "记者" else "作者"


def _names(text: str, lexicon: Lexicon) -> list[str]:
    """The names in a stretch of a byline; names run together are cut at surnames."""
    text = _LETTER_SPACED.sub(r"\1\2", text.strip(_EDGES))
    text = re.sub(
        rf"^(?:本报|本刊|[{HAN}]{{2,10}}(?:日报|晚报|报社|电视台|中心|集团))\s*", "", text
    )
    names: list[str] = []
    for token in re.split(r"[\s,、;/|:]+", text):
        token = _RANK.sub("", token)
        if token.startswith("发自"):
            continue
        if _UNIT_NAME.fullmatch(token) and len(token) > 1:
            continue
        if re.fullmatch(NAME, token):
            if len(token) == 4 and not ("·" in token or token[:2] in lexicon.surnames):
                names += _run_together(token, lexicon) or [token]
            else:
                names.append(token)
        elif re.fullmatch(rf"[{HAN}]{{5,24}}", token):
            names += _run_together(token, lexicon)
        elif re.fullmatch(r"[A-Z][A-Za-z.\-]{2,30}", token):
            names.append(token)
    return names


def _run_together(token: str, lexicon: Lexicon) -> list[str]:
    """Names without blanks between them, cut so that each begins with a surname."""
    best: list[list[str] | None] = [[]] + [None] * len(token)
    for end in range(2, len(token) + 1):
        for size in (3, 2, 4):
            before = best[end - size] if end >= size else None
            if before is None:
                continue
            name = token[end - size : end]
            compound = name[:2] in lexicon.surnames
            if (size == 4 and not compound) or not (compound or name[0] in lexicon.surnames):
                continue
            if best[end] is None or len(before) + 1 < len(best[end] or []):
                best[end] = [*before, name]
    return best[-1] or []
