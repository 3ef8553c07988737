#!/usr/bin/env bash
# Generates every example and puts the Go through what a senior engineer would: gofmt, vet, staticcheck, tests with the race
# detector and coverage. Then edits, regenerates and checks that nothing changes that should not.
#
#   scripts/test-generated.sh PATH-OF-HATMAX [EXAMPLE…]
set -euo pipefail

hatmax=$(realpath "$1")
shift
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
finish() {
  [ ! -e "$work/mongodb" ] || "$top/scripts/mongodb.sh" stop "$work/mongodb"
  chmod -R u+w "$work"
  rm -rf "$work"
}
trap finish EXIT
eval "$("$top/scripts/go-env.sh" --tools)"
export HATMAX_HOME=$work/home

examples=("$@")
if [ ${#examples[@]} = 0 ]; then
  for folder in "$top"/examples/*/; do examples+=("$(basename "$folder")"); done
fi

# Servers that the generated tests run against, where an example needs them.
for example in "${examples[@]}"; do
  if [ -z "${TEST_MONGO_URI:-}" ] && grep -q 'repo_impl:.*mongo' "$top/examples/$example/hatmax.yml"; then
    TEST_MONGO_URI=$("$top/scripts/mongodb.sh" start "$work/mongodb")
    export TEST_MONGO_URI
  fi
done

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
go_test() {
  go test -race -coverpkg=./... -coverprofile="$work/$example.cover" ./... >"$work/go-test.log" 2>&1 || {
    cat "$work/go-test.log"
    return 1
  }
}
untouched() { # every file keeps its content and its time
  find . -type f -not -path './.hatmax/local/*' -printf '%p %T@ ' -exec sha256sum {} \; | sort >"$work/before"
  "$hatmax" generate --quiet || return
  find . -type f -not -path './.hatmax/local/*' -printf '%p %T@ ' -exec sha256sum {} \; | sort >"$work/after"
  diff "$work/before" "$work/after"
}

for example in "${examples[@]}"; do
  mkdir -p "$work/$example"
  cp "$top/examples/$example/hatmax.yml" "$work/$example/"
  cd "$work/$example"
  expect "hatmax generate" "$hatmax" generate --quiet
  expect "gofmt -l ." gofmt -l .
  expect "go mod tidy" go mod tidy
  expect "go vet ./..." go vet ./...
  expect "staticcheck ./..." staticcheck ./...
  expect "go test -race ./..." go_test
  if [ -s "$work/$example.cover" ]; then
    echo "      $example: $(go tool cover -func="$work/$example.cover" | tail -n 1 | tr -s '[:space:]' ' ')"
  fi
  expect "a second hatmax generate changes nothing" untouched
  expect "hatmax generate --check" "$hatmax" generate --check --quiet
done

echo "$passed passed, $failed failed"
[ $failed = 0 ]
