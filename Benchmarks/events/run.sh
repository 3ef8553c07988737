#!/usr/bin/env bash
# Measures the generated store of events on SQLite beside the same work written by hand, in one run.
#
#   Benchmarks/events/run.sh PATH-OF-HATMAX [EVENTS]
set -euo pipefail

hatmax=$(realpath "$1")
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
eval "$("$top/scripts/go-env.sh")"
export HATMAX_HOME=$work/home
mkdir "$work/bank"
cp "$top/examples/bank/hatmax.yml" "$work/bank/"
cd "$work/bank"
"$hatmax" generate --quiet
cp "$top/Benchmarks/events/events_test.go" internal/platform/sqlevents/figures_test.go
go mod tidy 2>/dev/null
EVENTS=${2:-1000000} go test -timeout 1h -run TestFigures -v ./internal/platform/sqlevents/ | grep 'per second'
