# Sourced: Debian packages, installed where they are missing and we are root.

apt_install() {
  if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
    return 1
  fi
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
  local conf=/etc/postgresql-common/createcluster.conf
  apt_install postgresql-common || return 1
  cp -p "$conf" "$conf.before"
  printf '\ncreate_main_cluster = false\n' >> "$conf"
  local result=0
  apt_install postgresql || result=1
  mv -f "$conf.before" "$conf"
  return "$result"
}
