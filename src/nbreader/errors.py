"""The errors a person can cause; each is one plain sentence."""

from __future__ import annotations

import errno
from collections.abc import Callable

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    getattr(errno, "EDQUOT", errno.ENOSPC): "磁盘已满",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "没有权限",
    errno.ENOENT: "没有这个文件夹",
    errno.ENOTDIR: "没有这个文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.EISDIR: "这是文件夹",
    errno.ENAMETOOLONG: "名字太长",
    errno.EIO: "磁盘出错",
    errno.EBADF: "它没有打开",
}


class NbreaderError(Exception):
    """A bad input: the message names the path, key or query that is at fault."""


class UsageError(NbreaderError):
    """The call's words are off: exit code 2."""


class QueryError(UsageError):
    """A query that cannot be read: `at` is where in `query` the `fault` begins.

    Its sentence holds the query; beside a field that shows it, `fault` is enough.
    """

    def __init__(self, fault: str, *, query: str, at: int) -> None:
        opening, closing = "「」" if set("“”") & set(query) else "“”"
        super().__init__(f"查询{opening}{query}{closing}第 {at + 1} 字：{fault}。")
        self.fault = fault
        self.query = query
        self.at = at

    def mark(self, width: Callable[[str], int]) -> str:
        """A line to print under the query: ‸ at the fault. `width` counts the cells of a text."""
        return " " * width(self.query[: self.at]) + "‸"


class BadDataError(NbreaderError):
    """A file that is missing, unreadable, damaged or no newspaper page: exit code 3."""


def reason_of(error: OSError) -> str:
    """Why a file could not be read or written, in a few words of the reader's language.

    What the system says where we have no words for it.
    """
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
