"""Pages in zip archives: read in memory, never unpacked, and nothing that is out of measure.

An archive can claim anything: names that lead out of it, links, a few bytes that
swell to gigabytes. What it says of a member is believed only to refuse it.
"""

from __future__ import annotations

import stat
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from nbreader.errors import BadDataError, reason_of
from nbreader.intake.detect import LIMIT, refuse_size
from nbreader.intake.encoding import encoding_of_names
from nbreader.intake.files import File, is_passed_folder, may_hold_page, natural_key
from nbreader.intake.text import shown_path
from nbreader.model import Refused

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MOST_MEMBERS = 100_000  # ten years of a paper of 24 pages
MOST_BYTES = 4 << 30  # of all members together
# Text packs ten to one, pages of mere blanks a hundred to one, a bomb a thousand to one.
MOST_SWELLING = 200
_SMALL = 1 << 20  # bytes: what swells to no more than this does no harm

_NESTED = frozenset([".zip", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar"])
_ENCRYPTED, _UTF8 = 0x1, 0x800  # bits of a member's flags
_UNICODE_PATH = 0x7075  # the extra field with the name in UTF-8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """One file of an archive, by its decoded name, or the sentence that refuses it."""

    name: str
    info: ZipInfo
    sentence: str = ""


def count_members(path: Path) -> int:
    """How many files `read_members` gives of an archive, refused ones too."""
    try:
        with _opened(path) as archive:
            return len(_members(archive, path)) or 1
    except BadDataError:
        return 1


def read_members(path: Path) -> Iterator[File | Refused]:
    """The files of an archive that may be pages, in natural order of their names.

    Files whose names say that they hold no page are passed over, as in a folder.
    Refused, each with its sentence: members with a password, links, names that
    lead out of the archive, archives in the archive, and what swells beyond all
    measure. Raises BadDataError for an archive that is damaged or out of measure
    as a whole.
    """
    shown = shown_path(str(path))
    with _opened(path) as archive:
        members = _members(archive, path)
        if not members:
            raise BadDataError(f"压缩包 {shown} 里没有可读的文件。")
        for member in members:
            where = f"{shown}/{member.name}"
            try:
                if member.sentence:
                    raise BadDataError(f"{where} {member.sentence}。")
                data = _read(archive, member.info, where)
            except BadDataError as error:
                yield Refused(path=where, sentence=str(error))
            else:
                yield File(path=where, data=data)


def read_member(archive: Path, path: str) -> bytes:
    """The bytes of one file of an archive, by the path that `read_members` gives it.

    BadDataError where there is none, or where it is refused.
    """
    shown = shown_path(str(archive))
    with _opened(archive) as opened:
        for member in _members(opened, archive):
            if f"{shown}/{member.name}" == path and not member.sentence:
                return _read(opened, member.info, path)
    raise BadDataError(f"找不到 {path}。")


def _opened(path: Path) -> ZipFile:
    from zipfile import BadZipFile, ZipFile

    shown = shown_path(str(path))
    try:
        archive = ZipFile(path)
    except (BadZipFile, OSError, ValueError, NotImplementedError) as cause:
        told = f"压缩包 {shown} 已损坏或不完整。"
        if isinstance(cause, OSError) and cause.strerror:
            told = f"读不了 {shown}：{reason_of(cause)}。"
        raise BadDataError(told) from cause
    return archive


def _members(archive: ZipFile, path: Path) -> list[_Member]:
    """What may be a page, in natural order; folders and other files are left out.

    Raises BadDataError for an archive that is out of measure as a whole: members
    may share the same packed bytes, so that no single one swells.
    """
    shown = shown_path(str(path))
    infos = [info for info in archive.infolist() if info.filename and not info.is_dir()]
    if any(info.filename == "[Content_Types].xml" for info in infos):
        raise BadDataError(f"{shown} 是 Office 文档，不是文本。")
    if len(infos) > MOST_MEMBERS:
        raise BadDataError(f"压缩包 {shown} 里有 {len(infos)} 个文件，超过 {MOST_MEMBERS} 个。")
    members = sorted(_wanted(infos), key=lambda m: [natural_key(p) for p in m.name.split("/")])
    total = sum(member.info.file_size for member in members if not member.sentence)
    if total > MOST_BYTES:
        raise BadDataError(f"压缩包 {shown} 解开后超过 {MOST_BYTES >> 30} GiB，太大了。")
    if total > max(_SMALL, path.stat().st_size * MOST_SWELLING):
        raise BadDataError(f"压缩包 {shown} 解开后大出 {MOST_SWELLING} 倍以上，没有读取。")
    return members


def _wanted(infos: Sequence[ZipInfo]) -> Iterator[_Member]:
    for info, name in zip(infos, _names(infos), strict=True):
        *folders, last = parts = name.split("/")
        nested = Path(last).suffix.lower() in _NESTED
        passed = any(is_passed_folder(part) for part in folders if part not in ("", ".", ".."))
        if not passed and (nested or may_hold_page(last)):
            fault = _fault(info, parts, nested)
            yield _Member(name=shown_path(name), info=info, sentence=fault)


def _fault(info: ZipInfo, parts: Sequence[str], nested: bool) -> str:
    """Why a member is refused unread, "" where it is not."""
    drive = len(parts[0]) > 1 and parts[0][1] == ":"
    if not parts[0] or drive or ".." in parts:
        return "指向压缩包之外，没有读取"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "是链接，没有读取"
    if info.flag_bits & _ENCRYPTED:
        return "有密码，没有读取"
    if nested:
        return "是压缩包里的压缩包，请先解开"
    if info.file_size > max(_SMALL, info.compress_size * MOST_SWELLING):
        return f"解开后大出 {MOST_SWELLING} 倍以上，没有读取"
    return ""


def _read(archive: ZipFile, info: ZipInfo, where: str) -> bytes:
    from zipfile import BadZipFile
    from zlib import error as ZlibError  # noqa: N812  (the class is called so)

    refuse_size(info.file_size, path=where)
    try:
        with archive.open(info) as member:
            data = member.read(LIMIT + 1)
    except (BadZipFile, ZlibError, EOFError, OSError, ValueError) as cause:
        raise BadDataError(f"{where} 已损坏，解不开。") from cause
    except (NotImplementedError, RuntimeError) as cause:
        raise BadDataError(f"{where} 的压缩方法不认识，解不开。") from cause
    refuse_size(len(data), path=where)
    return data


def _names(infos: Sequence[ZipInfo]) -> list[str]:
    """The members' names with / between folders.

    A name without the mark of UTF-8 may be in the code of the machine that packed
    it, which the archive does not tell: all such names together say which it is.
    """
    unmarked = [info for info in infos if not info.flag_bits & _UTF8]
    printed = {info: info.orig_filename.encode("cp437") for info in unmarked}
    encoding = encoding_of_names(printed.values())
    names = []
    for info in infos:
        name = info.orig_filename
        if info in printed:
            name = _unicode_path(info, printed[info]) or _decoded(printed[info], encoding) or name
        names.append(name.replace("\\", "/"))
    return names


def _decoded(name: bytes, encoding: str) -> str:
    try:
        return name.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _unicode_path(info: ZipInfo, printed: bytes) -> str:
    """The name in UTF-8 that some programs add beside the old one, if it is of that name."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > 5:
            version, check = struct.unpack("<BL", field[:5])
            if version == 1 and check == crc32(printed):
                return _decoded(field[5:], "utf-8")
    return ""
