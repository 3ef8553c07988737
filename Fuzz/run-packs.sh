#!/bin/sh
# Builds a fuzz target of HatMaxPacks and runs it: Fuzz/run-packs.sh Packs|Archive [libFuzzer options].
set -eu
cd "$(dirname "$0")/.."
name=$1
shift
out=.build-fuzz
swift build -c release --scratch-path $out --target HatMaxPacks -Xswiftc -sanitize=fuzzer
objects=$(find -L $out/release -name '*.o' -path '*.build/*' ! -path '*Tests*')
maps=
for map in Sources/CLi*/module.modulemap $out/checkouts/GRDB.swift/Sources/GRDBSQLite/module.modulemap; do
  maps="$maps -Xcc -fmodule-map-file=$map"
done
# shellcheck disable=SC2086
swiftc -O -parse-as-library -sanitize=fuzzer -swift-version 6 -I $out/release/Modules \
  $maps "Fuzz/${name}Fuzzer.swift" $objects -lyaml -lsqlite3 -lstdc++ -o "$out/${name}Fuzzer"
mkdir -p $out/crashes "$out/corpus-$name"
Fuzz/cpu-time.py "${FUZZ_SECONDS:-600}" "$out/${name}Fuzzer" -artifact_prefix=$out/crashes/ "$@" "$out/corpus-$name" \
  "Fuzz/seeds/$(echo "$name" | tr '[:upper:]' '[:lower:]')"
