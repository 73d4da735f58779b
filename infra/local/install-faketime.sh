#!/bin/sh
# Makes sure that libfaketime is there, for the test of clocks that jump.
set -eu
for library in /usr/lib/*/faketime/libfaketimeMT.so.1; do
    if [ -e "$library" ]; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Debian's faketime …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends faketime >/dev/null
    exit 0
fi
echo "Clocks that jump need libfaketime. As root: apt-get install faketime (Debian)." >&2
exit 1
