#!/usr/bin/env bash
# How soon an acknowledged reading reaches those who watch its store, and what watching costs: one silo, a durable PostgreSQL, the
# readings and the clients, all on this machine.
#
#   CLIENTS=1000 STORES=50 RATE=2000 SECONDS_EACH=40 IDLE=5000
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$repo/benchmarks/load/live-bench.sh"
live_bench live
