#!/bin/sh
# Makes sure that Prometheus and Alertmanager are there, with promtool and amtool: `make test-ops`, `make run METRICS=1`.
set -eu
missing=
for name in prometheus promtool amtool; do
    command -v "$name" >/dev/null 2>&1 || missing=yes
done
command -v prometheus-alertmanager >/dev/null 2>&1 || command -v alertmanager >/dev/null 2>&1 || missing=yes
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Debian's prometheus and prometheus-alertmanager …"
    apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends prometheus prometheus-alertmanager >/dev/null &&
        exit 0
fi
echo "Prometheus and Alertmanager are needed for this. Install them as root: apt-get install prometheus prometheus-alertmanager (Debian)." >&2
exit 1
