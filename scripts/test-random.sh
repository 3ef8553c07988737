#!/usr/bin/env bash
# Whatever a specification says, the Go that comes of it is right: Tests/Random/README.md.
#
#   scripts/test-random.sh PATH-OF-HATMAX [COUNT [FIRST]]
#
# The types of COUNT specifications are checked, from number FIRST on; the tests of the first that is valid are run.
set -euo pipefail

hatmax=$(realpath "$1") count=${2:-8} first=${3:-1} whole=1
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
eval "$("$top/scripts/go-env.sh" --tools)"
export HATMAX_HOME=$work/home

quiet() { "$@" >"$work/output" 2>&1 || { cat "$work/output"; return 1; }; }
fail() { echo "FAIL  specification $number: $1"; failed=1; }

(cd "$top/Tests/Names/check" && CGO_ENABLED=0 go build -o "$work/check" .)
failed=0 valid=0
for number in $(seq "$first" $((first + count - 1))); do
  mkdir "$work/project"
  cd "$work/project"
  python3 "$top/Tests/Random/specification.py" "$number" >hatmax.yml
  if "$hatmax" spec check --quiet >/dev/null 2>&1; then
    valid=$((valid + 1))
    quiet "$hatmax" generate --quiet || fail generate
    [ -z "$(gofmt -l .)" ] || fail "gofmt: $(gofmt -l . | head -1)"
    wrong=$(CGO_ENABLED=0 "$work/check" . "example.com/random$number")
    [ -z "$wrong" ] || fail "$wrong"
    if [ "$valid" -le "$whole" ]; then
      quiet go mod tidy || fail "go mod tidy"
      quiet go vet ./... || fail "go vet"
      quiet staticcheck ./... || fail staticcheck
      quiet go test ./services/... || fail "go test"
    fi
  fi
  cd "$work"
  rm -rf "$work/project"
done
[ "$valid" -gt $((count / 2)) ] || { echo "FAIL  only $valid of $count specifications are valid"; failed=1; }
[ "$failed" = 0 ] && echo "ok    random: the Go of $valid specifications that were made up is right"
