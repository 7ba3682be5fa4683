namespace RetailOrleans.Storage.Readings;

/// <summary>What rollups owe after a commit: per sensor, the extents of what was there and of what is there now, joined where they touch.</summary>
internal static class DirtyMarks
{
    /// <summary>Extents closer than this become one mark: fewer rows, and the hours between them belong to the same days anyway.</summary>
    private static readonly TimeSpan Joined = TimeSpan.FromHours(1);

    /// <summary>What a write touches: the bucket as it was and as it is. An instant counts as a second.</summary>
    public static ReadingSpan Extent(in ReadingRow? old, in ReadingRow now)
    {
        var end = old is { } before && before.End > now.End ? before.End : now.End;
        return new ReadingSpan(now.SensorKey, now.Start, end == now.Start ? end.AddSeconds(1) : end);
    }

    /// <summary>The marks of all that was touched, in place.</summary>
    public static void Join(List<ReadingSpan> touched)
    {
        touched.Sort(static (a, b) => a.SensorKey != b.SensorKey ? a.SensorKey.CompareTo(b.SensorKey) : a.From.CompareTo(b.From));
        var marks = 0;
        for (var i = 0; i < touched.Count; i++)
        {
            var extent = touched[i];
            if (marks > 0 && touched[marks - 1] is var last && last.SensorKey == extent.SensorKey && extent.From - last.To <= Joined)
            {
                touched[marks - 1] = last with { To = extent.To > last.To ? extent.To : last.To };
            }
            else
            {
                touched[marks++] = extent;
            }
        }

        touched.RemoveRange(marks, touched.Count - marks);
    }
}
