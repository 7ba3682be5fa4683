#!/usr/bin/env bash
# PostgreSQL for development and tests: one private cluster per data directory, on 127.0.0.1 and a socket in that directory.
#
#   build/postgres.sh start DIR   create, adopt or restart the cluster in DIR; prints its connection string
#   build/postgres.sh stop DIR    stop it (fast; immediate after STOP_SECONDS, default 60: nothing acknowledged is lost)
#   build/postgres.sh crash DIR   stop it as a power cut would
#
# SOCKET=off: the network alone, as if the database were elsewhere. TEST=1 does that and takes less memory; with it FSYNC=off
# gives up durability for speed. POSTGRES_LOG names the server's log (DIR.log).
# The server stays in the caller's process group, except with OWN_SESSION=1. DIR/port and DIR/password remember the rest.
# Started by root, the server runs as the owner of DIR, else as postgres or nobody. Where that user cannot reach DIR (a
# clone under /root), the files live under /var/lib/retailorleans and DIR is a symbolic link to them.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/common.sh"

say() { printf 'postgres: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# --- Binaries ---------------------------------------------------------------------------------------------------------

# The directory of the binaries: of the cluster's own major version ($1), or, for a new one (no $1), any from 15 on.
find_binaries() {
  local wanted=${1:-} candidate major on_path
  on_path=$(command -v postgres || true)
  while read -r candidate; do
    [[ -x $candidate/initdb && -x $candidate/psql ]] || continue
    major=$("$candidate/postgres" --version | sed -n 's/^postgres (PostgreSQL) \([0-9]*\).*/\1/p')
    if [[ -n $wanted && $major == "$wanted" ]] || [[ -z $wanted && ${major:-0} -ge 15 ]]; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done < <([[ -z $on_path ]] || dirname "$(readlink -f "$on_path")"; printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr)
  return 1
}

locate_binaries() {
  local wanted=''
  if [[ -f $dir/PG_VERSION ]]; then wanted=$(<"$dir/PG_VERSION"); fi
  bin=$(find_binaries "$wanted") && return 0
  if [[ -n $wanted ]]; then
    die "$dir was made by PostgreSQL $wanted, which is not installed (looked in PATH and /usr/lib/postgresql/*/bin)." \
        "Install that version, or start with another data directory."
  fi
  apt_install_postgresql || true
  bin=$(find_binaries) || die "PostgreSQL 15 or newer was not found in PATH or /usr/lib/postgresql/*/bin." \
    "Install it (sudo apt-get install postgresql), or name a database in ConnectionStrings__Postgres."
}

# --- The user that the server runs as -----------------------------------------------------------------------------------

# PostgreSQL refuses to run as root.
choose_user() {
  as_user=()
  user=$(id -un)
  is_root || return 0
  user=$(stat -L -c %U "$dir" 2>/dev/null || true)
  if [[ -z $user || $user == root || $user == UNKNOWN ]]; then
    user=nobody
    if id postgres >/dev/null 2>&1; then user=postgres; fi
  fi
  as_user=(setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups --)
}

own() { [[ ${#as_user[@]} -eq 0 ]] || chown -R "$user:" "$@"; }

# --- The server's process ------------------------------------------------------------------------------------------------

# Every server process of this data directory: each has it as its working directory, however it was started.
processes() {
  local pattern link pid
  pattern=$(printf '%s' "$real" | sed 's/[][*?\\]/\\&/g')
  while read -r link; do
    pid=${link#/proc/}; pid=${pid%/cwd}
    if [[ $(cat "/proc/$pid/comm" 2>/dev/null) == postgres ]]; then printf '%s\n' "$pid"; fi
  done < <(find /proc -maxdepth 2 -path '/proc/[0-9]*/cwd' -lname "$pattern" 2>/dev/null)
  return 0
}

# The postmaster's pid, where it really serves this directory; a pid file alone may be left from a crash, its number reused.
postmaster() {
  local pid
  read -r pid 2>/dev/null < "$real/postmaster.pid" || return 1
  [[ $(readlink "/proc/$pid/cwd" 2>/dev/null) == "$real" && $(cat "/proc/$pid/comm" 2>/dev/null) == postgres ]] || return 1
  printf '%s\n' "$pid"
}

wait_until_gone() { # SECONDS
  local deadline=$((SECONDS + $1))
  while [[ -n $(processes) ]]; do
    (( SECONDS < deadline )) || return 1
    sleep 0.1
  done
}

# After a kill -9 of the postmaster its children leave by themselves; the data must not be opened again before.
clear_stale_pid_file() {
  [[ -e $real/postmaster.pid ]] || return 0
  if ! wait_until_gone 10; then
    say "ending server processes that outlived their postmaster"
    processes | xargs -r kill -QUIT 2>/dev/null || true
    wait_until_gone 10 || die "server processes still use $real: $(processes | tr '\n' ' ')"
  fi
  rm -f "$real/postmaster.pid"
}

# --- Making a cluster ----------------------------------------------------------------------------------------------------

# Made beside its place and renamed when complete: an interrupted start leaves no half cluster.
create() {
  local parent target stage
  parent=$(dirname "$dir")
  mkdir -p "$parent"
  if [[ -L $dir ]]; then die "$dir points to $(readlink "$dir"), which is missing. Restore it, or remove the link to begin anew."; fi
  if [[ -d $dir && -n $(ls -A "$dir") ]]; then
    die "$dir is neither empty nor a PostgreSQL data directory. Choose another --data, or empty it."
  fi

  target=$dir
  if ! "${as_user[@]}" test -x "$parent"; then
    (umask 022; mkdir -p /var/lib/retailorleans)
    target=$(mktemp -d /var/lib/retailorleans/postgres.XXXXXX)
    say "$user may not enter $parent: the data is in $target"
  fi

  stage=$target.initdb
  rm -rf "$stage"
  mkdir -m 700 "$stage"
  (umask 077; head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n' > "$stage/password")
  own "$stage"
  say "creating a PostgreSQL $(basename "$(dirname "$bin")") cluster in $target"
  LC_ALL=C "${as_user[@]}" "$bin/initdb" -D "$stage/data" -U postgres --pwfile="$stage/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 ${TEST:+--no-sync} >"$stage/log" 2>&1 \
    || { cat "$stage/log" >&2; die "initdb failed"; }
  mv "$stage/password" "$stage/data/password"
  mv -T "$stage/data" "$target"
  rm -rf "$stage"
  if [[ $target != "$dir" ]]; then
    rmdir "$dir" 2>/dev/null || true
    ln -s "$target" "$dir"
  fi
}

sql() { # USER DATABASE SQL
  PGPASSWORD=$(<"$dir/password") PGCONNECT_TIMEOUT=5 PGOPTIONS='' \
    "$bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U "$1" -d "$2" -c "$3" </dev/null
}

# The application's role owns its database and is no superuser: row level security would not hold one.
create_role_and_database() {
  local createdb=''
  if [[ -n ${TEST:-} ]]; then createdb=createdb; fi
  if [[ -z $(sql postgres postgres "select 1 from pg_roles where rolname = 'retail'") ]]; then
    sql postgres postgres "create role retail login $createdb password '$(<"$dir/password")'"
  fi
  if [[ -z $(sql postgres postgres "select 1 from pg_database where datname = 'retail'") ]]; then
    sql postgres postgres 'create database retail owner retail'
  fi
}

# --- Commands ------------------------------------------------------------------------------------------------------------

# Where the server has a socket file: nowhere in tests, which take the network's way, or where the system allows no such name.
socket_directory() {
  if [[ -z ${TEST:-} && ${SOCKET:-on} != off && ${#real} -le 85 && $real != *[!A-Za-z0-9/._-]* ]]; then printf '%s' "$real"; fi
}

launch() {
  local options=(
    listen_addresses=127.0.0.1 port="$port" unix_socket_directories="$(socket_directory)"
    max_connections=300 timezone=UTC log_timezone=UTC
    synchronous_commit=on
  )
  if [[ -n ${TEST:-} ]]; then
    options+=(shared_buffers=128MB max_wal_size=1GB)
    if [[ ${FSYNC:-on} == off ]]; then options+=(fsync=off full_page_writes=off); fi
  else
    options+=(shared_buffers=512MB max_wal_size=8GB checkpoint_timeout=15min)
  fi

  local command=("${as_user[@]}" "$bin/postgres" -D "$real") option
  if [[ -n ${OWN_SESSION:-} ]]; then command=(setsid "${command[@]}"); fi
  for option in "${options[@]}"; do command+=(-c "$option"); done
  # Not pg_ctl: it would put the server in a session of its own. LC_ALL keeps the log's language plain.
  LC_ALL=C.UTF-8 "${command[@]}" </dev/null >>"$log" 2>&1 9>&- &
  server=$!
}

wait_until_ready() {
  local deadline=$((SECONDS + 100)) # recovery after a crash replays up to max_wal_size
  until "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" && postmaster >/dev/null; do
    alive "$server" || return 1
    (( SECONDS < deadline )) || die "the server in $real is not ready after 100 s; its log is $log"
    sleep 0.1
  done
}

start() {
  locate_binaries
  choose_user
  [[ -f $dir/PG_VERSION ]] || create
  real=$(readlink -f "$dir")
  if ! "${as_user[@]}" test -r "$real/PG_VERSION"; then
    die "$user may not read $real, the cluster's files. Let that user enter the directories above it, or choose another --data."
  fi

  local attempt
  if server=$(postmaster); then
    port=$(sed -n 4p "$real/postmaster.pid")
    wait_until_ready || die "the server in $real ended while it was adopted; start again"
  else
    clear_stale_pid_file
    for attempt in 1 2 3 4 5; do
      port=$(cat "$real/port" 2>/dev/null || true)
      if [[ -z $port ]] || ! port_is_free "$port"; then port=$(free_port); fi
      printf '%s\n' "$port" > "$real/port"
      launch
      if wait_until_ready; then break; fi
      # Somebody took the port in between, or the server said why not.
      if [[ $attempt == 5 ]] || port_is_free "$port"; then
        tail -n 15 "$log" >&2
        die "the server in $real did not start; its log is $log"
      fi
    done
    own "$real/port"
  fi

  create_role_and_database
  # Over the loopback network the end of a long answer is late by tens of milliseconds now and then, and a short one costs more.
  local host=127.0.0.1
  if [[ -n $(socket_directory) && -S $real/.s.PGSQL.$port ]]; then host=$real; fi
  printf 'Host=%s;Port=%s;Username=retail;Password=%s;Database=retail\n' "$host" "$port" "$(<"$dir/password")"
}

end_with() { # SIGNAL SECONDS
  local pid
  [[ -e $dir/PG_VERSION ]] || return 0
  real=$(readlink -f "$dir")
  if pid=$(postmaster); then
    kill "-$1" "$pid" 2>/dev/null || true
    if ! wait_until_gone "$2"; then
      say "not stopped after $2 s: stopping at once; the next start recovers from the write-ahead log"
      kill -QUIT "$pid" 2>/dev/null || true
      wait_until_gone 5 || { processes | xargs -r kill -KILL 2>/dev/null || true; }
    fi
  fi
}

[[ $# -eq 2 && $1 =~ ^(start|stop|crash)$ ]] || die "usage: build/postgres.sh start|stop|crash DIR"
mkdir -p "$(dirname "$2")"
dir=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
log=${POSTGRES_LOG:-$dir.log}
exec 9>"$dir.lock"
flock 9
cd / # the server's user need not be able to enter where we were called from

case $1 in
  start) start ;;
  stop) end_with INT "${STOP_SECONDS:-60}" ;;
  crash) end_with QUIT 5 ;;
esac
