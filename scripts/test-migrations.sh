#!/usr/bin/env bash
# Ten specifications in a row, on a SQLite, a PostgreSQL and a MongoDB database that keep what is in them: Tests/Migrations/README.md.
#
#   scripts/test-migrations.sh PATH-OF-HATMAX
set -euo pipefail

hatmax=$(realpath "$1")
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cases=$top/Tests/Migrations
work=$(mktemp -d)
chmod 755 "$work" # the database server is another user's
clean_up() {
  [ ! -e "$work/mongodb" ] || "$top/scripts/mongodb.sh" stop "$work/mongodb"
  [ ! -e "$work/server" ] || "$top/scripts/postgres.sh" stop "$work/server" 2>/dev/null
  chmod -R u+w "$work"
  rm -rf "$work"
}
trap clean_up EXIT
eval "$("$top/scripts/go-env.sh")"
export HATMAX_HOME=$work/home

fail() { echo "FAIL  migrations: $*"; exit 1; }
expect() { # NAME FILE   the file is as the cases have it
  if [ -n "${UPDATE_GOLDEN:-}" ]; then cp "$2" "$cases/$1.txt"; fi
  diff "$cases/$1.txt" "$2" || fail "$1: something is lost or changed"
}
database() { python3 "$cases/database.py" "$@"; }
migrations() { echo "services/shop/internal/$1/migrations"; }

server=$("$top/scripts/postgres.sh" start "$work/server" 2>"$work/server.log") || { cat "$work/server.log"; fail "no PostgreSQL"; }
psql -X -q "$server" -c "CREATE DATABASE rows" -c "CREATE DATABASE fresh"
declare -A rows=([sqlite]=$work/rows.db [postgres]=${server/\/postgres\?//rows?})
declare -A fresh=([sqlite]=$work/fresh.db [postgres]=${server/\/postgres\?//fresh?})

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
  for kind in sqlite postgres; do
    "$work/apply" "${rows[$kind]}" "$(migrations $kind)" || fail "$kind: step $step is not applied"
    database run "${rows[$kind]}" "$cases/$step.sql" || fail "$kind: the rows of step $step are not inserted"
  done
done
mkdir "$work/fresh"
cp hatmax.yml "$work/fresh/"
"$hatmax" generate --quiet -C "$work/fresh"

for kind in sqlite postgres; do
  folder=$(migrations $kind)
  [ "$(find "$folder" -name '*.sql' | wc -l)" = 10 ] || fail "$kind: not one migration for each step: $(ls "$folder")"
  database run "${rows[$kind]}" "$cases/final.sql" >"$work/rows.txt"
  expect rows "$work/rows.txt"

  # The schema is that of a fresh project.
  "$work/apply" "${fresh[$kind]}" "$work/fresh/$folder"
  diff <(database schema "${fresh[$kind]}") <(database schema "${rows[$kind]}") || fail "$kind: the schema differs from a fresh one"

  # Every migration can be taken back, one by one, with the rows there, and made again.
  for version in 9 8 7 6 5 4 3 2 1; do
    # What was a number before step 8 must be one again; PostgreSQL makes none of what isn't.
    [ $version != 7 ] || database run "${rows[$kind]}" <(echo "UPDATE purchases SET total = '80' WHERE total = '80 EUR'")
    "$work/apply" "${rows[$kind]}" "$folder" $version || fail "$kind: down to $version"
  done
  [ "$(database run "${rows[$kind]}" <(echo "SELECT count(*) FROM orders"))" = 9 ] || fail "$kind: rows are lost on the way down"
  "$work/apply" "${rows[$kind]}" "$folder" || fail "$kind: up again"
  "$work/apply" "${rows[$kind]}" "$folder" 0 || fail "$kind: down to nothing"
  [ -z "$(database schema "${rows[$kind]}")" ] || fail "$kind: tables are left"
  echo "ok    migrations in $kind: ten specifications, every row kept"
done

# Documents that the services of older specifications have written, with MongoDB, are read and changed by that of the newest.
uri=$("$top/scripts/mongodb.sh" start "$work/mongodb" 2>"$work/mongodb.log") || { cat "$work/mongodb.log"; fail "no MongoDB"; }
mkdir "$work/documents"
cd "$work/documents"
for step in 01 02 03 04 05 06 07 08 09 10; do
  sed -e 's/repo_impl: .*/repo_impl: [mongo]/' "$cases/$step.yml" >hatmax.yml
  "$hatmax" generate --quiet --allow-destructive || fail "mongo: step $step is not generated"
  [ -e "$cases/$step.http" ] || continue
  [ -e go.sum ] || go mod tidy 2>"$work/tidy.log" || { cat "$work/tidy.log"; fail "go mod tidy"; }
  go build -o "$work/shop" ./services/shop/cmd/shop || fail "mongo: step $step is not built"
  python3 "$cases/documents.py" "$work/shop" "$uri" "$cases/$step.http" >"$work/documents.txt" || fail "mongo: the requests of step $step"
  [ $step != 03 ] || cp "$work/shop" "$work/shop-03"
done
expect documents "$work/documents.txt"
migrate() { # the newest program knows every way
  SHOP_STORAGE_KIND=mongo SHOP_MONGO_URI=$uri SHOP_MONGO_DATABASE=documents "$work/shop" migrate "$@" >/dev/null || fail "mongo: migrate $*"
}
migrate down 3
python3 "$cases/documents.py" "$work/shop-03" "$uri" "$cases/down.http" >"$work/down.txt" || fail "mongo: step 03 reads nothing after the way down"
expect documents-down "$work/down.txt"
migrate down 0
migrate up
echo "ok    documents in MongoDB: ten specifications, every document read and changed"
