"""How fast an import goes, and how names are spelled for it."""

from __future__ import annotations

from nbreader.actions.progress import Gauge
from nbreader.actions.spelling import spellings


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_time_left_is_what_is_left_at_the_rate_of_late() -> None:
    clock = Clock()
    gauge = Gauge(105, clock)
    clock.now = 8.0
    gauge.unchanged(5)
    clock.now = 18.0
    told = gauge.unchanged(20)

    assert (2.0, 40.0) == (told.rate, told.seconds_left)


def test_the_start_of_the_work_is_no_part_of_its_rate() -> None:
    clock = Clock()
    gauge = Gauge(605, clock)
    clock.now = 4.0  # until the processes were there
    first = gauge.parsed()
    clock.now = 4.5
    early = gauge.parsed()
    clock.now = 9.0
    told = gauge.unchanged(500)

    assert (None, None) == (first.seconds_left, early.seconds_left)
    assert (0.0, 0.0) == (first.rate, early.rate)
    assert told.seconds_left is not None
    assert told.seconds_left < 2


def test_rate_forgets_what_was_long_ago() -> None:
    clock = Clock()
    gauge = Gauge(10_000, clock)
    for second in range(1, 61):
        clock.now = float(second)
        told = gauge.unchanged(100 if second <= 20 else 10)

    assert 10.0 == told.rate


def test_nothing_is_known_at_the_beginning() -> None:
    told = Gauge(5, Clock()).progress()

    assert (0, 0.0, None) == (told.done, told.rate, told.seconds_left)


def test_parsed_page_counts_half() -> None:
    gauge = Gauge(4, Clock())

    assert (0.5, 0) == ((told := gauge.parsed()).step, told.done)


def test_every_reading_of_a_name_is_spelled() -> None:
    assert {"cqyh", "cqyx", "zqyh", "zqyx"} == set(spellings("重庆银行"))


def test_letters_and_digits_spell_themselves() -> None:
    assert ["zg3m"] == list(spellings("中国（3M）"))


def test_name_with_many_readings_is_spelled_in_time() -> None:
    spelled = list(spellings("重行乐" * 20))

    assert len(spelled) < 200
    assert "zxl" * 20 in spelled or "zxy" * 20 in spelled
