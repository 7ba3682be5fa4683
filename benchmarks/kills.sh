#!/usr/bin/env bash
# Twenty rounds in which, in the middle of a load, a silo is killed (kill -9) and PostgreSQL is stopped at once (its immediate mode) and
# started again. In the end the table must equal what was acknowledged, row by row.
set -euo pipefail
export KILLS=${KILLS:-20}
export MINUTES=${MINUTES:-$((KILLS / 2 + 3))} SHARE=${SHARE:-30}
exec "$(dirname "${BASH_SOURCE[0]}")/soak.sh"
