#!/usr/bin/env bash
# Starts a server that speaks MongoDB's protocol, with transactions, for tests: on a private port and with a temporary data folder.
#
#   scripts/mongodb.sh start FOLDER    # prints the server's address; FOLDER is made
#   scripts/mongodb.sh stop FOLDER     # stops the server and removes FOLDER
#
# TRANSACTION_SECONDS is how long the server keeps a transaction whose program is gone: a minute by default, as MongoDB's
# transactionLifetimeLimitSeconds.
#
# It is SecantusDB from PyPI, since Debian has no MongoDB; it is kept in ${XDG_CACHE_HOME:-~/.cache}/hatmax.
set -euo pipefail

version=0.7.0b3
action=${1:?start or stop} folder=${2:?a folder}
environment=${XDG_CACHE_HOME:-$HOME/.cache}/hatmax/secantusdb-$version
# What secantusd-py runs, which has no option for the lifetime of transactions.
server='import os, sys
from secantus.cli import main
from secantus.server import SecantusDBServer
SecantusDBServer.__init__.__kwdefaults__["transaction_lifetime_seconds"] = float(os.environ.get("TRANSACTION_SECONDS", 60))
sys.exit(main())'
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

install_server() {
  [ -e "$environment/.complete" ] && return
  echo "mongodb: installing SecantusDB $version from PyPI" >&2
  if ! python3 -c 'import ensurepip' 2>/dev/null; then
    as_root apt-get -qq update >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends python3-venv >&2
  fi
  python3 -m venv --clear "$environment"
  "$environment/bin/pip" install --quiet --disable-pip-version-check "secantusdb==$version" >&2
  touch "$environment/.complete"
}

answers() { python3 -c "import socket; socket.create_connection(('127.0.0.1', $1), 1)" 2>/dev/null; }

case $action in
  start)
    mkdir -p "$(dirname "$environment")" "$folder/data"
    exec 9>"$environment.lock"
    flock 9
    install_server
    exec 9>&-
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    "$environment/bin/python3" -c "$server" --host 127.0.0.1 --port "$port" --storage-path "$folder/data" --log-level WARNING \
      >"$folder/server.log" 2>&1 </dev/null &
    echo $! >"$folder/pid"
    for _ in {1..150}; do
      if answers "$port"; then
        echo "mongodb://127.0.0.1:$port"
        exit 0
      fi
      kill -0 "$(cat "$folder/pid")" 2>/dev/null || break
      sleep 0.2
    done
    cat "$folder/server.log" >&2
    exit 1
    ;;
  stop)
    kill "$(cat "$folder/pid")"
    while kill -0 "$(cat "$folder/pid")" 2>/dev/null; do sleep 0.1; done
    rm -rf "$folder"
    ;;
  *)
    echo "usage: mongodb.sh start|stop FOLDER" >&2
    exit 2
    ;;
esac
