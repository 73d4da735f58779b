"""Opens PostgreSQL with the packages in one folder and the data in another, and prints what it then sees as JSON.

`python open_server.py PACKAGES DATA PLACE`; copies of programs go to PLACE.
"""

import asyncio
import json
import signal
import subprocess
import sys
from pathlib import Path

# Before the product is imported: it then finds the wheel here.
sys.path.insert(0, sys.argv[1])

import asyncpg

from fixline_local.embedded import program_copies
from fixline_local.embedded.postgres import EmbeddedPostgres
from fixline_local.ports import free_ports


async def use(postgres: EmbeddedPostgres) -> int:
    async with asyncio.timeout(30):
        while not await postgres.accepts_connections():  # noqa: ASYNC110  # another process
            await asyncio.sleep(0.02)
    connection = await asyncpg.connect(postgres.dsn("postgres"))
    try:
        await connection.execute("CREATE EXTENSION pg_trgm")  # code of the wheel's, loaded by name
        await connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        return int(await connection.fetchval("SELECT number FROM kept"))
    finally:
        await connection.close()


def look_at(process: Path, data: Path) -> dict[str, object]:
    status = dict(line.split(":\t", 1) for line in (process / "status").read_text().splitlines())
    return {
        "uid": int(status["Uid"].split()[0]),
        "capabilities": {
            name: int(status[name], base=16) for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")
        },
        "gains none": status["NoNewPrivs"] == "1",
        "program": (process / "cmdline").read_text().partition("\0")[0],
        "mode": oct(data.stat().st_mode & 0o7777),
        "owner": data.stat().st_uid,
    }


def main() -> None:
    program_copies.PLACES = (Path(sys.argv[3]),)
    postgres = EmbeddedPostgres(folder=Path(sys.argv[2]), port=free_ports(1)[0], durable=False)
    postgres.initialise()
    with subprocess.Popen(postgres.command(), stderr=subprocess.DEVNULL) as process:  # noqa: S603  # ours
        try:
            number = asyncio.run(use(postgres))
            seen = look_at(Path("/proc") / str(process.pid), postgres.data)
        finally:
            process.send_signal(signal.SIGINT)
    print(json.dumps(seen | {"number": number}))  # noqa: T201  # for the test


if __name__ == "__main__":
    main()
