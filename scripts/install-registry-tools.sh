#!/usr/bin/env bash
# Gets the CNCF distribution registry (docker-registry) and skopeo, which the OCI tests run against, where they are missing.
# Without the right to install, the packages are unpacked into .cache/registry-tools, where the tests look too.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$PWD/.cache/registry-tools
missing=()
for tool in docker-registry skopeo; do
  command -v "$tool" >/dev/null || [ -x "$folder/bin/$tool" ] || missing+=("$tool")
done
[ ${#missing[@]} = 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "install-registry-tools: no apt-get here; install ${missing[*]}, or the OCI tests are skipped" >&2
  exit 0
fi
if [ "$(id -u)" = 0 ] && [ "${1:-}" != --unpack ]; then
  apt-get -qq update >&2
  exec env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "${missing[@]}" >&2
fi

mkdir -p "$folder/packages" "$folder/bin"
packages=("${missing[@]}")
# What skopeo is linked to, and its files in /etc.
for package in libgpgme11 libassuan0 libdevmapper1.02.1 golang-github-containers-common; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || packages+=("$package")
done
(cd "$folder/packages" && apt-get -qq download "${packages[@]}")
for package in "$folder"/packages/*.deb; do dpkg -x "$package" "$folder"; done
for tool in "${missing[@]}"; do
  cat > "$folder/bin/$tool" <<WRAPPER
#!/bin/sh
LD_LIBRARY_PATH="$folder/usr/lib/$(uname -m)-linux-gnu\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}" exec "$folder/usr/bin/$tool" "\$@"
WRAPPER
  chmod +x "$folder/bin/$tool"
done
