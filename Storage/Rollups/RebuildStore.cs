using System.Collections.Immutable;
using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Rollups;

/// <summary>Ranges to be recomputed, and how far that is. A rebuild is its marks: it goes on after any failure, and is done when they are gone.</summary>
public sealed class RebuildStore(NpgsqlDataSource database)
{
    private const string Select =
        """
        select r.id, r.store_ids, r.from_date, r.to_date, r.days, r.created_at,
          (select coalesce(sum(ceil(extract(epoch from d.to_at - d.from_at) / 86400)), 0)::int from dirty_ranges d where d.rebuild_id = r.id)
        from rollup_rebuilds r where r.organization_id = $1
        """;

    /// <summary>Marks business days of stores.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="ranges">Each store's days as instants, UTC.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day, inclusive.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Rebuild> StartAsync(
        Guid organizationId, IReadOnlyList<(Guid StoreId, DateTimeOffset From, DateTimeOffset To)> ranges, DateOnly from, DateOnly to,
        CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        var stores = ranges.Select(range => range.StoreId).ToArray();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var keep = new NpgsqlCommand(
            "insert into rollup_rebuilds (organization_id, id, store_ids, from_date, to_date, days) values ($1, $2, $3, $4, $5, $6)", connection, transaction)
            .With(organizationId, id, stores, from, to, ranges.Count * (to.DayNumber - from.DayNumber + 1));
        await keep.ExecuteNonQueryAsync(cancellationToken);
        await using var mark = new NpgsqlCommand(
            """
            insert into dirty_ranges (rebuild_id, store_id, from_at, to_at)
            select $1::uuid, m.* from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) as m
            """, connection, transaction)
            .With(id, stores, ranges.Select(range => range.From.UtcDateTime).ToArray(), ranges.Select(range => range.To.UtcDateTime).ToArray());
        await mark.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (await FindAsync(organizationId, id, cancellationToken))!;
    }

    /// <summary>A rebuild of an organization; null when it has none of that id.</summary>
    public async Task<Rebuild?> FindAsync(Guid organizationId, Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Select} and r.id = $2").With(organizationId, id);
        return await command.FindAsync(Read, cancellationToken);
    }

    /// <summary>An organization's newest rebuilds.</summary>
    public async Task<ImmutableArray<Rebuild>> ListAsync(Guid organizationId, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Select} order by r.created_at desc, r.id limit $2").With(organizationId, limit);
        return await command.ListAsync(Read, cancellationToken);
    }

    /// <summary>How many days a store is owed by marks of more than a day: after changes of settings, and rebuilds.</summary>
    public async Task<int> OwedDaysAsync(Guid storeId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce(ceil(max(extract(epoch from d.to_at - d.from_at)) / 86400), 0)::int from dirty_ranges d
            where d.to_at - d.from_at > interval '1 day' and (d.store_id = $1 or d.sensor_key in (select sensor_key from sensor_assignments where store_id = $1))
            """).With(storeId);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static Rebuild Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetFieldValue<Guid[]>(1), row.GetFieldValue<DateOnly>(2), row.GetFieldValue<DateOnly>(3), row.GetInt32(4), row.GetInt32(6), row.GetDateTime(5));
}
