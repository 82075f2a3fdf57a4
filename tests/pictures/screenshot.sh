#!/bin/sh
# Photographs the pages that render.mjs wrote: each .html of FOLDER becomes a small .png beside it, cut to its height.
set -eu
folder=${1:?usage: screenshot.sh FOLDER}
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT

# Nothing is fetched: no host name resolves.
look() {
    "${CHROMIUM:-chromium}" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync \
        --disable-background-networking --disable-component-update --host-resolver-rules='MAP * ~NOTFOUND' \
        --hide-scrollbars --force-device-scale-factor=2 --user-data-dir="$profile" "$@" 2>"$profile/errors"
}

for page in "$folder"/*.html; do
    address=file://$(realpath "$page")
    width=$(sed -n 's/.* data-width="\([0-9]*\)".*/\1/p' "$page")
    height=$(look --window-size="$width,200" --virtual-time-budget=5000 --dump-dom "$address" |
        sed -n 's/.*<title>\([0-9]*\)<\/title>.*/\1/p')
    look --window-size="$width,${height:?$(cat "$profile/errors")}" --screenshot="${page%.html}.png" "$address"
done
node "$(dirname "$0")/shrink.mjs" "$folder"/*.png
