using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>One kind's table: how its rows are found near others, written and read. Stateless.</summary>
internal abstract class ReadingTable
{
    /// <summary>In the order of <see cref="ReadingKind"/>.</summary>
    public static IReadOnlyList<ReadingTable> All { get; } = [new PeopleTable(), new RegionTable(), new HeatTable(), new AlarmTable()];

    public abstract ReadingKind Kind { get; }

    public abstract string Name { get; }

    /// <summary>What a row is read from, after sensor_key and start_at.</summary>
    public abstract string Columns { get; }

    /// <summary>The length of a row's interval, in SQL.</summary>
    public virtual string Extent => "make_interval(secs => duration_s)";

    /// <summary>The sub-kind of a row, in SQL.</summary>
    public virtual string SubKind => "0";

    /// <summary>
    /// Inserts rows whose bucket is free; answers sensor_key, start_at and sub-kind of those it inserted. One that is missing was
    /// inserted by somebody else since it was looked up.
    /// </summary>
    protected abstract string InsertSql { get; }

    /// <summary>
    /// Replaces rows; answers sensor_key, start_at and sub-kind of those it found. The last two parameters bound the starts, so that
    /// only their partitions are looked at.
    /// </summary>
    protected abstract string UpdateSql { get; }

    public abstract ReadingRow Read(NpgsqlDataReader reader);

    /// <summary>All rows that start within the spans, and for each span the one of each series that starts last before it.</summary>
    public NpgsqlBatchCommand FindNear(IReadOnlyList<ReadingSpan> spans) => new($"""
        select p.* from unnest($1::int[], $2::timestamptz[], $3::timestamptz[]) as s (sensor_key, from_at, to_at)
        cross join lateral (
          {string.Concat(Enumerable.Range(0, SeriesCount).Select(Predecessor))}
          (select sensor_key, start_at, {Columns} from {Name} r
            where r.sensor_key = s.sensor_key and r.start_at >= s.from_at and r.start_at < s.to_at)) p
        """)
    {
        Parameters =
        {
            new() { Value = spans.Select(s => s.SensorKey).ToArray() },
            new() { Value = spans.Select(s => s.From).ToArray() },
            new() { Value = spans.Select(s => s.To).ToArray() },
        },
    };

    private string Predecessor(int subKind) => $"""
          (select sensor_key, start_at, {Columns} from {Name} r
            where r.sensor_key = s.sensor_key and r.start_at < s.from_at and r.start_at >= s.from_at - interval '24 hours' and {SubKind} = {subKind}
            order by r.start_at desc limit 1)
          union all

        """;

    public NpgsqlBatchCommand Insert(ReadOnlySpan<ReadingRow> rows)
    {
        var command = new NpgsqlBatchCommand(InsertSql);
        AddParameters(command.Parameters, rows);
        return command;
    }

    public NpgsqlBatchCommand Update(ReadOnlySpan<ReadingRow> rows)
    {
        var command = new NpgsqlBatchCommand(UpdateSql);
        AddParameters(command.Parameters, rows);
        var (first, last) = (rows[0].Start, rows[0].Start);
        foreach (ref readonly var row in rows)
        {
            first = row.Start < first ? row.Start : first;
            last = row.Start > last ? row.Start : last;
        }

        command.Parameters.Add(new() { Value = first });
        command.Parameters.Add(new() { Value = last });
        return command;
    }

    /// <summary>How many series of buckets a sensor has; each has its own sub-kind, from 0.</summary>
    protected virtual int SeriesCount => 1;

    protected abstract void AddParameters(NpgsqlParameterCollection parameters, ReadOnlySpan<ReadingRow> rows);

    protected static NpgsqlParameter Column<T>(ReadOnlySpan<ReadingRow> rows, Func<ReadingRow, T> value)
    {
        var values = new T[rows.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return new NpgsqlParameter<T[]> { TypedValue = values };
    }

    protected static NpgsqlParameter Instants(ReadOnlySpan<ReadingRow> rows) => Column(rows, static r => r.Start);

    protected static int CountAt(int[] counts, int index) => index < counts.Length ? counts[index] : 0;

    /// <summary>
    /// The counts beyond <paramref name="from"/> as an array literal, empty when there are none. unnest would flatten an array of arrays.
    /// </summary>
    protected static string Rest(int[] counts, int from) =>
        counts.Length <= from ? "" : $"{{{string.Join(',', counts.Skip(from))}}}";

    /// <summary>Counts from fixed columns (null = 0) and the array of the rest, without trailing zeros.</summary>
    protected static int[] ReadCounts(NpgsqlDataReader reader, int firstColumn, int fixedColumns)
    {
        var rest = reader.IsDBNull(firstColumn + fixedColumns) ? [] : reader.GetFieldValue<int[]>(firstColumn + fixedColumns);
        Span<int> counts = stackalloc int[fixedColumns + rest.Length];
        for (var i = 0; i < fixedColumns; i++)
        {
            counts[i] = reader.IsDBNull(firstColumn + i) ? 0 : reader.GetInt32(firstColumn + i);
        }

        rest.CopyTo(counts[fixedColumns..]);
        return counts.TrimEnd(0).ToArray();
    }
}
