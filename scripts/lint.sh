#!/usr/bin/env bash
# House rules that the formatter does not know, each with its reason. Prints what breaks them; silent when all is well.
set -uo pipefail
cd "$(dirname "$0")/.."
status=0

ban() { # PATTERN REASON PATH...
  local pattern=$1 reason=$2 found
  shift 2
  found=$(grep -rnE --include='*.swift' -- "$pattern" "$@" 2>/dev/null | grep -v '// lint:') || return 0
  printf '%s\n  %s\n' "$found" "$reason"
  status=1
}

ban '(^|[^.A-Za-z ]|[^c]  *)print\("' 'say it through Console, which knows about streams, colour and --quiet' Sources
ban 'Date\(\)|Date\.now|ContinuousClock|clock_gettime' 'the same input gives the same bytes: nothing reads a clock' \
  Sources/SourceDiagnostics Sources/PositionedYAML Sources/Stencilish Sources/HatMaxSpec Sources/HatMaxGenerator/{Plan,Render}
ban 'ProcessInfo\.processInfo\.environment|getenv\(' 'only GlobalOptions reads the environment' \
  Sources/SourceDiagnostics Sources/PositionedYAML Sources/Stencilish Sources/HatMaxSpec Sources/HatMaxPacks Sources/HatMaxGenerator
ban 'import Foundation' 'Stencilish and SourceDiagnostics are useful without Foundation' Sources/SourceDiagnostics Sources/Stencilish
ban 'FileManager|fopen\(' 'files are touched in FileSystem alone, whose errors name the path' Sources/HatMaxGenerator/{Plan,Render,Operations} Sources/HatMaxSpec
ban 'as! |try! ' 'bad input never crashes' Sources
ban '\b(TODO|FIXME|XXX)\b' 'unfinished work is an issue, not a comment' Sources Tests

# What a pack's README names as shown by a test is a test that some pack generates; X stands for an aggregate.
while read -r name; do
  case $name in
    TestX*) pattern="}}${name#TestX}(t \\*testing" ;;
    Test*Route) pattern='}}Route(t \*testing' ;;
    *) pattern="func $name(t \\*testing" ;;
  esac
  if ! grep -rqe "$pattern" packs/*/templates packs/*/partials; then
    printf 'no pack generates %s\n  READMEs name tests that are there\n' "$name"
    status=1
  fi
done < <(grep -hoE '`Test[A-Za-z]+`' packs/*/README.md | tr -d '\`' | sort -u)

while read -r name; do
  if ! grep -rqe "^func (.*) $name(t \\*testing" packs/*/templates; then
    printf 'no pack generates %s\n  READMEs name tests that are there\n' "$name"
    status=1
  fi
done < <(tr '\n' ' ' <<<"$(cat packs/*/README.md)" | grep -oE '`[a-z][A-Za-z]+` of +`sqldbtest`' | cut -d'`' -f2 | sort -u)

if git ls-files | grep -E '(^|/)(Package\.resolved|go\.sum)$'; then
  echo '  resolved versions are local to a machine'
  status=1
fi
while read -r size path; do
  printf '%s has %s bytes\n  no committed file is larger than 1 MiB\n' "$path" "$size"
  status=1
done < <(git ls-files -z | xargs -0 -r stat -c '%s %n' 2>/dev/null | awk '$1 > 1048576')
exit $status
