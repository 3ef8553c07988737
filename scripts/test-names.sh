#!/usr/bin/env bash
# Whatever things are called, the generated Go compiles: Tests/Names/README.md.
#
#   scripts/test-names.sh PATH-OF-HATMAX [SPECIFICATIONS]
#
# Each word is an aggregate, a model and a value object in one of three specifications; 1 is made unless all 3 are asked for.
set -euo pipefail

hatmax=$(realpath "$1") specifications=${2:-1}
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
eval "$("$top/scripts/go-env.sh")"
export HATMAX_HOME=$work/home CGO_ENABLED=0 # the standard library is read as it is without C

fail() { echo "FAIL  names: $*"; exit 1; }
check() { "$work/check" "$@"; }
generated() { # FOLDER   its Go is right
  "$hatmax" generate --quiet -C "$1" || fail "not generated: $1"
  wrong=$(check "$1" example.com/qxproject)
  [ -z "$wrong" ] || fail "$wrong"
}

(cd "$top/Tests/Names/check" && go build -o "$work/check" .)
mkdir "$work/probe"
cp "$top/Tests/Names/probe.yml" "$work/probe/hatmax.yml"
generated "$work/probe"

taken=$(sed -n '/^  taken_packages:/,/^  go_package:/p' "$top/packs/go-service/pack.yml" | sed '1d;$d' | tr -s ' ' '\n')
for name in $(check "$work/probe" example.com/qxproject packages | grep -E '^[a-z0-9]{3,}$' | grep -vxF "$taken"); do
  mkdir -p "$work/service"
  sed "s/^  qxservice:/  \"$name\":/" "$work/probe/hatmax.yml" >"$work/service/hatmax.yml"
  ! "$hatmax" spec check --quiet -C "$work/service" 2>/dev/null || fail "taken_packages lacks $name"
done

check "$work/probe" example.com/qxproject names | python3 "$top/Tests/Names/names.py" "$hatmax" "$work/names" "$specifications"
for project in "$work"/names/*; do generated "$project"; done
echo "ok    names: what the Go is made of can be a name in a specification"
