#!/usr/bin/env bash
# Ten specifications in a row, on one SQLite database that keeps its rows: Tests/Migrations/README.md.
#
#   scripts/test-migrations.sh PATH-OF-HATMAX
set -euo pipefail

hatmax=$(realpath "$1")
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cases=$top/Tests/Migrations
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
eval "$("$top/scripts/go-env.sh")"
export HATMAX_HOME=$work/home

fail() { echo "FAIL  migrations: $*"; exit 1; }
database() { python3 "$cases/database.py" "$@"; }
migrations=services/shop/internal/sqlite/migrations

mkdir "$work/project"
cd "$work/project"
for step in 01 02 03 04 05 06 07 08 09 10; do
  cp "$cases/$step.yml" hatmax.yml
  "$hatmax" generate --quiet --allow-destructive || fail "step $step is not generated"
  if [ $step = 01 ]; then
    mkdir apply
    cp "$cases/apply.go" apply/main.go
    go mod tidy 2>"$work/tidy.log" || { cat "$work/tidy.log"; fail "go mod tidy"; }
    go build -o "$work/apply" ./apply
    rm -r apply
  fi
  "$work/apply" "$work/rows.db" $migrations || fail "step $step is not applied"
  database run "$work/rows.db" "$cases/$step.sql" || fail "the rows of step $step are not inserted"
done
[ "$(ls $migrations/*.sql | wc -l)" = 10 ] || fail "not one migration for each step: $(ls $migrations)"
database query "$work/rows.db" "$cases/final.sql" >"$work/rows.txt"
if [ -n "${UPDATE_GOLDEN:-}" ]; then cp "$work/rows.txt" "$cases/expected.txt"; fi
diff "$cases/expected.txt" "$work/rows.txt" || fail "rows are lost or changed"

# The schema is that of a fresh project.
mkdir "$work/fresh"
cp hatmax.yml "$work/fresh/"
"$hatmax" generate --quiet -C "$work/fresh"
"$work/apply" "$work/fresh.db" "$work/fresh/$migrations"
diff <(database schema "$work/fresh.db") <(database schema "$work/rows.db") || fail "the schema differs from a fresh one"

# Every migration can be taken back, one by one, with the rows there, and made again.
for version in 9 8 7 6 5 4 3 2 1; do
  "$work/apply" "$work/rows.db" $migrations $version || fail "down to $version"
done
[ "$(database query "$work/rows.db" <(echo "SELECT count(*) FROM orders"))" = 9 ] || fail "rows are lost on the way down"
"$work/apply" "$work/rows.db" $migrations || fail "up again"
"$work/apply" "$work/rows.db" $migrations 0 || fail "down to nothing"
[ -z "$(database schema "$work/rows.db")" ] || fail "tables are left"
echo "ok    migrations: ten specifications, every row kept"
