#!/bin/sh
# `make images`: an image for each service, localhost/fixline-SERVICE, tagged with the version and `latest`, by buildah.
# Beside them, what each holds: fixline-SERVICE-VERSION.cdx.json in SBOMS (dist/sbom).
# BASE: another base image. BUILDAH: buildah with options of its own, such as where it keeps images.
set -eu
cd "$(dirname "$0")/../.."
base=${BASE:-docker.io/library/debian:bookworm-slim}
buildah=${BUILDAH:-buildah}
uv=${UV:-$(command -v uv || echo .tools/bin/uv)}

sboms=${SBOMS:-dist/sbom}
mkdir -p "$sboms"

# Asked of the image itself, whose packages are what is to be known.
sbom() {
    container=$($buildah from --pull-never "localhost/fixline-$1:$version")
    $buildah run --isolation "${ISOLATION:-chroot}" "$container" -- /opt/fixline/bin/python -I - \
        <infra/docker/inventory.py >"$context/inventory.json" || { $buildah rm "$container" >/dev/null; return 1; }
    $buildah rm "$container" >/dev/null
    $buildah inspect --type image "localhost/fixline-$1:$version" >"$context/image.json"
    .tools/sbom/bin/python infra/docker/sbom.py "fixline-$1" "$version" "$context/image.json" \
        "$sboms/fixline-$1-$version.cdx.json" <"$context/inventory.json"
}

context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
${MAKE:-make} --no-print-directory wheels DIST="$context/wheels"
cp "$(command -v "$uv")" "$context/uv"
mkdir "$context/pins"
# Where a company's own authority is, downloads are checked against it.
ca=/etc/ssl/certs/ca-certificates.crt
[ -e "$ca" ] || { ca=$context/ca && : >"$ca"; }

version=$(sed -n 's/^version = "\([^"]*\)".*/\1/p' pyproject.toml)
revision=$(git rev-parse HEAD)
[ -z "$(git status --porcelain)" ] || revision=$revision-dirty
for service in bot tickets files; do
    cp "services/$service/requirements.lock" "$context/pins/$service.lock"
done
for service in bot tickets files; do
    echo "Building fixline-$service:$version …"
    # Docker's format: OCI's knows no HEALTHCHECK.
    $buildah bud --quiet --format docker --layers --isolation "${ISOLATION:-chroot}" --network host \
        --secret "id=ca,src=$ca" --build-arg "BASE=$base" --build-arg "VERSION=$version" --build-arg "REVISION=$revision" \
        --file infra/docker/Dockerfile --target "$service" --tag "localhost/fixline-$service:$version" "$context" >/dev/null
    sbom "$service"
    $buildah tag "localhost/fixline-$service:$version" "localhost/fixline-$service:latest"
done
