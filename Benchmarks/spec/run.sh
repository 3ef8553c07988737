#!/bin/sh
# Builds and runs the benchmark of the specification: Benchmarks/spec/run.sh [AGGREGATES [ROUNDS]].
set -eu
cd "$(dirname "$0")/../.."
out=.build-bench
swift build -c release --scratch-path $out --target HatMaxSpec
package=$(scripts/package-name.sh $out HatMaxSpec)
objects=
for each in SourceDiagnostics Inflection PositionedYAML HatMaxSpec; do objects="$objects $(find "$out/release/$each.build" -name '*.o')"; done
# shellcheck disable=SC2086
swiftc -O -parse-as-library -swift-version 6 -package-name "$package" -I $out/release/Modules \
  -Xcc -fmodule-map-file=Sources/CLibYAML/module.modulemap Benchmarks/spec/SpecBench.swift $objects -lyaml -o $out/SpecBench
$out/SpecBench "$@"
