#!/usr/bin/env bash
# Starts a PostgreSQL server for tests, on a private port and with a temporary data folder, as a user without privileges:
#
#   scripts/postgres.sh start FOLDER    # prints the DSN of a database; FOLDER is made
#   scripts/postgres.sh stop FOLDER     # stops the server and removes FOLDER
#
# The server is Debian's; where it is missing it is installed.
set -euo pipefail

action=${1:?start or stop} folder=${2:?a folder}
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

programs() { # the folder of initdb and pg_ctl
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  if [ -z "$found" ]; then
    echo "postgres: installing the server" >&2
    as_root apt-get -qq update >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends postgresql >&2
    found=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  fi
  echo "$found"
}

# The server refuses to run as root.
unprivileged() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid postgres --regid postgres --clear-groups env HOME="$folder" "$@"
  else
    "$@"
  fi
}

bin=$(programs)
case $action in
  start)
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    cd "$folder"
    unprivileged "$bin/initdb" -D data -U tester --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >initdb.log
    unprivileged "$bin/pg_ctl" -D data -w -l server.log start -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' \
      -c max_connections=300 -c fsync=off -c synchronous_commit=off -c full_page_writes=off" >&2
    echo "postgres://tester@127.0.0.1:$port/postgres?sslmode=disable"
    ;;
  stop)
    cd "$folder"
    unprivileged "$bin/pg_ctl" -D data -m immediate stop >&2
    cd / && rm -rf "$folder"
    ;;
  *)
    echo "usage: postgres.sh start|stop FOLDER" >&2
    exit 2
    ;;
esac
