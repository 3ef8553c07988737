#!/usr/bin/env bash
# What a service must do that looks right when nobody else is there: it is generated from examples/todo, built, started and used
# over HTTP, by many at once, with what doesn't fit, and until it is told to stop.
#
#   scripts/test-experiments.sh PATH-OF-HATMAX
set -euo pipefail

hatmax=$(realpath "$1")
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
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

passed=0 failed=0
expect() { # WHAT GOT WANTED
  if [ "$2" = "$3" ]; then
    echo "ok    $1"
    passed=$((passed + 1))
  else
    echo "FAIL  $1: got $2, not $3"
    failed=$((failed + 1))
  fi
}
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
member() { python3 -c 'import json, sys; print(json.load(sys.stdin)'"$1"')'; }
request() { curl -sS --max-time 30 -H 'Content-Type: application/json' "$@"; }
status() { request -o "$work/answer" -w '%{http_code}' "$@"; }
until_ready() {
  for _ in $(seq 300); do
    curl -fs "$at/readyz" >"$work/ready" && return
    sleep 0.1
  done
  cat "$work/log"
  return 1
}

mkdir "$work/project"
cp "$top/examples/todo/hatmax.yml" "$work/project/"
cd "$work/project"
"$hatmax" generate --quiet
go mod tidy 2>"$work/tidy.log" || { cat "$work/tidy.log"; exit 1; }
# As in the image: nothing is there but the program and a folder for data, and it runs as nobody in particular.
nobody=65532
mkdir -p "$work/image/data"
CGO_ENABLED=0 go build -trimpath -o "$work/image/service" ./services/todo/cmd/todo
if [ "$(id -u)" = 0 ]; then
  chown $nobody "$work/image/data"
  in_image=(chroot --userspec=$nobody:$nobody "$work/image" /service)
else
  in_image=(unshare --user --map-user=$nobody --map-group=$nobody --root="$work/image" /service)
fi
port=$(free_port)
at=http://127.0.0.1:$port
"${in_image[@]}" serve -http.addr "127.0.0.1:$port" -sqlite.path /data/todo.db 2>"$work/log" &
service=$!
until_ready
expect "a new database serves, with nothing beside the program" "$(status "$at/lists")" 200
expect "it has no more rights than it needs" "$(stat -c %u "$work/image/data/todo.db")" "$(stat -c %u "$work/image/data")"

list=$(request "$at/lists" -d '{"name": "errands", "items": [{"text": "bread"}]}' | member '["id"]')
writers=20
for n in $(seq $writers); do
  request -o /dev/null -w '%{http_code}\n' "$at/lists/$list/items" -d "{\"text\": \"item $n\"}" >>"$work/writers" &
  pids[n]=$!
done
wait "${pids[@]}"
expect "20 writers are told that they wrote" "$(grep -c 201 "$work/writers")" 20
expect "and nothing of theirs is lost" "$(request "$at/lists/$list/items" | member '["data"].__len__()')" 21

expect "PUT is accepted" "$(status -X PUT "$at/lists/$list" -d '{"name": "renamed"}')" 200
expect "PUT keeps the children" "$(request "$at/lists/$list/items" | member '["data"].__len__()')" 21

unknown=$at/lists/00000000-0000-7000-8000-000000000000
expect "GET of what is not there" "$(status "$unknown")" 404
expect "PUT of what is not there" "$(status -X PUT "$unknown" -d '{"name": "x"}')" 404
expect "DELETE of what is not there" "$(status -X DELETE "$unknown")" 404
expect "a name is required" "$(status "$at/lists" -d '{}')" 422
expect "a problem is a problem document" "$(request -o /dev/null -w '%{content_type}' "$at/lists" -d '{}')" application/problem+json
expect "a created list is JSON" "$(request -o /dev/null -w '%{content_type}' "$at/lists" -d '{"name": "x"}')" application/json
expect "unique names within a list" "$(status "$at/lists" -d '{"name": "x", "tags": [{"name": "a"}, {"name": "a"}]}')" 422
expect "a version that is gone" "$(status -X PUT "$at/lists/$list" -H 'If-Match: "1"' -d '{"name": "x"}')" 412
expect "a body that is too large" "$(head -c 2000000 /dev/zero | tr '\0' x | status "$at/lists" --data-binary @-)" 413
expect "a body that is no JSON" "$(curl -sS -o "$work/answer" -w '%{http_code}' -H 'Content-Type: text/plain' -d x "$at/lists")" 415
expect "a body that is broken JSON" "$(status "$at/lists" -d '{')" 400
expect "a method that a path has not" "$(status -X DELETE "$at/lists")" 405

# What the README of go-service shows; sent again, it is answered as the first time.
example=$(sed -n '/^```sh$/,/^```$/ { /^```/d; p }' "$top/packs/go-service/README.md")
created=$(bash -c "${example//localhost:8080/${at#http://}}" 2>/dev/null)
expect "the example of the README makes a list" "$(member '["name"]' <<<"$created")" Errands
expect "and makes it once" "$(bash -c "${example//localhost:8080/${at#http://}}" 2>/dev/null)" "$created"

busy=0
"${in_image[@]}" serve -http.addr "127.0.0.1:$port" -sqlite.path /data/other.db >"$work/busy" 2>&1 || busy=$?
expect "a busy port is an error at the start" "$busy" 1

# A request whose body comes slowly is under way when the service is told to stop.
{
  printf '{"name": '
  sleep 2
  printf '"slow"}'
} | request -T - -X POST -o /dev/null -w '%{http_code}' "$at/lists" >"$work/slow" &
slow=$!
sleep 1
kill -TERM "$service"
wait "$slow" || true
stopped=0
wait "$service" || stopped=$?
service=
expect "a request that was under way is answered" "$(cat "$work/slow")" 201
expect "the service ends well" "$stopped" 0

echo "packs: {sqlite-repo: {options: {driver: mattn}}}" >>hatmax.yml
"$hatmax" generate --quiet
go mod tidy 2>"$work/tidy.log" || { cat "$work/tidy.log"; exit 1; }
with_mattn=0
CGO_ENABLED=1 go test ./internal/platform/sqlitedb ./services/todo/internal/sqlite >"$work/mattn.log" 2>&1 || with_mattn=$?
[ $with_mattn = 0 ] || cat "$work/mattn.log"
expect "the driver in C passes the tests of the one in Go" $with_mattn 0

echo "$passed passed, $failed failed"
[ $failed = 0 ]
