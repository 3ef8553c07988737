#!/usr/bin/env bash
# Gets what tests run against, where it is missing: for registries and signatures the CNCF distribution registry
# (docker-registry), skopeo, ssh-keygen, openssl and python3; for completions and manual pages zsh, fish and groff.
# Without the right to install, docker-registry and skopeo are unpacked into .cache/registry-tools, where the tests look too.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$PWD/.cache/registry-tools
declare -A packages=([docker-registry]=docker-registry [skopeo]=skopeo [ssh-keygen]=openssh-client [openssl]=openssl
  [python3]=python3 [zsh]=zsh [fish]=fish [groff]=groff-base)
missing=()
for tool in docker-registry skopeo ssh-keygen openssl python3 zsh fish groff; do
  command -v "$tool" >/dev/null || [ -x "$folder/bin/$tool" ] || missing+=("${packages[$tool]}")
done
[ ${#missing[@]} = 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "install-test-tools: no apt-get here; install ${missing[*]}, or the tests that need them are skipped" >&2
  exit 0
fi
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo -n)
if [ "${1:-}" != --unpack ] && "${as_root[@]}" true 2>/dev/null; then
  echo "install-test-tools: installing ${missing[*]}" >&2
  "${as_root[@]}" apt-get -qq update >&2
  exec "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "${missing[@]}" >&2
fi

mkdir -p "$folder/packages" "$folder/bin"
tools=()
for package in "${missing[@]}"; do
  case $package in
    docker-registry | skopeo) tools+=("$package") ;;
    *) echo "install-test-tools: install $package, or the tests that need it are skipped" >&2 ;;
  esac
done
[ ${#tools[@]} = 0 ] && exit 0
unpacked=("${tools[@]}")
# What skopeo is linked to, and its files in /etc.
for package in libgpgme11 libassuan0 libdevmapper1.02.1 golang-github-containers-common; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || unpacked+=("$package")
done
(cd "$folder/packages" && apt-get -qq download "${unpacked[@]}")
for package in "$folder"/packages/*.deb; do dpkg -x "$package" "$folder"; done
for tool in "${tools[@]}"; do
  cat > "$folder/bin/$tool" <<WRAPPER
#!/bin/sh
LD_LIBRARY_PATH="$folder/usr/lib/$(uname -m)-linux-gnu\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}" exec "$folder/usr/bin/$tool" "\$@"
WRAPPER
  chmod +x "$folder/bin/$tool"
done
