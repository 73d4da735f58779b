from pathlib import Path

import pytest

from fixline_bench.bot.announcing import Announcing
from fixline_bench.bot.backlog import Backlog
from fixline_bench.bot.ways import Compared, Turn
from fixline_bench.growth import Growth, SearchTime
from fixline_bench.idle import Idle
from fixline_bench.memory import Memory
from fixline_bench.ratios import Ratio
from fixline_bench.report import BEGIN, END, Figure, Row, rows, write
from fixline_bench.telemetry import Told, ToldByBot, Unheard
from fixline_bench.watching import Watching

PAGE = Path(__file__).parents[3] / "docs/performance.md"


def compared(other: str, speed: float, cost: float) -> Compared:
    """Our turns took 2 ms of processor time for each of 100 updates a second."""
    ours = Turn(updates=100, seconds=1.0, cpu=0.2)
    theirs = Turn(updates=100, seconds=speed, cpu=0.2 / cost)
    return Compared(other=other, ours=[ours] * 3, others=[theirs] * 3, ours_mib=200, others_mib=180)


def ratio(*ratios: float) -> Ratio:
    return Ratio(
        method="GetTicket", ours_per_second=700, bare_per_second=1000, ratios=list(ratios), wanted=0.7
    )


def told(*ratios: float) -> Told:
    return Told(on_per_second=500, off_per_second=600, ratios=list(ratios), on_cpu_ms=1.5, off_cpu_ms=1.3)


def told_by_bot(cpu_ms: float) -> ToldByBot:
    """Silent, an update takes 2 ms of processor time."""
    on, off = (Turn(updates=100, seconds=1.0, cpu=cpu / 10) for cpu in (cpu_ms, 2.0))
    return ToldByBot(on=[on] * 3, off=[off] * 3)


def idle(megabytes: float, seconds: float) -> Idle:
    return Idle(
        megabytes={"bot": megabytes - 50, "postgres": 50},
        seconds={"bot": seconds, "files": 2.0},
        processor_seconds={"bot": 1.0, "files": 1.0},
    )


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (ratio(0.6, 0.7, 0.9), [True]),
        (ratio(0.6, 0.69, 0.9), [False]),
        (Growth(measured="GetTicket", small=0.001, large=0.0013), [True]),
        (Growth(measured="GetTicket", small=0.001, large=0.0014), [False]),
        (SearchTime(p50=0.01, p95=0.099), [True]),
        (SearchTime(p50=0.01, p95=0.1), [False]),
        (Watching(events_per_second=5_000, latency_p50=0.02, latency_p95=0.1), [True, False]),
        (Memory(calls=100_000, before=100, after=151), [False]),
        (idle(megabytes=700, seconds=5.0), [True, True]),
        (idle(megabytes=701, seconds=5.1), [False, False]),
        (compared("bare", speed=0.5, cost=2.0), [True]),
        (compared("bare", speed=0.49, cost=2.0), [False]),
        (compared("before", speed=3.0, cost=0.3), [True]),
        (compared("before", speed=3.0, cost=0.31), [False]),
        (told(0.84, 0.86, 0.9), [True]),
        (told(0.8, 0.84, 0.9), [False]),
        (told_by_bot(2.3), [True]),
        (told_by_bot(2.4), [False]),
        (Unheard(unheard=[0.01], heard=[0.01], exit_seconds=4.9), [True, True]),
        (Unheard(unheard=[0.0112], heard=[0.01], exit_seconds=5.1), [False, False]),
        (Backlog(seconds=40, early=250, highest=259), [True]),
        (Backlog(seconds=40, early=250, highest=261), [False]),
        (Announcing(calm=[0.1, 0.2], during=[0.15, 0.3], heard=480), [True]),
        (Announcing(calm=[0.1, 0.2], during=[0.16, 0.4], heard=480), [False]),
    ],
)
def test_what_counts_as_met(figure: Figure, met: list[bool]) -> None:
    assert [row.met for row in rows(figure)] == met


def test_the_page_keeps_its_words_and_gets_new_figures(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"# Performance\n\n{BEGIN}\nold\n{END}\n\nMore.\n")
    write(page, [Row("A", "1", "≥ 1", met=True)], machine="2 cores.")
    text = page.read_text()
    assert text.startswith("# Performance")
    assert text.endswith("More.\n")
    assert "| A | 1 | ≥ 1 | ✔ |" in text
    assert "old" not in text


def test_a_page_without_a_place(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing")
    with pytest.raises(ValueError, match="no place"):
        write(page, [], machine="")
    assert page.read_text() == "nothing"


def test_our_own_page_has_one() -> None:
    text = PAGE.read_text()
    assert (text.count(BEGIN), text.count(END)) == (1, 1)
