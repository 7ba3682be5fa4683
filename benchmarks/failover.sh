#!/usr/bin/env bash
# For how long the watchers of stores are without news when the silo that holds these stores is killed (kill -9), hangs (SIGSTOP) or
# stops (SIGTERM), in clusters of two and three; and whether a silo is given up only because all processors are busy.
#
#   SILOS="2 3" FAULTS="kill hang term" ROUNDS=2 STORES=40   BUSY_SECONDS=0: so many seconds of busy processors
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$repo/benchmarks/load/live-bench.sh"
live_bench failover
