#!/bin/sh
# Builds a fuzz target of Stencilish and runs it: Fuzz/run-stencilish.sh Parse|Render|Check [libFuzzer options].
set -eu
cd "$(dirname "$0")/.."
name=$1
shift
# A folder of its own: the address sanitizer gives other objects than the targets without it have.
out=.build-fuzz-address
swift build -c release --scratch-path $out --target Stencilish -Xswiftc -sanitize=fuzzer,address
objects=$(find $out/release/Stencilish.build $out/release/Inflection.build $out/release/SourceDiagnostics.build -name '*.o')
# shellcheck disable=SC2086
swiftc -O -parse-as-library -sanitize=fuzzer,address -I $out/release/Modules "Fuzz/Stencilish$name.swift" $objects \
  -o "$out/Stencilish$name"
mkdir -p $out/crashes "$out/corpus-$name"
ASAN_OPTIONS=detect_leaks=0 Fuzz/cpu-time.py "${FUZZ_SECONDS:-600}" "$out/Stencilish$name" -artifact_prefix=$out/crashes/ -dict=Fuzz/stencilish.dict -max_len=3000 "$@" \
  "$out/corpus-$name" Fuzz/seeds/stencilish
