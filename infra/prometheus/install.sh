#!/bin/sh
# Makes sure that promtool, amtool, Prometheus and Alertmanager are there for `make test-ops`.
set -eu
missing=
for name in prometheus promtool prometheus-alertmanager amtool; do
    command -v "$name" >/dev/null 2>&1 || missing=yes
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Debian's prometheus and prometheus-alertmanager …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends prometheus prometheus-alertmanager >/dev/null
    exit 0
fi
echo "make test-ops needs them. As root: apt-get install prometheus prometheus-alertmanager (Debian)." >&2
exit 1
