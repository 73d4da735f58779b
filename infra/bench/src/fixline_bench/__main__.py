"""`make bench`: measures, prints each figure as it comes, and writes the table into docs/performance.md."""

import argparse
import os
import platform
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

import psutil
import uvloop

from fixline_bench import growth, idle, memory, ratios, telemetry, watching
from fixline_bench.bot import announcing, backlog, crowded, ways
from fixline_bench.bot import rig as bot_rig
from fixline_bench.bot.builds import interpreter_of
from fixline_bench.report import Figure, Row, rows, write
from fixline_bench.rig import Rig, machine

PAGE: Final = Path("docs/performance.md")
PARTS: Final = (
    "ratios",
    "growth",
    "watching",
    "memory",
    "idle",
    "bot",
    "announcing",
    "crowded",
    "telemetry",
)


async def figures(  # noqa: C901, PLR0912  # a list of the parts
    folder: Path, parts: list[str], before: Path | None
) -> AsyncIterator[Figure]:
    """Measure part by part, each on a database of its own; `before` is the Python of another build's bot."""
    if "idle" in parts:
        yield await idle.measure(folder / "desk")
    if parts == ["idle"]:
        return
    async with machine(folder) as rig:
        if "ratios" in parts:
            async for ratio in ratios.measure(await rig("ratios")):
                yield ratio
        if "watching" in parts:
            yield await watching.measure(await rig("watching"))
        if "memory" in parts:
            yield await memory.measure(await rig("memory"))
        if "bot" in parts:
            async for figure in bot_figures(await rig("bot_desk"), before):
                yield figure
        if "announcing" in parts:
            async with bot_rig.around(await rig("announced")) as around:
                yield await announcing.measure(around)
        if "crowded" in parts:
            async for shown in crowded.measure(await rig("few"), await rig("many")):
                yield shown
        if "telemetry" in parts:
            async for told in telemetry.measure(await rig("told"), await rig("told_bot")):
                yield told
        if "growth" in parts:
            async for each in growth.measure(await rig("growth")):
                yield each


async def bot_figures(rig: Rig, before: Path | None) -> AsyncIterator[Figure]:
    async with bot_rig.around(rig) as around:
        async for compared in ways.compare(around, before):
            yield compared
        yield await backlog.measure(around)


async def bench(folder: Path, parts: list[str], before: Path | None) -> list[Row]:
    found: list[Row] = []
    async for figure in figures(folder, parts, before):
        for row in rows(figure):
            measured, text, wanted, mark = row.cells()
            print(f"{mark} {measured}: {text} (wanted {wanted})", flush=True)  # noqa: T201  # what it is for
            found.append(row)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="fixline_bench", description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(PARTS), help=f"of {', '.join(PARTS)}; without: all")
    parser.add_argument(
        "--before",
        metavar="BUILD",
        help="another build whose bot takes turns with this one's: a checkout that is set up, or a revision",
    )
    given = parser.parse_args()
    parts = given.parts
    if unknown := sorted(set(parts) - set(PARTS)):
        parser.error(f"no such part: {', '.join(unknown)}")
    # gRPC's C core would write to the terminal.
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")
    try:
        before = None if given.before is None else interpreter_of(given.before)
    except ValueError as error:
        parser.error(str(error))
    with tempfile.TemporaryDirectory(prefix="fixline-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as somebody else where we are root
        found = uvloop.run(bench(folder, parts, before))
    if set(parts) == set(PARTS):
        memory_gib = psutil.virtual_memory().total / 2**30
        day = datetime.now(UTC).date()
        write(
            PAGE,
            found,
            machine=f"{day}, release {version('fixline-chassis')}, {os.cpu_count()} cores, {memory_gib:.0f} GiB, "
            f"Python {platform.python_version()}.",
        )


if __name__ == "__main__":
    main()
