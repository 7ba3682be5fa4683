namespace RetailOrleans.Storage.Readings;

/// <summary>A stretch of one sensor's time, half open, that a query has to look at.</summary>
internal readonly record struct ReadingSpan(int SensorKey, DateTime From, DateTime To)
{
    /// <summary>A gap longer than this starts a new span, so that two readings a year apart do not read the year between them.</summary>
    private static readonly TimeSpan MaxGap = TimeSpan.FromHours(2);

    /// <summary>The spans that cover <paramref name="sorted"/> rows (by sensor, then start).</summary>
    public static List<ReadingSpan> Covering(ReadOnlySpan<ReadingRow> sorted)
    {
        var spans = new List<ReadingSpan>();
        foreach (ref readonly var row in sorted)
        {
            var end = row.DurationSeconds == 0 ? row.Start.AddTicks(TimeSpan.TicksPerMicrosecond) : row.End;
            if (spans.Count > 0 && spans[^1] is var last && last.SensorKey == row.SensorKey && row.Start - last.To <= MaxGap)
            {
                spans[^1] = last with { To = end > last.To ? end : last.To };
            }
            else
            {
                spans.Add(new ReadingSpan(row.SensorKey, row.Start, end));
            }
        }

        return spans;
    }
}
