#!/bin/sh
# The browser's tests need Chromium, nginx and openssl. Where apt can install them, it does; elsewhere those tests are left out.
missing=""
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing="chromium"
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing="$missing nginx"
command -v openssl >/dev/null || missing="$missing openssl"
[ -z "$missing" ] && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update && apt-get -qq install -y --no-install-recommends $missing >/dev/null && exit 0
fi
echo "Not installed here:$missing. The tests that need them are left out; install them to run all." >&2
[ -z "$CI" ]
