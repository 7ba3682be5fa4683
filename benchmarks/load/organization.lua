-- GET the days of all stores together of the whole time from $FIRST_DAY, $DAYS of them.
local first, days = tonumber(os.getenv("FIRST_DAY")), tonumber(os.getenv("DAYS"))
local headers = { ["Authorization"] = "Bearer " .. os.getenv("TOKEN") }

request = function()
  return wrk.format("GET", string.format("/api/analytics?type=daily&group_by=organization&start_date=%s&end_date=%s",
    os.date("!%Y-%m-%d", first), os.date("!%Y-%m-%d", first + (days - 1) * 86400)), headers)
end

done = function(summary, latency)
  io.write(string.format("RESULT requests=%d failed=%d p50=%.2f p99=%.2f\n",
    summary.requests, summary.errors.status + summary.errors.timeout, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
