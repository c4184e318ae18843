#!/usr/bin/env bash
# Lints the description of the open API, as a running Wijkthuis sends it, with Spectral and the API Design Rules (adr.yaml).
#
#   cargo run -- demo --omvang 60 &
#   tests/api/spectral.sh http://127.0.0.1:8730 [folder for npm, default a temporary one]
#
# Not part of ./test.sh: Spectral brings 242 packages (68 MB) for one check. `openapi_volgt_de_regels` in app/tests/it/open.rs holds the
# rules that need no linter on every run.
set -euo pipefail
hier=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
basis=${1:?address of a running Wijkthuis}
map=${2:-$(mktemp -d)}
[ -x "$map/node_modules/.bin/spectral" ] || npm install --prefix "$map" --no-audit --no-fund --ignore-scripts @stoplight/spectral-cli@6.16.3
curl -sSf "$basis/open-cijfers/api/v1/openapi.json" -o "$map/openapi.json"
"$map/node_modules/.bin/spectral" lint --fail-severity=warn -r "$hier/adr.yaml" "$map/openapi.json"
