#!/bin/sh
# `make install`: puts the desk on this machine: a user, /opt/fixline with the services and operators' commands of this
# checkout, and the units.
# Again after an update of the checkout; then: systemctl restart 'fixline-*'.
# DESTDIR=FOLDER puts the files below it instead, and makes no user: for packages, and for a look.
set -eu
cd "$(dirname "$0")/../.."
dest=${DESTDIR:-}
[ -n "$dest" ] || [ "$(id -u)" = 0 ] || { echo "install.sh: run it as root" >&2; exit 1; }

wheels=$(mktemp -d)
trap 'rm -rf "$wheels"' EXIT
${MAKE:-make} --no-print-directory wheels DIST="$wheels"

echo "Installing the desk into $dest/opt/fixline …"
mkdir -p "$dest/opt"
uv=${UV:-$(command -v uv || echo .tools/bin/uv)}
python=$dest/opt/fixline/bin/python
"$uv" venv --quiet --allow-existing --python "${PYTHON:-python3}" "$dest/opt/fixline"
# Bytecode, since the services may not write any there; copies, since the cache is somebody's own.
# What the operators' commands need is what the services need, and more.
"$uv" pip sync --quiet --python "$python" --link-mode copy --compile-bytecode --require-hashes infra/operations/requirements.lock
"$uv" pip install --quiet --python "$python" --link-mode copy --compile-bytecode --offline --no-index --no-deps "$wheels"/*.whl

mkdir -p "$dest/etc/systemd/system"
install -m 644 infra/systemd/*.service infra/systemd/*.timer infra/systemd/*.target "$dest/etc/systemd/system/"
install -d -m 700 "$dest/etc/fixline"
[ -z "$dest" ] || exit 0
getent passwd fixline >/dev/null || useradd --system --no-create-home --home-dir /var/lib/fixline --shell /usr/sbin/nologin fixline
install -d -m 711 -o fixline -g fixline /var/backups/fixline
ln -sf /opt/fixline/bin/fixline /usr/local/bin/fixline
systemctl daemon-reload
echo "Installed. The settings come next: make production-env FILE=/etc/fixline/fixline.env"
