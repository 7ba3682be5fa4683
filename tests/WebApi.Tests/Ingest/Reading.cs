using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RetailOrleans.WebApi.Tests.Ingest;

/// <summary>Bodies of posted readings.</summary>
internal static partial class Reading
{
    /// <summary>A full hour yesterday, or an offset from it.</summary>
    public static DateTimeOffset Yesterday(int seconds = 0)
    {
        var then = TimeProvider.System.GetUtcNow().AddDays(-1);
        return then.AddTicks(-(then.Ticks % TimeSpan.TicksPerHour)).AddSeconds(seconds);
    }

    public static string Iso(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string People(Guid sensorId, DateTimeOffset start, int entered, int left = 0, int seconds = 300) => $$"""
        {"sensor_id": "{{sensorId}}", "timestamp": "{{Iso(start)}}", "end_time": "{{Iso(start.AddSeconds(seconds))}}", "line1_in": {{entered}}, "line1_out": {{left}}}
        """;

    /// <summary>A body of several records; of one, without an array.</summary>
    public static string Data(string dataType, params string[] records) => $$"""
        {"data_type": "{{dataType}}", "data": {{(records.Length == 1 ? records[0] : $"[{string.Join(", ", records)}]")}}}
        """;

    public static string Bulk(Guid sensorId, params (string DataType, string[] Records)[] batches) => $$"""
        {"sensor_id": "{{sensorId}}", "data_batches": [{{string.Join(", ", batches.Select(batch => $$"""{"data_type": "{{batch.DataType}}", "records": [{{string.Join(", ", batch.Records)}}]}"""))}}]}
        """;

    /// <summary>A template's <c>{sensor}</c> and <c>{t+300}</c>: the instant that many seconds after a full hour yesterday.</summary>
    public static string Fill(string template, Guid sensorId) => Instant().Replace(
        template.Replace("{sensor}", $"{sensorId}", StringComparison.Ordinal),
        match => Iso(Yesterday(match.Groups[1].Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0)));

    /// <summary>Inserted, updated, unchanged.</summary>
    public static (int Inserted, int Updated, int Unchanged) TallyOf(JsonElement json) =>
        (json.GetProperty("inserted").GetInt32(), json.GetProperty("updated").GetInt32(), json.GetProperty("unchanged").GetInt32());

    [GeneratedRegex(@"\{t(?:\+(-?\d+))?\}")]
    private static partial Regex Instant();
}
