#!/usr/bin/env bash
# Generation under bad conditions: killed at random instants, a full disk, a folder that can't be written, files replaced by other
# things, two runs at once, other environments. Nothing may be lost, and the next run ends as an uninterrupted one.
#
#   scripts/test-regeneration.sh PATH-OF-HATMAX [KILLS]
set -euo pipefail

hatmax=$(realpath "$1")
kills=${2:-10}
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
mounted=""
cleanup() {
  [ -z "$mounted" ] || umount "$mounted"
  chmod -R u+w "$work"
  rm -rf "$work"
}
trap cleanup EXIT
export HATMAX_HOME=$work/home

fail() { echo "FAIL  regeneration: $*"; exit 1; }
ok() { echo "ok    regeneration: $*"; }
spec() { # AGGREGATES FIELDS   a specification
  printf 'version: 1\nname: big\npackage: example.com/big\nservices:\n  big:\n    repo_impl: [sqlite]\n    aggregates:\n'
  for ((i = 0; i < $1; i++)); do
    printf '      Thing%s: {fields: {' $i
    for ((j = 0; j < $2; j++)); do printf 'field%s: {type: string}, ' $j; done
    printf 'last: {type: int}}}\n'
  done
}
grown() { # the specification later: an aggregate, fields and a service more, so that files change and folders come
  spec 31 3
  printf '  other:\n    repo_impl: [sqlite]\n    aggregates:\n      Thing: {fields: {name: string}}\n'
}
tree() { # FOLDER   the digest of every file but what belongs to this machine
  (cd "$1" && find . -type f -not -path './.hatmax/local/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum)
}
project() { # FOLDER AGGREGATES FIELDS
  mkdir -p "$1"
  spec "$2" "$3" >"$1/hatmax.yml"
}
edit() { # FOLDER   an edit that a later run merges
  sed -i '1i // This line is mine.' "$1/services/big/internal/big/thing1.go"
}

# --- The same bytes everywhere
project "$work/plain" 30 2
"$hatmax" generate --quiet -C "$work/plain"
project "$work/other/much deeper/folder" 30 2
(
  umask 077
  cd /
  LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 TZ=Pacific/Kiritimati taskset -c 0 "$hatmax" generate --quiet -C "$work/other/much deeper/folder"
)
[ "$(tree "$work/plain")" = "$(tree "$work/other/much deeper/folder")" ] || fail "the environment shows in the output"
ok "the same bytes with another locale, time zone, umask, folder and number of cores"

# --- Killed at random instants
cp -r "$work/plain" "$work/base"
edit "$work/base"
cp -r "$work/base" "$work/whole"
grown >"$work/whole/hatmax.yml"
until_there() { # NAME   waits for a file of the stage, or for the end of the run
  while [ ! -e "$work/killed/.hatmax/local/stage/$1" ] && kill -0 $pid 2>/dev/null; do :; done
}
started=$(date +%s%N)
"$hatmax" generate --quiet -C "$work/whole"
length=$((($(date +%s%N) - started) / 1000000))
want=$(tree "$work/whole")
finished=0
for ((n = 0; n < kills; n++)); do
  rm -rf "$work/killed"
  cp -r "$work/base" "$work/killed"
  cp "$work/whole/hatmax.yml" "$work/killed/"
  "$hatmax" generate --quiet -C "$work/killed" >/dev/null 2>&1 &
  pid=$!
  # At any instant; while it stages, and while it renames, which are small parts of the time.
  case $((n % 3)) in
    0) within=$length ;;
    1) within=60 && until_there new ;;
    2) within=6 && until_there journal ;;
  esac
  sleep "$(awk -v us=$((RANDOM * within * 1000 / 32768)) 'BEGIN { print us / 1000000 }')"
  kill -9 $pid 2>/dev/null || true
  wait $pid 2>/dev/null || true
  [ -e "$work/killed/.hatmax/local/stage/journal" ] && finished=$((finished + 1))
  "$hatmax" generate --quiet -C "$work/killed" || fail "the run after kill $n does not finish"
  [ "$(tree "$work/killed")" = "$want" ] ||
    fail "the tree after kill $n differs: $(diff -r -x local "$work/whole" "$work/killed" | head -n 40)"
done
ok "$kills kills within $length ms, $finished of them while files were renamed"

# --- A full disk
if mkdir "$work/small" && mount -t tmpfs -o size=2m tmpfs "$work/small" 2>/dev/null; then
  mounted=$work/small
  spec 30 2 >"$work/small/hatmax.yml"
  before=$(ls -A "$work/small" | grep -v '^.hatmax$')
  status=0
  "$hatmax" generate --quiet -C "$work/small" 2>"$work/full.log" || status=$?
  [ $status = 2 ] && grep -q 'GE0314' "$work/full.log" || fail "a full disk gives $status: $(cat "$work/full.log")"
  [ "$(ls -A "$work/small" | grep -v '^.hatmax$')" = "$before" ] || fail "a full disk leaves files behind"
  mount -o remount,size=64m "$work/small"
  "$hatmax" generate --quiet -C "$work/small" || fail "no run with space again"
  [ "$(tree "$work/small")" = "$(tree "$work/plain")" ] || fail "the tree with space again differs"
  # A folder that can't be written.
  edit "$work/small"
  grown >"$work/small/hatmax.yml"
  kept=$(tree "$work/small")
  mount -o remount,ro "$work/small"
  status=0
  "$hatmax" generate --quiet -C "$work/small" 2>"$work/ro.log" || status=$?
  [ $status = 2 ] && grep -q 'GE0314' "$work/ro.log" || fail "a read-only folder gives $status: $(cat "$work/ro.log")"
  [ "$(tree "$work/small")" = "$kept" ] || fail "a read-only folder changed"
  mount -o remount,rw "$work/small"
  "$hatmax" generate --quiet -C "$work/small" || fail "no run in a folder that can be written again"
  [ "$(tree "$work/small")" = "$want" ] || fail "the tree of a folder that can be written again differs"
  ok "a full disk and a read-only folder lose nothing"
else
  echo "skip  regeneration: a full disk and a read-only folder (tmpfs can't be mounted here)"
fi

# --- Files that became other things
for thing in folder link; do
  rm -rf "$work/odd"
  cp -r "$work/base" "$work/odd"
  cp "$work/whole/hatmax.yml" "$work/odd/"
  odd=$work/odd/services/big/internal/big/thing2.go
  mv "$odd" "$work/odd.kept"
  if [ $thing = folder ]; then mkdir "$odd"; else ln -s "$work/odd.kept" "$odd"; fi
  kept=$(tree "$work/odd")
  status=0
  "$hatmax" generate --quiet -C "$work/odd" 2>"$work/odd.log" || status=$?
  [ $status = 3 ] && grep -q 'GE0304' "$work/odd.log" || fail "a $thing in place of a file gives $status"
  [ "$(tree "$work/odd")" = "$kept" ] || fail "a $thing in place of a file: something was written"
  rm -rf "$odd"
  mv "$work/odd.kept" "$odd"
  "$hatmax" generate --quiet -C "$work/odd" || fail "no run after the $thing is gone"
  [ "$(tree "$work/odd")" = "$want" ] || fail "the tree after the $thing is gone differs"
done
mkdir "$work/elsewhere"
project "$work/linked" 3 1
mkdir -p "$work/linked/services"
ln -s "$work/elsewhere" "$work/linked/services/big"
status=0
"$hatmax" generate --quiet -C "$work/linked" 2>"$work/linked.log" || status=$?
[ $status = 2 ] && grep -q 'GE0313' "$work/linked.log" || fail "a folder that leads outside gives $status"
[ -z "$(ls -A "$work/elsewhere")" ] || fail "something was written outside of the project"
ok "a file replaced by a folder or a link stops the run; nothing is written outside"

# --- Two runs at once
cp -r "$work/base" "$work/both"
cp "$work/whole/hatmax.yml" "$work/both/"
"$hatmax" generate --quiet -C "$work/both" &
first=$!
"$hatmax" generate --quiet -C "$work/both" || fail "the second of two runs at once"
wait $first || fail "the first of two runs at once"
[ "$(tree "$work/both")" = "$want" ] || fail "two runs at once give another tree"
ok "two runs at once"
