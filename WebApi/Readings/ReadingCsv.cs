using System.Globalization;
using Microsoft.AspNetCore.Http;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Readings;
using RetailOrleans.WebApi.Csv;

namespace RetailOrleans.WebApi.Readings;

/// <summary>Stored readings as CSV, with the names of the JSON.</summary>
internal static class ReadingCsv
{
    private const int Lines = 16;

    /// <param name="response">Not yet begun.</param>
    /// <param name="bom">Whether to begin with a byte order mark.</param>
    /// <param name="kind">Which.</param>
    /// <param name="pageAfter">The page behind a place; the first behind null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteAsync(
        HttpResponse response, bool bom, ReadingKind kind, Func<ReadingPlace?, Task<ReadingPage>> pageAfter, CancellationToken cancellationToken)
    {
        var page = await pageAfter(null);
        await using var csv = CsvStream.Begin(response, kind.ToString().ToLowerInvariant(), bom, Header(kind));
        while (true)
        {
            foreach (var row in page.Rows)
            {
                await csv.RowAsync(Cells(kind, row, page.Sensors[row.SensorKey]), cancellationToken);
            }

            if (page.Next is not { } next)
            {
                break;
            }

            page = await pageAfter(next);
        }

        await csv.EndAsync(cancellationToken);
    }

    private static string[] Header(ReadingKind kind) =>
    [
        "sensor_id", "timestamp", "end_time",
        .. kind switch
        {
            ReadingKind.People => Numbered(Lines, n => [$"line{n}_in", $"line{n}_out"]),
            ReadingKind.Regions => ["kind", .. Numbered(Lines, n => [$"region{n}_count"])],
            ReadingKind.Heat => ["heat_value"],
            _ => ["counter_alarm_status", .. Numbered(Lines, n => [$"region{n}_in_alarm"]), .. Numbered(Lines, n => [$"region{n}_out_alarm"])],
        },
        "received_at",
    ];

    private static IEnumerable<object?> Cells(ReadingKind kind, ReadingRow row, Guid sensorId)
    {
        int At(int index) => index < row.Counts.Length ? row.Counts[index] : 0;
        IEnumerable<object?> Bits(int mask) => Enumerable.Range(0, Lines).Select(bit => (object?)((mask >> bit) & 1));
        return
        [
            sensorId, new DateTimeOffset(row.Start), kind is not ReadingKind.Alarms && row.DurationSeconds > 0 ? new DateTimeOffset(row.End) : null,
            .. kind switch
            {
                ReadingKind.People => Enumerable.Range(0, Lines * 2).Select(place => (object?)At(place)),
                ReadingKind.Regions => [row.SubKind == (int)RegionCountKind.Visits ? "visits" : "occupancy", .. Enumerable.Range(0, Lines).Select(place => (object?)At(place))],
                ReadingKind.Heat => [row.Heat],
                _ => [At(0), .. Bits(At(1)), .. Bits(At(2))],
            },
            new DateTimeOffset(row.Start.AddSeconds(row.ReceivedAfterSeconds)),
        ];
    }

    private static IEnumerable<string> Numbered(int count, Func<string, IEnumerable<string>> names) =>
        Enumerable.Range(1, count).SelectMany(n => names(n.ToString(CultureInfo.InvariantCulture)));
}
