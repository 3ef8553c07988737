#!/usr/bin/env bash
# Measures what is generated from examples/todo, on SQLite: operations of the repository beside code written by hand with database/sql, in
# rounds in which both take turns, and the service under load.
#
#   Benchmarks/repos/run.sh PATH-OF-HATMAX [ROUNDS [SECONDS]]
set -euo pipefail

hatmax=$(realpath "$1")
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
service=
clean_up() {
  [ -z "$service" ] || kill "$service" 2>/dev/null || true
  chmod -R u+w "$work"
  rm -rf "$work"
}
trap clean_up EXIT
eval "$("$top/scripts/go-env.sh")"
export HATMAX_HOME=$work/home
mkdir "$work/todo"
cp "$top/examples/todo/hatmax.yml" "$work/todo/"
cd "$work/todo"
"$hatmax" generate --quiet
cp "$top"/Benchmarks/repos/*_test.go services/todo/internal/sqlite/
go mod tidy 2>/dev/null

echo "the generated repository's time as a multiple of the other's: median (quartiles), and its median time"
ROUNDS=${2:-15} go test -timeout 1h -run TestCompare -v ./services/todo/internal/sqlite/ | grep -E '^[a-z].* [0-9.]+ \('

go build -o service ./services/todo/cmd/todo
go build -o load "$top/Benchmarks/repos/load.go"
./service serve -http.addr 127.0.0.1:0 -sqlite.path "$work/todo.db" -log.format json 2>"$work/log" &
service=$!
until grep -q '"started"' "$work/log"; do
  kill -0 "$service"
  sleep 0.1
done
address=$(sed -n 's/.*"msg":"started","addr":"\([^"]*\)".*/\1/p' "$work/log")
./load "http://$address" "${3:-10}"
kill -TERM "$service"
wait "$service"
service=
