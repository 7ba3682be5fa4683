using System.Collections.Immutable;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Baselines;

/// <summary>Baselines of stores. What changes one marks its moment, in the same transaction, so that hours and the day follow.</summary>
public sealed class BaselineStore(NpgsqlDataSource database)
{
    internal const string ListSql =
        """
        select at, occupancy, note, set_by, set_at from occupancy_baselines
        where store_id = $1 and at >= $2 and at < $3 order by at desc limit $4
        """;

    /// <summary>Of a business day: they are to the minute, and a day has 25 hours at most.</summary>
    public const int MostOfDay = 25 * 60;

    private const string MarkSql =
        """
        insert into dirty_ranges (store_id, from_at, to_at) select store_id, at, at + interval '1 second' from changed
        returning 1
        """;

    /// <summary>The baselines in [<paramref name="from"/>, <paramref name="to"/>), newest first.</summary>
    /// <param name="storeId">Whose; the caller has found it within its scope.</param>
    /// <param name="from">UTC.</param>
    /// <param name="to">UTC, exclusive.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImmutableArray<OccupancyBaseline>> ListAsync(
        Guid storeId, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ListSql).With(storeId, from.UtcDateTime, to.UtcDateTime, limit);
        return await command.ListAsync(Read, cancellationToken);
    }

    /// <summary>Sets a baseline, or replaces the one of the same instant. The same again changes nothing.</summary>
    /// <returns>What is stored; null when the store was deleted meanwhile.</returns>
    public async Task<OccupancyBaseline?> SetAsync(
        StoreSettings store, DateTimeOffset at, int occupancy, string? note, string setBy, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
             with changed as (
               insert into occupancy_baselines as b (store_id, at, organization_id, occupancy, note, set_by)
               select s.id, $3, s.organization_id, $4, $5, $6 from stores s where s.organization_id = $1 and s.id = $2 and s.deleted_at is null
               on conflict (store_id, at) do update set occupancy = excluded.occupancy, note = excluded.note, set_by = excluded.set_by, set_at = now()
               where (b.occupancy, b.note) is distinct from (excluded.occupancy, excluded.note)
               returning store_id, at)
             {MarkSql}
             """)
            .With(store.OrganizationId, store.StoreId, at.UtcDateTime, occupancy, Sql.Text(note), setBy);
        await command.ExecuteNonQueryAsync(cancellationToken);
        var stored = await ListAsync(store.StoreId, at, at.AddTicks(TimeSpan.TicksPerMillisecond), 1, cancellationToken);
        return stored.IsEmpty ? null : stored[0];
    }

    /// <summary>Takes a baseline back.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DeleteAsync(Guid storeId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"with changed as (delete from occupancy_baselines where store_id = $1 and at = $2 returning store_id, at) {MarkSql}").With(storeId, at.UtcDateTime);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private static OccupancyBaseline Read(NpgsqlDataReader reader) => new(
        reader.GetDateTime(0), reader.GetInt32(1), reader.NullableText(2), reader.GetString(3), reader.GetDateTime(4));
}
