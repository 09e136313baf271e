"""Calls of the command line, with files of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nbreader.cli.app import app

Call = Callable[..., Result]

# The last line but one is cut inside a word.
PAGE = """江北新城正式开工 各方共同见证

昨天上午，江北新城在慈城正式开工建设，全市上下共同见证这一时刻，与会嘉宾为新城奠基培土。

据了解，新城位于宁波北部，规划面积很大，将建设多座大桥和中央公园，与老城区隔江相

望，总投资40.5亿元。

“这是宁波向北发展的重要一步。”江北区有关负责人说，新城建成后将吸引更多企业落户。
"""
NEWS = """宁波日报
2026年3月25日 星期三

江北大桥正式通车 两岸居民出行更便捷

昨天下午，江北大桥正式通车，首批车辆缓缓驶过大桥，两岸居民纷纷前来见证这一历史时刻。

大桥连接江北与海曙，通车以后两岸居民往来不用绕行，出行更加便捷。
"""


@pytest.fixture
def call(home: Path) -> Call:
    """Call nbreader with these words; the result has its output and its exit code."""

    def run(*words: str | Path) -> Result:
        result = CliRunner().invoke(app, [str(word) for word in words], prog_name="nbreader")
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    return run


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page whose one paragraph is cut in two."""
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def pages(tmp_path: Path, page: Path) -> Path:
    """A folder of two pages."""
    folder = tmp_path / "pages"
    folder.mkdir()
    page.rename(folder / "1.txt")
    (folder / "2.txt").write_text(NEWS, encoding="utf-8", newline="\n")
    return folder
