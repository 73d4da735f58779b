#!/bin/sh
# `make images`: an image for each service and one with the operators' commands, localhost/fixline-NAME, tagged with the
# version and `latest`, by buildah. Beside them, what each holds: fixline-NAME-VERSION.cdx.json in SBOMS (dist/sbom).
# BASE: another base image. BUILDAH: buildah with options of its own, such as where it keeps images.
set -eu
cd "$(dirname "$0")/../.."
base=${BASE:-docker.io/library/debian:bookworm-slim}
buildah=${BUILDAH:-buildah}
uv=${UV:-$(command -v uv || echo .tools/bin/uv)}

sboms=${SBOMS:-dist/sbom}
mkdir -p "$sboms"

context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
${MAKE:-make} --no-print-directory wheels DIST="$context/wheels"
cp "$(command -v "$uv")" "$context/uv"
mkdir "$context/pins"
for service in bot tickets files; do
    cp "services/$service/requirements.lock" "$context/pins/$service.lock"
done
cp infra/operations/requirements.lock "$context/pins/operations.lock"
cp infra/docker/lighten.sh "$context/"
# Where a company's own authority is, downloads are checked against it.
ca=/etc/ssl/certs/ca-certificates.crt
[ -e "$ca" ] || { ca=$context/ca && : >"$ca"; }

version=$(sed -n 's/^version = "\([^"]*\)".*/\1/p' pyproject.toml)
revision=$(git rev-parse HEAD)
[ -z "$(git status --porcelain)" ] || revision=$revision-dirty

# What uv has fetched for this checkout is there already: the volume.
cache=$("$uv" cache dir)
mkdir -p "$cache"
bud() {
    # Docker's format: OCI's knows no HEALTHCHECK.
    $buildah bud --quiet --format docker --layers --isolation "${ISOLATION:-chroot}" --network host \
        --volume "$cache:/root/.cache/uv" --secret "id=ca,src=$ca" \
        --build-arg "BASE=$base" --build-arg "VERSION=$version" --build-arg "REVISION=$revision" \
        --file infra/docker/Dockerfile "$@" "$context" >/dev/null
}

# Asked of the image itself, whose packages are what is to be known.
sbom() {
    container=$($buildah from --pull-never "localhost/fixline-$1:$version")
    # Not by standard input: on a busy machine it was seen to arrive empty, with four images at a time.
    $buildah run --isolation "${ISOLATION:-chroot}" "$container" -- /opt/fixline/bin/python -I -c \
        "$(cat infra/docker/inventory.py)" >"$context/$1.inventory.json" || { $buildah rm "$container" >/dev/null; return 1; }
    $buildah rm "$container" >/dev/null
    $buildah inspect --type image "localhost/fixline-$1:$version" >"$context/$1.image.json"
    .tools/sbom/bin/python infra/docker/sbom.py "fixline-$1" "$version" "$context/$1.image.json" \
        "$sboms/fixline-$1-$version.cdx.json" <"$context/$1.inventory.json"
}

# What all share, once; then each by itself, for most of the time is waited for the disk.
bud --target ours
started=
for name in bot tickets files operations; do
    echo "Building fixline-$name:$version …"
    bud --target "$name" --tag "localhost/fixline-$name:$version" &
    started="$started $!"
done
for each in $started; do
    wait "$each" || failed=yes
done
[ -z "${failed:-}" ]
for name in bot tickets files operations; do
    sbom "$name"
    $buildah tag "localhost/fixline-$name:$version" "localhost/fixline-$name:latest"
done
