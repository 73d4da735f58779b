"""The figures as a table for people: printed as they come, and kept in docs/performance.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from fixline_bench import growth, idle, memory, telemetry, watching
from fixline_bench.bot import announcing, backlog, ways
from fixline_bench.bot.announcing import Announcing
from fixline_bench.bot.backlog import Backlog
from fixline_bench.bot.ways import Compared
from fixline_bench.growth import Growth, SearchTime
from fixline_bench.idle import Idle
from fixline_bench.memory import Memory
from fixline_bench.ratios import Ratio
from fixline_bench.telemetry import Told, ToldByBot, Unheard
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


Figure = (
    Ratio
    | Growth
    | SearchTime
    | Watching
    | Memory
    | Idle
    | Compared
    | Backlog
    | Announcing
    | Told
    | ToldByBot
    | Unheard
)


def rows(figure: Figure) -> Sequence[Row]:  # noqa: C901, PLR0911  # a table, an entry each
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
            met = figure.ratio <= growth.WANTED_GROWTH
            return [Row(figure.measured, text, f"≤ {growth.WANTED_GROWTH}", met)]
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
        case Idle():
            return idle_rows(figure)
        case Compared():
            return [way_row(figure)]
        case Told() | ToldByBot() | Unheard():
            return telemetry_rows(figure)
        case Backlog():
            text = (
                f"{figure.growth:+.0f} MiB, {figure.highest:.0f} MiB at most: "
                f"{figure.per_second:,.0f}/s with the start of the process"
            )
            name = f"The bot's memory while it works off {backlog.WAITING:,} waiting updates"
            wanted = backlog.WANTED_GROWTH_MIB
            return [Row(name, text, f"≤ +{wanted} MiB", figure.growth <= wanted)]
        case Announcing():
            calm, during = median(figure.calm), median(figure.during)
            text = (
                f"{figure.ratio:.2f}: {ms(during)} and {ms(calm)}, "
                f"while {figure.heard_per_second:.0f}/s get the announcement"
            )
            name = f"“My requests” during an announcement to {announcing.PEOPLE:,} people, p95 against calm"
            return [Row(name, text, f"≤ {announcing.WANTED}", figure.ratio <= announcing.WANTED)]


def idle_rows(figure: Idle) -> Sequence[Row]:
    together = sum(figure.megabytes.values())
    parts = ", ".join(f"{name} {held:.0f}" for name, held in figure.megabytes.items())
    slowest = max(figure.seconds.values())
    starts = ", ".join(
        f"{service} {seconds:.1f} s ({figure.processor_seconds[service]:.1f} s of processor time)"
        for service, seconds in figure.seconds.items()
    )
    return [
        Row(
            "Memory of a desk that nobody uses, with its servers",
            f"{together:.0f} MB: {parts}",
            f"≤ {idle.WANTED_MB} MB",
            together <= idle.WANTED_MB,
        ),
        Row(
            "From the start of a service until it is ready, the slowest",
            f"{slowest:.1f} s: {starts}",
            f"≤ {idle.WANTED_SECONDS:.0f} s",
            slowest <= idle.WANTED_SECONDS,
        ),
    ]


def telemetry_rows(figure: Told | ToldByBot | Unheard) -> Sequence[Row]:
    match figure:
        case Told():
            speed = median(figure.ratios)
            text = (
                f"{speed:.2f} ({spread(figure.ratios)}): "
                f"{figure.on_per_second:,.0f}/s of {figure.off_per_second:,.0f}/s, "
                f"{figure.on_cpu_ms:.2f} ms of processor time of {figure.off_cpu_ms:.2f} ms"
            )
            name = "CreateTicket with traces, metrics and logs against none of them"
            wanted = telemetry.WANTED_SPEED
            return [Row(name, text, f"≥ {wanted:.2f}", speed >= wanted)]
        case ToldByBot():
            cost = median(figure.costs())
            on, off = (median(turn.cpu_ms for turn in turns) for turns in (figure.on, figure.off))
            text = f"{cost:.2f} ({spread(figure.costs())}): {on:.2f} ms of {off:.2f} ms"
            name = "/my through the bot, processor time with traces, metrics and logs against none of them"
            wanted = telemetry.WANTED_COST
            return [Row(name, text, f"≤ {wanted:.2f}", cost <= wanted)]
        case Unheard():
            ratio = median(figure.ratios())
            text = (
                f"{ratio:.2f} ({spread(figure.ratios())}): "
                f"{ms(median(figure.unheard))} and {ms(median(figure.heard))}"
            )
            name = "CreateTicket, p99 with collector, Sentry and Prometheus dead against all there"
            wanted, longest, end = telemetry.WANTED_P99, telemetry.WANTED_EXIT, figure.exit_seconds
            return [
                Row(name, text, f"≤ {wanted:.2f}", ratio <= wanted),
                Row("Its end after SIGTERM then", f"{end:.1f} s", f"≤ {longest:.0f} s", end <= longest),
            ]


def way_row(figure: Compared) -> Row:
    """Compare with the bare bot by speed, with the build before by processor time: noise distorts that less."""
    ours, others = figure.ours, figure.others
    speed, cost = median(figure.speeds()), median(figure.costs())
    details = (
        f"{median(turn.per_second for turn in ours):,.0f}/s of {median(turn.per_second for turn in others):,.0f}/s, "
        f"{median(turn.cpu_ms for turn in ours):.1f} ms of processor time of "
        f"{median(turn.cpu_ms for turn in others):.1f} ms, {figure.ours_mib:.0f} MiB of {figure.others_mib:.0f} MiB"
    )
    if figure.other == ways.BARE:
        text = f"{speed:.2f} ({spread(figure.speeds())}): {details}"
        wanted = ways.WANTED_SPEED
        return Row("/my through the bot against a bare bot", text, f"≥ {wanted:.2f}", speed >= wanted)
    text = f"{cost:.2f} ({spread(figure.costs())}) of its processor time: {details}"
    return Row(
        "/my through the bot against the build before",
        text,
        f"≤ {ways.WANTED_COST:.2f}",
        cost <= ways.WANTED_COST,
    )


def spread(ratios: Sequence[float]) -> str:
    return f"{min(ratios):.2f} to {max(ratios):.2f}"


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
