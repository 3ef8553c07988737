#!/usr/bin/env bash
# Installs the system libraries that HatMax is built on, where they are missing (Debian and its relatives; a list elsewhere).
set -euo pipefail

packages=(libyaml-dev libarchive-dev libsqlite3-dev)
tools=(curl git make)

if ! command -v dpkg-query >/dev/null; then
  echo "install-libraries: this is no Debian machine; HatMax needs libyaml, libarchive and SQLite with their headers" >&2
  exit 0
fi
missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
for tool in "${tools[@]}"; do command -v "$tool" >/dev/null || missing+=("$tool"); done
[ ${#missing[@]} = 0 ] && exit 0

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
echo "install-libraries: installing ${missing[*]}" >&2
as_root apt-get -qq update >&2
as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "${missing[@]}" >&2
