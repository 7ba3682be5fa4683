using System.Globalization;
using System.Text.Json;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.WebApi.Readings;

/// <summary>Stored readings in the contract's words, as they could be sent again.</summary>
internal static class ReadingJson
{
    private const int Shown = 4;

    private static readonly string[] LineNames = [.. Enumerable.Range(0, 32).Select(i => Name($"line{(i / 2) + 1}_{(i % 2 == 0 ? "in" : "out")}"))];
    private static readonly string[] RegionNames = [.. Enumerable.Range(1, 16).Select(i => Name($"region{i}_count"))];
    private static readonly string[] InAlarmNames = [.. Enumerable.Range(1, 16).Select(i => Name($"region{i}_in_alarm"))];
    private static readonly string[] OutAlarmNames = [.. Enumerable.Range(1, 16).Select(i => Name($"region{i}_out_alarm"))];

    public static void Write(Utf8JsonWriter json, ReadingKind kind, in ReadingRow row, Guid sensorId)
    {
        json.WriteStartObject();
        json.WriteString("sensor_id", sensorId);
        json.WriteString("timestamp", row.Start);
        if (kind != ReadingKind.Alarms && row.DurationSeconds > 0)
        {
            json.WriteString("end_time", row.End);
        }

        switch (kind)
        {
            case ReadingKind.People:
                WriteCounts(json, row.Counts, LineNames, Shown * 2);
                break;
            case ReadingKind.Regions:
                json.WriteString("kind", row.SubKind == (int)RegionCountKind.Visits ? "visits" : "occupancy");
                WriteCounts(json, row.Counts, RegionNames, Shown);
                break;
            case ReadingKind.Heat:
                json.WriteNumber("heat_value", row.Heat);
                break;
            default:
                json.WriteNumber("counter_alarm_status", At(row.Counts, 0));
                WriteFlags(json, At(row.Counts, 1), InAlarmNames);
                WriteFlags(json, At(row.Counts, 2), OutAlarmNames);
                break;
        }

        json.WriteString("received_at", row.Start.AddSeconds(row.ReceivedAfterSeconds));
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, int[] counts, string[] names, int least)
    {
        // Pairs stay together: a line has both its numbers or none.
        var written = Math.Max(least, names == LineNames ? (counts.Length + 1) / 2 * 2 : counts.Length);
        for (var i = 0; i < written; i++)
        {
            json.WriteNumber(names[i], At(counts, i));
        }
    }

    private static void WriteFlags(Utf8JsonWriter json, int mask, string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (i < Shown || mask >> i != 0)
            {
                json.WriteNumber(names[i], (mask >> i) & 1);
            }
        }
    }

    private static int At(int[] counts, int index) => index < counts.Length ? counts[index] : 0;

    private static string Name(FormattableString name) => name.ToString(CultureInfo.InvariantCulture);
}
