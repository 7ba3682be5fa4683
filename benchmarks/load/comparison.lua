-- GET comparison of all stores over a year that begins on a random day of $FIRST_DAY .. $FIRST_DAY + $DAYS.
local first, days = tonumber(os.getenv("FIRST_DAY")), tonumber(os.getenv("DAYS"))
local headers = { ["Authorization"] = "Bearer " .. os.getenv("TOKEN") }
math.randomseed(os.time())

request = function()
  local from = first + math.random(366, days - 366) * 86400
  return wrk.format("GET", string.format("/api/analytics?type=comparison&stores=all&granularity=month&start_date=%s&end_date=%s",
    os.date("!%Y-%m-%d", from), os.date("!%Y-%m-%d", from + 364 * 86400)), headers)
end

done = function(summary, latency)
  io.write(string.format("RESULT requests=%d failed=%d p50=%.2f p99=%.2f\n",
    summary.requests, summary.errors.status + summary.errors.timeout, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
