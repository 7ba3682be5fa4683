namespace RetailOrleans.Storage.Readings;

/// <summary>What rollups owe after a commit: per sensor, the extents of what was there and of what is there now, joined where they touch.</summary>
internal static class DirtyMarks
{
    /// <summary>Extents closer than this become one mark: fewer rows, and the hours between them belong to the same days anyway.</summary>
    private static readonly TimeSpan Joined = TimeSpan.FromHours(1);

    public static List<ReadingSpan> Of(IEnumerable<(ReadingRow? Old, ReadingRow New)> written)
    {
        var marks = new List<ReadingSpan>();
        foreach (var (old, now) in written.OrderBy(w => w.New.SensorKey).ThenBy(w => w.New.Start))
        {
            var end = old is { } before && before.End > now.End ? before.End : now.End;
            if (end == now.Start)
            {
                end = end.AddSeconds(1);
            }

            if (marks.Count > 0 && marks[^1] is var last && last.SensorKey == now.SensorKey && now.Start - last.To <= Joined)
            {
                marks[^1] = last with { To = end > last.To ? end : last.To };
            }
            else
            {
                marks.Add(new ReadingSpan(now.SensorKey, now.Start, end));
            }
        }

        return marks;
    }
}
