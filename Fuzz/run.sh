#!/bin/sh
# Builds a fuzz target and runs it: Fuzz/run.sh YAML|Spec [libFuzzer options]. Crashes are left in .build-fuzz/crashes.
set -eu
cd "$(dirname "$0")/.."
name=$1
shift
case $name in
  YAML) module=PositionedYAML; modules="SourceDiagnostics PositionedYAML" ;;
  Spec) module=HatMaxSpec; modules="SourceDiagnostics Inflection PositionedYAML HatMaxSpec" ;;
  *) echo "usage: Fuzz/run.sh YAML|Spec [options]" >&2; exit 64 ;;
esac
out=.build-fuzz
swift build -c release --scratch-path $out --target $module -Xswiftc -sanitize=fuzzer
package=$(scripts/package-name.sh $out "$module")
objects=
for each in $modules; do objects="$objects $(find $out/release/$each.build -name '*.o')"; done
# shellcheck disable=SC2086
swiftc -O -parse-as-library -sanitize=fuzzer -swift-version 6 -package-name "$package" -I $out/release/Modules \
  -Xcc -fmodule-map-file=Sources/CLibYAML/module.modulemap "Fuzz/${name}Fuzzer.swift" $objects -lyaml -o "$out/${name}Fuzzer"
mkdir -p $out/crashes "$out/corpus-$name"
seeds=Fuzz/seeds/$(echo "$name" | tr '[:upper:]' '[:lower:]')
Fuzz/cpu-time.py "${FUZZ_SECONDS:-600}" "$out/${name}Fuzzer" -artifact_prefix=$out/crashes/ -dict=Fuzz/yaml.dict -max_len=4096 "$@" "$out/corpus-$name" "$seeds"
