-- wrk: POST /api/sensors/data with one record each. Every request is a new bucket: a thread walks its own sensors, five minutes a round.
-- SENSORS: file with a sensor id per line. TOKEN. FROM: epoch second of the first bucket. THREADS as given to wrk. DRY=1 stores nothing.
-- DELAY_MS: each connection waits so long before each request; without it, as fast as it is answered.
local threads = 0
function setup(thread) thread:set("id", threads); threads = threads + 1 end

local function iso(t) return os.date("!%Y-%m-%dT%H:%M:%SZ", t) end

local function next_round()
  local n = at / 300 % 13
  tail = string.format(
    '","timestamp":"%s","end_time":"%s","line1_in":%d,"line1_out":%d,"line2_in":%d,"line2_out":%d,"line3_in":%d,"line3_out":%d,"line4_in":%d,"line4_out":%d}}',
    iso(at), iso(at + 300), n, (n + 3) % 13, (n + 6) % 13, (n + 9) % 13, (n + 12) % 13, (n + 2) % 13, (n + 5) % 13, (n + 8) % 13)
end

function init()
  heads = {}
  local n = 0
  for line in io.lines(os.getenv("SENSORS")) do
    if n % tonumber(os.getenv("THREADS")) == id then heads[#heads + 1] = '{"data_type":"people_counting","data":{"sensor_id":"' .. line end
    n = n + 1
  end
  at, place = tonumber(os.getenv("FROM")), 0
  path = "/api/sensors/data" .. (os.getenv("DRY") == "1" and "?dry_run=true" or "")
  headers = { ["Authorization"] = "Bearer " .. os.getenv("TOKEN"), ["Content-Type"] = "application/json" }
  next_round()
end

if os.getenv("DELAY_MS") then
  local pause = tonumber(os.getenv("DELAY_MS"))
  function delay() return pause end
end

function request()
  place = place + 1
  if place > #heads then
    place, at = 1, at + 300
    next_round()
  end
  return wrk.format("POST", path, headers, heads[place] .. tail)
end

function done(summary, latency)
  io.write(string.format("RESULT requests=%d seconds=%.3f errors=%d p50_ms=%.2f p99_ms=%.2f\n", summary.requests, summary.duration / 1e6,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
