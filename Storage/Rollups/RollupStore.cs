using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Rollups;

/// <summary>The marks of what rollups owe, and the rows that they make.</summary>
public sealed class RollupStore(NpgsqlDataSource database)
{
    /// <summary>How many shards the stores are spread over.</summary>
    public const int Shards = 4;

    internal const string FoldSql =
        """
        with taken as (
          delete from dirty_commits where ctid = any(array(select ctid from dirty_commits order by id limit $1 for update skip locked))
          returning sensor_keys, from_at, to_at)
        insert into dirty_ranges (sensor_key, from_at, to_at)
        select m.sensor_key, min(m.from_at), max(m.to_at)
        from taken cross join lateral unnest(taken.sensor_keys, taken.from_at, taken.to_at) as m (sensor_key, from_at, to_at)
        group by m.sensor_key, date_trunc('day', m.from_at, 'UTC')
        """;

    internal const string FindDirtySql =
        """
        select d.ids, coalesce(d.store_id, a.store_id, '00000000-0000-0000-0000-000000000000'), d.sensor_key,
          greatest(d.from_at, a.valid_from), least(d.to_at, a.valid_to)
        from (
          select array_agg(id order by id) as ids, sensor_key, store_id, min(from_at) as from_at, max(to_at) as to_at
          from (
            select r.* from dirty_ranges r left join sensors s on s.key = r.sensor_key
            where mod(abs(hashtext(coalesce(r.store_id, s.store_id)::text)::bigint), $1) = $2 or (r.store_id is null and s.store_id is null and $2 = 0)
            order by r.from_at desc limit $3) m
          group by sensor_key, store_id, date_trunc('day', from_at, 'UTC'), case when to_at - from_at > interval '1 day' then id end) d
        left join sensor_assignments a
          on d.store_id is null and a.sensor_key = d.sensor_key and a.valid_from < d.to_at and a.valid_to > d.from_at
        order by d.ids[1]
        """;

    /// <summary>How many commits' marks are folded at once. What is left comes with the next look.</summary>
    private const int CommitsAtOnce = 10_000;

    private static readonly string SensorsThen = SensorRows.Columns.Replace(
        "config::text", "case when v.lines is null then config else jsonb_set(config, '{lines}', v.lines) end::text", StringComparison.Ordinal);

    /// <summary>
    /// Folds what commits touched into marks, one for each sensor and UTC day, whosever they are. Commits that another rollup is folding at
    /// the moment are left to it.
    /// </summary>
    public async Task FoldCommitsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(FoldSql).With(CommitsAtOnce);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// What the marks of the newest time say of a shard's stores, each with the store that its sensor belonged to then. What a sensor owes of one day comes
    /// once, however many marks say it. What lies in several stores' time comes several times; of a
    /// sensor that is gone, with no store.
    /// </summary>
    public async Task<ImmutableArray<DirtyRange>> FindDirtyAsync(int shard, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(FindDirtySql).With((long)Shards, (long)shard, limit);
        return await command.ListAsync(
            row => new DirtyRange(
                ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<long[]>(0)), row.GetGuid(1), row.IsDBNull(2) ? null : row.GetInt32(2),
                row.GetFieldValue<DateTimeOffset>(3), row.GetFieldValue<DateTimeOffset>(4)),
            cancellationToken);
    }

    /// <summary>Takes back exactly these marks; what was marked meanwhile stays.</summary>
    public async Task DeleteMarksAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from dirty_ranges where id = any($1)");
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// The sensors that belonged to a store at some time of a stretch, deleted ones included: their history stays. With the lines that held at
    /// the start of the stretch.
    /// </summary>
    public async Task<ImmutableArray<SensorSettings>> ListAssignedSensorsAsync(
        Guid storeId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            select {SensorsThen} from sensors s left join lateral (
              select lines from sensor_line_versions v where v.sensor_key = s.key and v.valid_until > $2 order by v.valid_until limit 1) v on true
            where s.key in (select sensor_key from sensor_assignments where store_id = $1 and valid_from < $3 and valid_to > $2) order by s.key
            """);
        command.Parameters.Add(new() { Value = storeId });
        command.Parameters.Add(new() { Value = from.UtcDateTime });
        command.Parameters.Add(new() { Value = to.UtcDateTime });
        return await command.ListAsync(SensorRows.Read, cancellationToken);
    }

    /// <summary>What is before <paramref name="from"/> stays owed; the rest of the mark was paid.</summary>
    public async Task ShortenMarkAsync(long id, DateTimeOffset from, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update dirty_ranges set to_at = $2 where id = $1").With(id, from.UtcDateTime);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Sums up the weeks and months of stores' days that were recomputed, and the days of their organizations. After the days, before their
    /// marks are deleted: a run that ends in between is done again.
    /// </summary>
    public async Task SumUpAsync(IReadOnlyCollection<(StoreSettings Store, DateOnly Date)> days, CancellationToken cancellationToken)
    {
        if (days.Count == 0)
        {
            return;
        }

        var byOrganization = days.Select(day => (day.Store.OrganizationId, day.Date)).Distinct().ToArray();
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select sum_periods($1, $2)")
        {
            Parameters = { new() { Value = days.Select(day => day.Store.StoreId).ToArray() }, new() { Value = days.Select(day => day.Date).ToArray() } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select sum_organization_days($1, $2)")
        {
            Parameters = { new() { Value = byOrganization.Select(day => day.OrganizationId).ToArray() }, new() { Value = byOrganization.Select(day => day.Date).ToArray() } },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Recomputes one business day and its hours, or the last of them: <paramref name="compute"/> runs under a lock of this store and day, so
    /// that of two recomputations the later one also reads later. Rows that come out the same are not written.
    /// </summary>
    public async Task ReplaceDayAsync(
        StoreSettings store, DateOnly date, DateTimeOffset from, DateTimeOffset to,
        Func<CancellationToken, Task<StoreDay>> compute, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var take = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))", connection, transaction))
        {
            take.Parameters.Add(new() { Value = $"rollup {store.StoreId} {date:O}" });
            await take.ExecuteNonQueryAsync(cancellationToken);
        }

        var day = await compute(cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                HourStatements.DeleteOthers(store, day.Since ?? from, to, day.Hours), HourStatements.Upsert(store, date, day.Hours),
                DayStatements.Delete(store, date, from, to, day.Counts), DayStatements.Upsert(store, date, from, to, day.Counts),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
