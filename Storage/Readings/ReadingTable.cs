using System.Collections.Concurrent;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>One kind's table: how its rows are found near others, written and read. Stateless.</summary>
internal abstract class ReadingTable
{
    /// <summary>In the order of <see cref="ReadingKind"/>.</summary>
    public static IReadOnlyList<ReadingTable> All { get; } = [new PeopleTable(), new RegionTable(), new HeatTable(), new AlarmTable()];

    /// <summary>No reading is longer, so that none of the day before last reaches into a span.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<(PartitionMonth Month, Statement Statement, bool ReachesBack, bool ReachesOn), string> _sql = [];

    private enum Statement : byte
    {
        Near,
        Insert,
        InsertFree,
        TryInsert,
        TryInsertFree,
        Update,
    }

    public abstract ReadingKind Kind { get; }

    public abstract string Name { get; }

    /// <summary>What a row is read from, after sensor_key and start_at.</summary>
    public abstract string Columns { get; }

    /// <summary>The length of a row's interval, in SQL.</summary>
    public virtual string Extent => "make_interval(secs => duration_s)";

    /// <summary>The sub-kind of a row, in SQL.</summary>
    public virtual string SubKind => "0";

    /// <summary>Inserts rows into a partition.</summary>
    protected abstract string InsertSql(string partition);

    /// <summary>Replaces rows of a partition.</summary>
    protected abstract string UpdateSql(string partition);

    public abstract ReadingRow Read(NpgsqlDataReader reader);

    /// <summary>All rows that start within the spans, and for each span the one of each series that starts last before it.</summary>
    public NpgsqlBatchCommand FindNear(IReadOnlyCollection<ReadingSpan> spans) => LookUp(NearSql([(Name, true, true)]), spans);

    /// <summary>
    /// The same for spans that begin within one month, from its partition and, where a span reaches over its ends, from those beside it.
    /// Named partitions are planned once; through the parent every one there is would be planned, locked and pruned for each commit.
    /// </summary>
    public NpgsqlBatchCommand FindNear(PartitionMonth month, IReadOnlyCollection<ReadingSpan> spans)
    {
        bool reachesBack = false, reachesOn = false;
        var (back, on) = (month.Start.Add(Longest), month.Next.Start);
        foreach (var span in spans)
        {
            reachesBack |= span.From < back;
            reachesOn |= span.To > on;
        }

        return LookUp(Cached((month, Statement.Near, reachesBack, reachesOn)), spans);
    }

    /// <summary>Inserts rows of one month. Fails, and undoes its whole transaction, when the bucket of one is taken.</summary>
    public NpgsqlBatchCommand Insert(PartitionMonth month, ReadOnlySpan<ReadingRow> rows) => Write((month, Statement.Insert, false, false), rows);

    /// <summary>
    /// The same as a COPY, for so many rows that it is cheaper than <see cref="Insert"/>; null when they are too few or the kind is written by
    /// statements alone.
    /// </summary>
    public virtual RowCopy? Copy(PartitionMonth month, ReadingRow[] rows) => null;

    /// <summary>
    /// Inserts those rows of one month whose bucket is free, and answers sensor_key, start_at and sub-kind of each. One that is missing was
    /// inserted by somebody else since it was looked up. Costs the database half as much again as <see cref="Insert"/>.
    /// </summary>
    public NpgsqlBatchCommand InsertFree(PartitionMonth month, ReadOnlySpan<ReadingRow> rows) => Write((month, Statement.InsertFree, false, false), rows);

    /// <summary>Whether <see cref="TryInsert"/> is there for this kind.</summary>
    public virtual bool CanTry => false;

    /// <summary>
    /// Inserts those rows of one month that no stored one is in the way of, marks what they touch for the rollups, and answers the keys of
    /// each: look-up, write and mark in one statement. For rows that are <see cref="IsWithin"/> the month, at most one of each sensor. Fails,
    /// and undoes its whole transaction, when somebody else takes the bucket of one at this moment.
    /// </summary>
    public NpgsqlBatchCommand TryInsert(PartitionMonth month, ReadOnlySpan<ReadingRow> rows) => Write((month, Statement.TryInsert, false, false), rows);

    /// <summary>The same that leaves out what somebody else was faster with; at a higher price, as of <see cref="InsertFree"/>.</summary>
    public NpgsqlBatchCommand TryInsertFree(PartitionMonth month, ReadOnlySpan<ReadingRow> rows) => Write((month, Statement.TryInsertFree, false, false), rows);

    /// <summary>Whether all that could be in the way of a row lies in the partition of its month.</summary>
    public static bool IsWithin(PartitionMonth month, in ReadingRow row) => row.Start - Longest >= month.Start && row.End <= month.Next.Start;

    /// <summary>Replaces rows of one month.</summary>
    public NpgsqlBatchCommand Update(PartitionMonth month, ReadOnlySpan<ReadingRow> rows) => Write((month, Statement.Update, false, false), rows);

    /// <summary>How many series of buckets a sensor has; each has its own sub-kind, from 0.</summary>
    protected virtual int SeriesCount => 1;

    protected abstract void AddParameters(NpgsqlParameterCollection parameters, ReadOnlySpan<ReadingRow> rows);

    private NpgsqlBatchCommand Write((PartitionMonth, Statement, bool, bool) statement, ReadOnlySpan<ReadingRow> rows)
    {
        var command = new NpgsqlBatchCommand(Cached(statement));
        AddParameters(command.Parameters, rows);
        return command;
    }

    private static NpgsqlBatchCommand LookUp(string sql, IReadOnlyCollection<ReadingSpan> spans)
    {
        var (keys, from, to) = (new int[spans.Count], new DateTime[spans.Count], new DateTime[spans.Count]);
        var i = 0;
        foreach (var span in spans)
        {
            (keys[i], from[i], to[i]) = (span.SensorKey, span.From, span.To);
            i++;
        }

        return new NpgsqlBatchCommand(sql)
        {
            Parameters =
            {
                new NpgsqlParameter<int[]> { TypedValue = keys },
                new NpgsqlParameter<DateTime[]> { TypedValue = from },
                new NpgsqlParameter<DateTime[]> { TypedValue = to },
            },
        };
    }

    /// <summary>One text per month and statement, as a prepared statement is found by its text.</summary>
    private string Cached((PartitionMonth Month, Statement Statement, bool ReachesBack, bool ReachesOn) statement) =>
        _sql.GetOrAdd(statement, static (key, table) => key.Statement switch
        {
            Statement.Insert => table.InsertSql(key.Month.PartitionOf(table.Name)),
            Statement.InsertFree => $"{table.InsertSql(key.Month.PartitionOf(table.Name))}\non conflict do nothing returning sensor_key, start_at, {table.SubKind}",
            Statement.TryInsert => table.TryInsertSql(key.Month.PartitionOf(table.Name), ""),
            Statement.TryInsertFree => table.TryInsertSql(key.Month.PartitionOf(table.Name), "on conflict do nothing"),
            Statement.Update => table.UpdateSql(key.Month.PartitionOf(table.Name)),
            _ => table.NearSql(Sources(key.Month, key.ReachesBack, key.ReachesOn, table.Name)),
        }, this);

    /// <summary>Stored rows do not overlap each other, so only the last one that starts before a row's end can be in its way.</summary>
    private string TryInsertSql(string partition, string onConflict) => $"""
        with fitting as (
          {InsertSql(partition)}
          where not exists (
            select from (
              select start_at + {Extent} as end_at from {partition} o where o.sensor_key = r.sensor_key and o.start_at < r.start_at + make_interval(secs => r.duration_s)
              order by o.start_at desc limit 1) before
            where before.end_at > r.start_at)
          {onConflict} returning sensor_key, start_at, {SubKind} as sub_kind, duration_s),
        marks as (
          insert into dirty_commits (sensor_keys, from_at, to_at)
          select array_agg(sensor_key), array_agg(start_at), array_agg(start_at + make_interval(secs => duration_s)) from fitting having count(*) > 0)
        select sensor_key, start_at, sub_kind from fitting
        """;

    private static IEnumerable<(string Source, bool Before, bool Within)> Sources(PartitionMonth month, bool reachesBack, bool reachesOn, string table)
    {
        if (reachesBack)
        {
            yield return (month.Previous.PartitionOf(table), true, false);
        }

        yield return (month.PartitionOf(table), true, true);
        if (reachesOn)
        {
            yield return (month.Next.PartitionOf(table), false, true);
        }
    }

    private string NearSql(IEnumerable<(string Source, bool Before, bool Within)> sources) => $"""
        select p.* from unnest($1::int[], $2::timestamptz[], $3::timestamptz[]) as s (sensor_key, from_at, to_at)
        cross join lateral (
          {string.Join("\n  union all\n  ", sources.SelectMany(Branches))}) p
        """;

    private IEnumerable<string> Branches((string Source, bool Before, bool Within) from)
    {
        for (var subKind = 0; from.Before && subKind < SeriesCount; subKind++)
        {
            yield return $"""
                (select sensor_key, start_at, {Columns} from {from.Source} r
                    where r.sensor_key = s.sensor_key and r.start_at < s.from_at and r.start_at >= s.from_at - interval '24 hours' and {SubKind} = {subKind}
                    order by r.start_at desc limit 1)
                """;
        }

        if (from.Within)
        {
            yield return $"""
                (select sensor_key, start_at, {Columns} from {from.Source} r
                    where r.sensor_key = s.sensor_key and r.start_at >= s.from_at and r.start_at < s.to_at)
                """;
        }
    }

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
