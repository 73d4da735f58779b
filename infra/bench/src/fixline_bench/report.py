"""The figures as a table for people: printed as they come, and kept in docs/performance.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fixline_bench import growth, memory, watching
from fixline_bench.growth import Growth, SearchTime
from fixline_bench.memory import Memory
from fixline_bench.ratios import Ratio
from fixline_bench.watching import Watching

BEGIN: Final = "<!-- figures: written by make bench -->"
END: Final = "<!-- end of figures -->"
HEADER: Final = ("Measured", "Figure", "Wanted", "")


@dataclass(frozen=True, slots=True)
class Row:
    measured: str
    figure: str
    wanted: str
    met: bool

    def cells(self) -> tuple[str, str, str, str]:
        return self.measured, self.figure, self.wanted, "✔" if self.met else "✘"


Figure = Ratio | Growth | SearchTime | Watching | Memory


def rows(figure: Figure) -> Sequence[Row]:
    """Say what was measured, and whether it is what was wanted."""
    match figure:
        case Ratio():
            text = (
                f"{figure.ratio:.2f} ({min(figure.ratios):.2f} to {max(figure.ratios):.2f}): "
                f"{figure.ours_per_second:,.0f}/s of {figure.bare_per_second:,.0f}/s"
            )
            name = f"{figure.method} against the bare server"
            return [Row(name, text, f"≥ {figure.wanted:.2f}", figure.ratio >= figure.wanted)]
        case Growth():
            text = f"{figure.ratio:.2f}: {ms(figure.small)} and {ms(figure.large)}"
            name = f"{figure.call}, p50 at {growth.LARGE:,} tickets against {growth.SMALL:,}"
            met = figure.ratio <= growth.WANTED_GROWTH
            return [Row(name, text, f"≤ {growth.WANTED_GROWTH}", met)]
        case SearchTime():
            text = f"{ms(figure.p95)} (p50 {ms(figure.p50)})"
            name = f"SearchTickets, p95 at {growth.LARGE:,} tickets"
            wanted = growth.WANTED_SEARCH_P95
            return [Row(name, text, f"< {ms(wanted)}", figure.p95 < wanted)]
        case Watching():
            speed, latency = figure.events_per_second, figure.latency_p50
            return [
                Row(
                    "WatchEvents, one consumer catching up",
                    f"{speed:,.0f} events/s",
                    f"≥ {watching.WANTED_PER_SECOND:,}",
                    speed >= watching.WANTED_PER_SECOND,
                ),
                Row(
                    "WatchEvents, from a call's arrival to its event's delivery, p50",
                    f"{ms(latency)} (p95 {ms(figure.latency_p95)})",
                    f"< {ms(watching.WANTED_P50)}",
                    latency < watching.WANTED_P50,
                ),
            ]
        case Memory():
            text = f"{figure.after:.0f} MiB ({figure.before:.0f} MiB before)"
            name = f"Memory of the process after {figure.calls:,} calls"
            return [Row(name, text, f"≤ {memory.WANTED_MIB} MiB", figure.after <= memory.WANTED_MIB)]


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def table(found: Sequence[Row]) -> str:
    lines = [HEADER, ("---",) * len(HEADER), *(row.cells() for row in found)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def write(page: Path, found: Sequence[Row], *, machine: str) -> None:
    """Put the table where the page has its place; raise `ValueError` for a page without one."""
    before, begin, rest = page.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{page} has no place for figures")
    page.write_text(f"{before}{BEGIN}\n\n{machine}\n\n{table(found)}\n\n{END}{after}")
