#!/bin/sh
# Makes sure that a Chromium is there for the browser tests: the one without windows where Debian has it, which draws
# the same and takes half the time for it, else any.
set -eu
is_there() { command -v "$1" >/dev/null 2>&1; }
may_install() { [ "$(id -u)" = 0 ] && is_there apt-get; }
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }

if is_there chromium-headless-shell; then exit 0; fi
for name in chromium chromium-browser google-chrome; do
    if is_there "$name"; then
        if may_install && apt-cache show chromium-headless-shell >/dev/null 2>&1; then
            echo "Installing Debian's chromium-headless-shell …"
            install chromium-headless-shell || echo "It cannot be had now; $name does it, too." >&2
        fi
        exit 0
    fi
done
if may_install; then
    apt-get update -qq
    if apt-cache show chromium-headless-shell >/dev/null 2>&1; then package=chromium-headless-shell; else package=chromium; fi
    echo "Installing Debian's $package …"
    install "$package" fonts-noto-color-emoji
    exit 0
fi
echo "The browser tests need Chromium. As root: apt-get install chromium (Debian), dnf install chromium (Fedora)." >&2
exit 1
