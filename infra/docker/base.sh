#!/bin/sh
# base.sh IMAGE: makes the base image of `make test-images` unless it is there: Debian with Python and certificates, from
# Debian's packages, so that no registry of images has to be reached. PODMAN: podman with its options.
set -eu
image=$1
podman=${PODMAN:-podman}
! $podman image exists "$image" || exit 0
tar=$(mktemp)
trap 'rm -f "$tar"' EXIT
echo "Making $image of Debian's packages, this once …"
mmdebstrap --quiet --variant=minbase --include=python3,ca-certificates,tzdata bookworm - >"$tar"
$podman import --quiet "$tar" "$image" >/dev/null
