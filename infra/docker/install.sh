#!/bin/sh
# Makes sure that buildah, podman, runc and mmdebstrap are there for `make test-images`.
set -eu
missing=
for name in buildah podman runc mmdebstrap; do
    command -v "$name" >/dev/null 2>&1 || missing=yes
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Debian's buildah, podman, runc and mmdebstrap …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends buildah podman runc mmdebstrap uidmap >/dev/null
    exit 0
fi
echo "make test-images needs them. As root: apt-get install buildah podman runc mmdebstrap uidmap (Debian)." >&2
exit 1
