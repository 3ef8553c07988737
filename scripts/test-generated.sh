#!/usr/bin/env bash
# Generates services and puts the Go through what a senior engineer would: gofmt, vet, staticcheck, tests with the race detector
# and real servers, coverage. Then regenerates and checks that nothing changes that should not.
#
#   scripts/test-generated.sh PATH-OF-HATMAX [EXAMPLE or FOLDER with a hatmax.yml]…
#
# Statements covered, of todo, shop and wide: at least 95 % with servers, at least 90 % without those that a specification asks for.
set -euo pipefail

hatmax=$(realpath "$1")
shift
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
chmod 755 "$work" # the database server is another user's
clean_up() {
  [ ! -e "$work/mongodb" ] || "$top/scripts/mongodb.sh" stop "$work/mongodb"
  [ ! -e "$work/postgres" ] || "$top/scripts/postgres.sh" stop "$work/postgres" 2>/dev/null
  chmod -R u+w "$work"
  rm -rf "$work"
}
trap clean_up EXIT
eval "$("$top/scripts/go-env.sh" --tools)"
export HATMAX_HOME=$work/home

examples=("$@")
if [ ${#examples[@]} = 0 ]; then
  for spec in "$top"/examples/*/hatmax.yml; do examples+=("$(basename "$(dirname "$spec")")"); done
fi

passed=0 failed=0
expect() { # WHAT COMMAND...   the command succeeds and prints nothing to standard output
  local what=$1 output status=0
  shift
  output=$("$@" 2>"$work/stderr") || status=$?
  if [ $status = 0 ] && [ -z "$output" ]; then
    echo "ok    $example: $what"
    passed=$((passed + 1))
  else
    echo "FAIL  $example: $what (exit $status)"
    printf '%s\n' "$output" | head -n 60
    tail -n 60 "$work/stderr"
    failed=$((failed + 1))
  fi
}
go_test() { # PROFILE FLAG...
  local profile=$1
  shift
  go test -timeout 10m "$@" -coverpkg=./... -coverprofile="$profile" ./... >"$work/go-test.log" 2>&1 || {
    grep -vE '^ok |no test files|coverage: 0\.0% of statements' "$work/go-test.log"
    return 1
  }
}
without_servers() { env -u TEST_POSTGRES_DSN -u TEST_MONGO_URI bash -c "$(declare -f go_test); work='$work'; go_test \"\$@\"" bash "$@"; }
covered() { # PERCENT PROFILE   prints nothing when that much is covered
  go tool cover -func="$2" | awk -v least="$1" '$1 == "total:" && $3 + 0 < least { print "only " $3 }'
}
# Those whose services can do without a server for the most part; of others the number is shown.
is_gated() { [[ " todo shop wide " == *" $example "* ]]; }
needs() { grep -qE "^ *repo_impl:.*\b$1\b" hatmax.yml; }
start_servers() {
  if needs postgres && [ -z "${TEST_POSTGRES_DSN:-}" ]; then
    TEST_POSTGRES_DSN=$("$top/scripts/postgres.sh" start "$work/postgres" 2>"$work/postgres.log")
    export TEST_POSTGRES_DSN
  fi
  if needs mongo && [ -z "${TEST_MONGO_URI:-}" ]; then
    TEST_MONGO_URI=$("$top/scripts/mongodb.sh" start "$work/mongodb" 2>"$work/mongodb.log")
    export TEST_MONGO_URI
  fi
}
untouched() { # every file keeps its content and its time
  find . -type f -not -path './.hatmax/local/*' -printf '%p %T@ ' -exec sha256sum {} \; | sort >"$work/before"
  "$hatmax" generate --quiet || return
  find . -type f -not -path './.hatmax/local/*' -printf '%p %T@ ' -exec sha256sum {} \; | sort >"$work/after"
  diff "$work/before" "$work/after"
}

for example in "${examples[@]}"; do
  folder=$top/examples/$example
  if [[ $example == */* ]]; then
    folder=$(cd "$top" && realpath "$example")
    example=$(basename "$example")
  fi
  mkdir -p "$work/$example"
  cp "$folder/hatmax.yml" "$work/$example/"
  cd "$work/$example"
  start_servers
  expect "hatmax generate" "$hatmax" generate --quiet
  expect "gofmt -l ." gofmt -l .
  expect "go mod tidy" go mod tidy
  expect "go vet ./..." go vet ./...
  expect "staticcheck ./..." staticcheck ./...
  profile=$work/$example.cover
  expect "go test -race ./..." go_test "$profile" -race
  echo "      $example: $(go tool cover -func="$profile" | tail -n 1 | tr -s '[:space:]' ' ')"
  if is_gated; then expect "coverage of at least 95 %" covered 95 "$profile"; fi
  if is_gated && { needs postgres || needs mongo; }; then
    expect "go test ./... without servers" without_servers "$profile"
    echo "      $example: $(go tool cover -func="$profile" | tail -n 1 | tr -s '[:space:]' ' ')"
    expect "coverage without servers of at least 90 %" covered 90 "$profile"
  fi
  expect "a second hatmax generate changes nothing" untouched
  expect "hatmax generate --check" "$hatmax" generate --check --quiet
done

echo "$passed passed, $failed failed"
[ $failed = 0 ]
