"""What the shapes share: dates, folios, and printing what was composed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.typesetting.copydesk import Copy, Desk
from tests.typesetting.galley import Galley, furniture_line
from tests.typesetting.sheet import Folio, Slug, Story, TypesetPage, print_page

WEEKDAYS = "一二三四五六日"
LUNAR_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十")
LUNAR_DAYS = ("初二", "初七", "十一", "十五", "廿三", "廿八")


@dataclass(slots=True, kw_only=True)
class Composition:
    """A page while it is being put together: slugs in printed order, and stories."""

    rng: random.Random
    desk: Desk
    doc: str
    slugs: list[Slug] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)

    def add(self, *slugs: Slug) -> None:
        """Print these slugs next."""
        self.slugs += slugs

    def add_furniture(self, text: str, *, gap: int = 2, mark: str = "") -> None:
        """Print a line next that belongs to no article."""
        self.add(furniture_line(text, len(self.slugs), gap=gap, mark=mark))

    def tell(self, *galleys: Galley) -> None:
        """Count these articles among those of the page."""
        self.stories += [galley.story for galley in galleys]

    def chance(self, often: float) -> bool:
        """True as often as `often` says."""
        return self.rng.random() < often

    def printed(
        self,
        *,
        newspaper: str = "",
        day: date | None = None,
        label: str = "",
        start: str = "\n\n",
        end: str = "",
    ) -> TypesetPage:
        """The page with what its folio says."""
        folio = Folio(
            doc=self.doc,
            newspaper=newspaper,
            date=day.isoformat() if day else "",
            label=label,
        )
        return print_page(self.slugs, folio=folio, stories=self.stories, start=start, end=end)


def open_page(page: Composition, labels: Sequence[str]) -> str:
    """Print the page's label, now and then with its number or its editors."""
    label = page.rng.choice(labels)
    number = page.rng.randrange(2, 17)
    match page.rng.randrange(12):
        case 0:
            page.add_furniture(f"第{number}版 {label}")
        case 1:
            page.add_furniture(f"{number:02d}")
            page.add_furniture(label)
        case 2:
            page.add_furniture(label)
            page.add_furniture(editors_line(page))
        case _:
            page.add_furniture(label)
    return label


def close_page(page: Composition) -> None:
    """Print who made the page, now and then."""
    if page.chance(0.25):
        page.add_furniture(editors_line(page))


def editors_line(page: Composition) -> str:
    """The line of those who made the page."""
    first, second, third = page.rng.sample(list(page.desk.city.editors), 3)
    return page.rng.choice(
        [
            f"责任编辑 {first} 版式设计 {second}",
            f"责编/{first} 美编/{second} 校对/{third}",
            f"责任编辑：{first} 美编：{second} 校对：{third}",
            f"本版责编：{first}",
            f"本版编辑 {first} 组版 {second}",
            f"□ 责编 {first} □ 版式 {second}",
            f"编辑 {first} 版式 {second} 校对 {third}",
        ]
    )


def draw_day(rng: random.Random) -> date:
    """A day of issue."""
    return date(2025, 1, 5) + timedelta(days=rng.randrange(640))


def western_day(day: date) -> str:
    """The day as a folio prints it."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday(day: date) -> str:
    """The day's 星期."""
    return f"星期{WEEKDAYS[day.weekday()]}"


def lunar_line(day: date, rng: random.Random) -> str:
    """A lunar date as flags print it; only its form is true."""
    year = {2025: "乙巳", 2026: "丙午"}.get(day.year, "丁未")
    return f"农历{year}年{rng.choice(LUNAR_MONTHS)}月{rng.choice(LUNAR_DAYS)}"


def draw(rng: random.Random, copies: Sequence[Copy], count: int) -> list[Copy]:
    """Some of the articles, in an order of their own."""
    return rng.sample(list(copies), min(count, len(copies)))
