using RetailOrleans.TestKit;

namespace RetailOrleans.WebApi.Tests.Sensors;

/// <summary>A camera in UTC that has everything, about the hour that runs.</summary>
internal static class Camera
{
    public static string Answer(string request) => Answer(request, $"Date: {TimeProvider.System.GetUtcNow():R}\r\n");

    public static string Answer(string request, string headers)
    {
        var hour = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-1);
        var slashes = $"{hour:yyyy/MM/dd HH}:00:00,{hour:yyyy/MM/dd HH}:59:59";
        return RawDevice.Ok(
            request.Contains("dw=vcalogcsv", StringComparison.Ordinal) ? $"StartTime, EndTime, Line1 - In, Line1 - Out\n{slashes},6,1\n"
            : request.Contains("alarmstatus", StringComparison.Ordinal) ? "var current_in_count='7';var current_out_count='2';var counter_alarm_status='0';"
            : request.Contains("regional", StringComparison.Ordinal) ? $"StartTime,EndTime,region1,Sum\n{slashes},3,3\n"
            : request.Contains("dw=heatmapcsv", StringComparison.Ordinal) ? $"StartTime, EndTime, Value(s)\n{slashes.Replace('/', '-')},12.5\n"
            : request.Contains("dw=spaceheatmap", StringComparison.Ordinal) ? """{"max": 90, "min": 0, "map_w": 4, "map_h": 3, "data": [{"x": 1, "y": 0, "value": 90}, {"x": 3, "y": 2, "value": 10}]}"""
            : "var count_enable='1';var startX[0]='5';var auto_reset_enable='1';var auto_reset_weekday='7';var auto_reset_hour='0';var auto_reset_min='0';var auto_reset_sec='0';",
            headers);
    }
}
