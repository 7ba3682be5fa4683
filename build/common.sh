# Sourced by run, test and build/*.sh: packages, processes, ports, and the builds that ./run and ./test share.
# Needs nothing but bash, coreutils, findutils and util-linux, which every Debian has.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# The SDK needs no ICU for what we do, and a bare Debian has none.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
# No build servers: they would outlive the command that started them.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

is_root() { [[ $(id -u) -eq 0 ]]; }

# --- Packages ---------------------------------------------------------------------------------------------------------

# Installs Debian packages when we are root; fails otherwise.
apt_install() {
  if ! is_root || ! command -v apt-get >/dev/null; then return 1; fi
  printf 'installing %s\n' "$*" >&2
  # Another ./run or ./test may be installing too: wait for its lock.
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  if ! "${apt[@]}" install --no-install-recommends "$@" >&2; then
    "${apt[@]}" update >&2
    "${apt[@]}" install --no-install-recommends "$@" >&2
  fi
}

# PostgreSQL without Debian's own cluster: nothing of ours uses it, and it would take port 5432.
apt_install_postgresql() {
  local conf=/etc/postgresql-common/createcluster.conf result=0
  apt_install postgresql-common || return 1
  cp -p "$conf" "$conf.before"
  printf '\ncreate_main_cluster = false\n' >> "$conf"
  apt_install postgresql || result=1
  mv -f "$conf.before" "$conf"
  return "$result"
}

# --- Processes --------------------------------------------------------------------------------------------------------

# A process that runs; one that has ended and waits for its parent does not.
alive() {
  local stat
  { read -r stat < "/proc/$1/stat"; } 2>/dev/null && [[ ${stat##*) } != Z* ]]
}

wait_until_ended() { # PID SECONDS
  local deadline=$((SECONDS + $2))
  while alive "$1"; do
    (( SECONDS < deadline )) || return 1
    sleep 0.1
  done
}

# Runs a command, or a function, so that a signal to this script is acted upon at once and not after the command;
# the trap calls end_step.
step() {
  "$@" &
  step_pid=$!
  local result=0
  wait "$step_pid" || result=$?
  step_pid=''
  return "$result"
}

end_step() { [[ -z ${step_pid:-} ]] || end_tree "$step_pid"; }

end_tree() {
  local child
  for child in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do end_tree "$child"; done
  kill -TERM "$1" 2>/dev/null || true
}

# --- Ports ------------------------------------------------------------------------------------------------------------

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the range from which the kernel gives ports to clients; none of $AVOID_PORTS, which are promised and not yet in use.
free_port() {
  local port
  while true; do
    port=$((20000 + (((RANDOM << 15) | RANDOM) % 12000)))
    if [[ " ${AVOID_PORTS:-} " != *" $port "* ]] && port_is_free "$port"; then
      printf '%s\n' "$port"
      return
    fi
  done
}

# --- Builds -----------------------------------------------------------------------------------------------------------

# One name for the content of files: of those that find lists with the given arguments, relative to the repository.
content_hash() { # FIND-ARGUMENTS
  (cd "$repo" && find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
}

need_dotnet() {
  if ! command -v dotnet >/dev/null; then
    for folder in /usr/share/dotnet /usr/lib/dotnet "$HOME/.dotnet"; do
      if [[ -x $folder/dotnet ]]; then PATH=$folder:$PATH; return; fi
    done
    printf 'The .NET SDK 10 is needed and "dotnet" is not in PATH. Install it: https://dot.net/download\n' >&2
    return 1
  fi
}

# Programs and pages are built into folders named after their sources: a later build never touches what runs. These two
# say where those of the present sources are, or belong (nothing for a clone without a dashboard).
app_folder() {
  printf '%s/artifacts/app/%s\n' "$repo" "$(content_hash \
    Calendar Connectors Grains Grains.Interfaces Silo Simulator Storage WebApi \
    Directory.*.props global.json .editorconfig build/BannedSymbols.txt ! -path '*/bin/*' ! -path '*/obj/*')"
}

dashboard_folder() {
  [[ -f $repo/Dashboard/package.json ]] || return 0
  printf '%s/artifacts/dashboard/%s\n' "$repo" "$(content_hash \
    Dashboard docs/openapi.json ! -path 'Dashboard/node_modules/*' ! -path 'Dashboard/dist/*' ! -path 'Dashboard/test-results/*' \
    ! -path Dashboard/src/api/schema.ts)"
}

# One build at a time in a clone: intermediate files are shared.
take_build_lock() {
  mkdir -p "$repo/artifacts"
  exec 7>"$repo/artifacts/build.lock"
  flock 7
}

# Removes a data directory and the cluster in it, which lives elsewhere where its user may not enter the directory.
remove_data() { # DIR
  local cluster
  cluster=$(readlink -f "$1/postgres" 2>/dev/null || true)
  if [[ $cluster == /var/lib/retailorleans/postgres.* ]]; then rm -rf "$cluster"; fi
  rm -rf "$1"
}
