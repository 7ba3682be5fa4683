#!/usr/bin/env bash
# build/app.sh FOLDER: publishes Silo and Simulator into FOLDER (see app_folder), unless they are there.
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$repo/build/common.sh"

folder=$1
take_build_lock

if [[ ! -d $folder ]]; then
  printf 'building Silo and Simulator\n' >&2
  rm -rf "$folder.new"
  for project in Silo Simulator; do
    dotnet publish "$repo/$project" -c Release -o "$folder.new/$project" -v quiet -nologo -p:UseSharedCompilation=false >&2
  done
  mv -T "$folder.new" "$folder"
fi

# The last three builds stay, and every one that runs: programs hold their folder's lock.
ls -dt "$repo"/artifacts/app/*/ | tail -n +4 | while read -r old; do
  old=${old%/}
  [[ $old == "$folder" ]] || flock -n "$old.lock" rm -rf "$old" "$old.lock" || true
done
