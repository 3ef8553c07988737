#!/usr/bin/env bash
# Generates the bank, and kills it under load with each kind of storage: no event that was acknowledged is lost, none is there twice,
# the subscriber that the README of cqrs shows has reacted to each once, and read models equal those that are built from the first event on.
#
#   scripts/test-kill.sh PATH-OF-HATMAX [TIMES]
set -euo pipefail

hatmax=$(realpath "$1")
times=${2:-50}
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
eval "$("$top/scripts/go-env.sh")"
export HATMAX_HOME=$work/home
mkdir "$work/bank"
cp "$top/examples/bank/hatmax.yml" "$work/bank/"
cd "$work/bank"
"$hatmax" generate --quiet
awk '/^```$/ { inside = 0 } inside { print } /^```go$/ { getline; inside = $0 == "package app"; if (inside) print }' "$top/packs/cqrs/README.md" \
  >services/bank/internal/app/subscribers.go
go mod tidy
go build -o "$work/program" ./services/bank/cmd/bank
# Side by side: what takes long is waiting, for leases and transactions of programs that were killed.
for storage in sqlite postgres mongo; do
  python3 "$top/scripts/test-kill.py" "$work/program" "$times" "$storage" >"$work/$storage.log" 2>&1 &
  runs+=($!)
done
status=0
for run in "${runs[@]}"; do wait "$run" || status=1; done
cat "$work"/*.log
exit $status
