#!/usr/bin/env bash
# Lints every pack of this repository and runs its test cases, organization's example included.
#
#   scripts/test-packs.sh PATH-OF-HATMAX [--update]
set -uo pipefail

hatmax=$(realpath "$1")
shift
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
export HATMAX_HOME=$work/home HATMAX_CONFIG=$work/config
status=0
for pack in packs/*/ examples/org-pack/; do
  [ -f "$pack/pack.yml" ] || continue
  if "$hatmax" pack lint --quiet "$pack" && "$hatmax" pack test --quiet "$pack" "$@" >"$work/results" 2>&1; then
    echo "ok    $pack"
  else
    echo "FAIL  $pack"
    cat "$work/results" 2>/dev/null
    status=1
  fi
done
exit $status
