#!/usr/bin/env bash
# build/dashboard.sh FOLDER: builds the dashboard into FOLDER (see dashboard_folder), unless it is there.
# build/dashboard.sh modules: only brings Node and the packages, for its tests.
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$repo/build/common.sh"

node_is_new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

# Node 20.19 or newer; an older one (Debian 12 has 18) can still fetch a newer one through npm.
need_node() {
  local brought=$repo/.cache/node/node_modules/node/bin
  if [[ -x $brought/node ]]; then PATH=$brought:$PATH; fi
  if node_is_new_enough; then return; fi
  if ! command -v npm >/dev/null && ! apt_install nodejs npm; then
    printf 'Node.js 20.19 or newer with npm is needed to build the dashboard. Install it: sudo apt-get install nodejs npm\n' >&2
    return 1
  fi
  if ! node_is_new_enough; then
    printf 'fetching a newer Node.js\n' >&2
    mkdir -p "$repo/.cache/node"
    npm install --prefix "$repo/.cache/node" --no-update-notifier --no-audit --no-fund --loglevel=error node@22 >&2
    PATH=$brought:$PATH
    node_is_new_enough
  fi
}

dashboard_modules() {
  local marker=$repo/Dashboard/node_modules/.installed hash
  hash=$(content_hash Dashboard/package.json Dashboard/package-lock.json)
  if [[ $(cat "$marker" 2>/dev/null) == "$hash" ]]; then return; fi
  printf 'installing the packages of the dashboard\n' >&2
  (cd "$repo/Dashboard" && npm ci --no-update-notifier --no-audit --no-fund --loglevel=error) >&2
  printf '%s\n' "$hash" > "$marker"
}

folder=$1
take_build_lock

if [[ $folder == modules ]]; then
  need_node
  dashboard_modules
elif [[ ! -d $folder ]]; then
  need_node
  dashboard_modules
  printf 'building the dashboard\n' >&2
  (cd "$repo/Dashboard" && npm run build --silent) >&2
  rm -rf "$folder.new"
  mkdir -p "$(dirname "$folder")"
  cp -r "$repo/Dashboard/dist" "$folder.new"
  mv -T "$folder.new" "$folder"
  ls -dt "$repo"/artifacts/dashboard/*/ | tail -n +6 | xargs -r rm -rf
fi
