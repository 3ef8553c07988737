#!/bin/sh
# Prints the name of the package that a module was built in: what is `package` is seen by whoever is compiled with that name.
# scripts/package-name.sh SCRATCH_PATH MODULE
set -eu
grep -h "\"-module-name\",\"$2\"" "$1/release.yaml" | grep -o '"-package-name","[^"]*"' | head -1 | cut -d'"' -f4
