#!/usr/bin/env bash
# The main job on real input: install packs, generate the example, build and run the Go service, use it through its API.
#
#   scripts/demo.sh PATH-OF-HATMAX
#
# Everything is written to a temporary folder, which is removed at the end.
set -euo pipefail

hatmax=$(realpath "$1")
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
service=
finish() {
  local status=$?
  if [ -n "$service" ]; then
    kill -TERM "$service" 2>/dev/null || true
    wait "$service" 2>/dev/null || true
  fi
  [ $status = 0 ] || { echo "demo: failed" >&2; cat "$work/service.log" 2>/dev/null >&2 || true; }
  chmod -R u+w "$work"
  rm -rf "$work"
  exit $status
}
trap finish EXIT
trap 'exit 130' INT TERM

step() { printf '\n\033[1m# %s\033[0m\n' "$*"; }
run() { printf '\033[2m$ %s\033[0m\n' "$*"; "$@"; }

export HATMAX_HOME=$work/home
cp -r "$top/examples/todo" "$work/todo"
cd "$work/todo"
PATH=$(dirname "$hatmax"):$PATH

step "Install the packs and generate the service"
run hatmax pack install go-service sqlite-repo
run hatmax generate
find . -name '*.go' | wc -l | xargs echo "Go files:"

step "Build it"
eval "$("$top/scripts/go-env.sh")"
run go mod tidy
run go build -o todo ./services/todo/cmd/todo
run ls -lh todo

step "Start it, with no configuration at all"
port=$((20000 + RANDOM % 20000))
while (: </dev/tcp/127.0.0.1/$port) 2>/dev/null; do port=$((port + 1)); done
base=http://127.0.0.1:$port
(cd "$work" && TODO_HTTP_ADDR=127.0.0.1:$port exec ./todo/todo serve) 2>"$work/service.log" &
service=$!
for _ in $(seq 200); do
  curl -fs "$base/readyz" >/dev/null && break
  kill -0 "$service" || exit 1
  sleep 0.05
done
run curl -fsS "$base/readyz"; echo

step "Create a list with items, read it back, change it, and lose a race on purpose"
created=$(curl -fsS -D "$work/headers" -H 'Content-Type: application/json' -d '{
  "name": "Groceries",
  "items": [{"text": "bread"}, {"text": "coffee", "done": true}]
}' "$base/lists")
echo "$created"
location=$(tr -d '\r' <"$work/headers" | awk 'tolower($1) == "location:" { print $2 }')
etag=$(tr -d '\r' <"$work/headers" | awk 'tolower($1) == "etag:" { print $2 }')
run curl -fsS "$base$location"; echo
run curl -fsS -X PATCH -H 'Content-Type: application/merge-patch+json' -H "If-Match: $etag" -d '{"name": "Weekend groceries"}' "$base$location"; echo
status=$(curl -sS -o "$work/answer" -w '%{http_code}' -X PATCH -H 'Content-Type: application/merge-patch+json' -H "If-Match: $etag" \
  -d '{"name": "Too late"}' "$base$location")
echo "a second writer with the old version gets $status: $(cat "$work/answer")"
[ "$status" = 412 ]

step "Stop it gracefully"
kill -TERM "$service"
wait "$service"
service=
tail -n 3 "$work/service.log"

step "Generate again: nothing changes"
run hatmax generate
printf '\ndemo: done\n'
