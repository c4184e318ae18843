#!/usr/bin/env bash
# Sets up and passes every check on a bare Debian 12 with Rust: format, lints, all tests on SQLite and on PostgreSQL,
# the demo, and the pages in a browser. Ends with `N passed, N failed`; exit code 0 only when nothing failed.
#
#   ./test.sh              everything
#   ./test.sh --snel       without the browser
#
# Installs what is missing with apt (as root or with sudo) and npm. Starts a PostgreSQL of its own in a temporary folder,
# unless WIJKTHUIS_TEST_POSTGRES names one already.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

snel=nee
case "${1:-}" in
  '') ;;
  --snel) snel=ja ;;
  *) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac

goed=0
fout=0
gevallen=()
map=$(mktemp -d)
chmod 755 "$map"
demo_pids=()
pg_map=

opruimen() {
  local pid
  for pid in "${demo_pids[@]}"; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  [ -z "$pg_map" ] || als_postgres "$pg_bin/pg_ctl" -D "$pg_map" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$map"
}
trap opruimen EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Runs a check and adds what it says it passed and failed: our own last line, nextest's summary, or cargo test's results.
# A check that says nothing counts as one.
keur() {
  local naam=$1 uit status=0 p f
  shift
  uit="$map/uit"
  printf '\n== %s\n' "$naam"
  "$@" >"$uit" 2>&1 || status=$?
  tail -n 80 "$uit"
  p=$(telling passed "$uit")
  f=$(telling failed "$uit")
  if [ "$((p + f))" -eq 0 ] || { [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; }; then
    if [ "$status" -eq 0 ]; then p=$((p + 1)); else f=$((f + 1)); fi
  fi
  goed=$((goed + p))
  fout=$((fout + f))
  if [ "$f" -ne 0 ]; then
    gevallen+=("$naam")
    grep -E '^ *(FAIL|error|FOUT)' "$uit" | sort -u | head -n 100 || true
  fi
}

# Sums `12 passed` or `3 failed` over the closing lines in a file.
telling() {
  sed 's/\x1b\[[0-9;]*m//g' "$2" \
    | grep -E '^ *Summary |^test result: |^[0-9]+ passed, [0-9]+ failed$' \
    | grep -oE "[0-9]+ $1" | awk '{ n += $1 } END { print n + 0 }' || true
}

# The last line of every run.
klaar() {
  printf '\n'
  [ "${#gevallen[@]}" -eq 0 ] || printf 'Niet goed: %s\n' "${gevallen[@]}"
  echo "$goed passed, $fout failed"
  [ "$fout" -eq 0 ]
}

# Installs Debian packages when a command or folder is missing: `heb package test…`.
heb() {
  local pakket=$1
  shift
  if "$@" >/dev/null 2>&1; then return; fi
  echo "installing $pakket"
  local sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  [ -n "${apt_bij:-}" ] || "${sudo[@]}" apt-get update -qq
  apt_bij=ja
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "$pakket" >/dev/null
  "$@" >/dev/null 2>&1 || { echo "$pakket is installed, but '$*' still fails"; exit 3; }
}

pg_bin_zoek() {
  find /usr/lib/postgresql -maxdepth 3 -name initdb 2>/dev/null | sort -V | tail -n 1 | xargs -r dirname
}
heeft_pg() { [ -n "$(pg_bin_zoek)" ]; }

# PostgreSQL refuses to run as root.
als_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    runuser -u postgres -- env -C "$map" "$@"
  else
    "$@"
  fi
}

vrije_poort() {
  local p
  while :; do
    p=$((20000 + RANDOM % 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$p") 2>/dev/null || { echo "$p"; return; }
  done
}

start_postgres() {
  [ -z "${WIJKTHUIS_TEST_POSTGRES:-}" ] || return 0
  pg_bin=$(pg_bin_zoek)
  local d="$map/pg" poort poging
  mkdir "$d"
  [ "$(id -u)" -ne 0 ] || chown postgres "$d"
  als_postgres "$pg_bin/initdb" -D "$d" -U postgres -A trust -E UTF8 --no-sync >/dev/null
  for poging in 1 2 3; do
    poort=$(vrije_poort)
    if als_postgres "$pg_bin/pg_ctl" -D "$d" -w -l "$d/log" -o \
      "-p $poort -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300 -c fsync=off" \
      start >/dev/null; then
      pg_map=$d
      export WIJKTHUIS_TEST_POSTGRES="postgres://postgres@127.0.0.1:$poort/postgres"
      return 0
    fi
    echo "PostgreSQL did not start on port $poort (attempt $poging)"
  done
  tail -n 20 "$d/log"
  exit 3
}

toetsen() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --locked --no-fail-fast
  else
    cargo test --workspace --locked --no-fail-fast --lib --bins --tests
  fi
}

# The demo history on an engine, and the proof that it keeps every promise.
zaai_en_controleer() {
  target/debug/wijkthuis "$@" zaai --omvang 40
  target/debug/wijkthuis "$@" controleer
}

op_sqlite() { zaai_en_controleer --map "$map/sqlite"; }

op_postgres() {
  local schema=zaai_$$ teken='?'
  [[ $WIJKTHUIS_TEST_POSTGRES != *\?* ]] || teken='&'
  # The seed gets a schema of its own, so that a server that is used again stays clean.
  psql -qX "$WIJKTHUIS_TEST_POSTGRES" -c "CREATE SCHEMA $schema"
  zaai_en_controleer --sleutel "$map/sleutel-pg" \
    --database "$WIJKTHUIS_TEST_POSTGRES${teken}options=-c%20search_path%3D$schema"
  psql -qX "$WIJKTHUIS_TEST_POSTGRES" -c "SET client_min_messages = error; DROP SCHEMA $schema CASCADE"
}

# A demo of its own in a folder; leaves its port in `demo_poort`.
start_demo() {
  demo_poort=$(vrije_poort)
  target/debug/wijkthuis --map "$map/$1" demo --poort "$demo_poort" --omvang 60 >"$map/$1.log" 2>&1 &
  demo_pids+=("$!")
  for _ in $(seq 240); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$demo_poort") 2>/dev/null; then return 0; fi
    kill -0 "${demo_pids[-1]}" 2>/dev/null || break
    sleep 0.5
  done
  cat "$map/$1.log"
  return 1
}

# Looking at every page waits for the browser as much as the walk does, so they go side by side, each on its own demo.
kijk_en_loop() {
  local status=0 pid
  node tests/browser/paginas.mjs "$1" &
  pid=$!
  node tests/browser/straat.mjs "$2" || status=$?
  wait "$pid" || status=$?
  return "$status"
}

browser() {
  local kijken lopen
  keur 'browser: gereedschap' env PUPPETEER_SKIP_DOWNLOAD=1 npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund
  keur 'browser: contrast' node tests/browser/contrast.mjs
  keur 'browser: etalage bouwen' cargo run -q --locked --example etalage -- "$map/etalage"
  keur 'browser: etalage' node tests/browser/etalage.mjs "$map/etalage"
  keur 'browser: aanbieder bouwen' cargo build -q --locked -p iwmo --example aanbieder
  start_demo kijken || { fout=$((fout + 1)); gevallen+=('demo start'); return; }
  kijken="http://127.0.0.1:$demo_poort"
  start_demo lopen || { fout=$((fout + 1)); gevallen+=('demo start'); return; }
  lopen="http://127.0.0.1:$demo_poort"
  keur 'browser: elke pagina, en de hele straat met het toetsenbord' kijk_en_loop "$kijken" "$lopen"
}

heb build-essential command -v cc
heb postgresql heeft_pg
command -v cargo >/dev/null || { echo 'Rust is missing: https://rustup.rs'; exit 3; }

start_postgres
keur 'opmaak' cargo fmt --all --check
keur 'clippy' cargo clippy --workspace --all-targets --locked -q -- -D warnings
keur 'toetsen' toetsen
keur 'bouwen' cargo build --locked -q
keur 'zaaien en controleren op SQLite' op_sqlite
keur 'zaaien en controleren op PostgreSQL' op_postgres
if [ "$snel" = nee ]; then
  heb nodejs command -v node
  heb npm command -v npm
  [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || heb chromium command -v chromium
  browser
fi
klaar
