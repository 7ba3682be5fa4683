using RetailOrleans.TestKit;

namespace RetailOrleans.E2E.Fixture;

/// <summary>A camera on loopback that counts and has a heat picture, and nothing else.</summary>
internal static class HeatCamera
{
    public static string Answer(string request)
    {
        var now = TimeProvider.System.GetUtcNow();
        var hour = now.UtcDateTime.AddSeconds(-1);
        return RawDevice.Ok(
            request.Contains("dw=vcalogcsv", StringComparison.Ordinal) ? $"StartTime, EndTime, Line1 - In, Line1 - Out\n{hour:yyyy/MM/dd HH}:00:00,{hour:yyyy/MM/dd HH}:59:59,6,1\n"
            : request.Contains("alarmstatus", StringComparison.Ordinal) ? "var current_in_count='7';var current_out_count='2';var counter_alarm_status='0';"
            : request.Contains("regional", StringComparison.Ordinal) ? "StartTime,EndTime,region1,Sum\n"
            : request.Contains("dw=heatmapcsv", StringComparison.Ordinal) ? "StartTime, EndTime, Value(s)\n"
            : request.Contains("dw=spaceheatmap", StringComparison.Ordinal) ? """{"max": 90, "min": 0, "map_w": 4, "map_h": 3, "data": [{"x": 1, "y": 0, "value": 90}, {"x": 3, "y": 2, "value": 10}]}"""
            : "var count_enable='1';var startX[0]='5';var auto_reset_enable='1';var auto_reset_weekday='7';var auto_reset_hour='0';var auto_reset_min='0';var auto_reset_sec='0';",
            $"Date: {now:R}\r\n");
    }
}
