using System.Collections.Immutable;
using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Rollups;

/// <summary>Hours and days as people page through them: newest first, of some stores or of one sensor.</summary>
public sealed class RollupListing(NpgsqlDataSource database)
{
    /// <summary>Totals are counted up to here.</summary>
    public const int MaxTotal = 100_000;

    // Each store gives its own newest rows by the key; the newest of those are the page.
    internal const string HoursSql =
        $"""
         select p.* from unnest($1::uuid[]) as k (id) cross join lateral (
           select store_id, sensor_key, hour_start, hour_end, {RollupRows.Totals} from hourly_rollups h
           where h.store_id = k.id and h.sensor_key = $2 and h.hour_start >= $3 and h.hour_start < $4 and h.hour_start <= $5
             and (h.hour_start, h.store_id) < ($5, $6)
           order by h.hour_start desc limit $7) p
         order by p.hour_start desc, p.store_id desc limit $7 offset $8
         """;

    private const string DaysSql =
        $"""
         select p.* from unnest($1::uuid[]) as k (id) cross join lateral (
           select store_id, business_date, day_start, day_end, {RollupRows.Totals}, counted_minutes, peak_hour, business_hours_entries,
             transactions, revenue, currency
           from daily_rollups d
           where d.store_id = k.id and d.business_date >= $2 and d.business_date <= $3 and d.business_date <= $4
             and (d.business_date, d.store_id) < ($4, $5)
           order by d.business_date desc limit $6) p
         order by p.business_date desc, p.store_id desc limit $6 offset $7
         """;

    /// <summary>A page of hours of stores (sensor key 0), or of a sensor in one store; with the number of all of them.</summary>
    public async Task<(ImmutableArray<(Guid StoreId, HourRow Row)> Rows, long Total)> ListHoursAsync(
        IReadOnlyCollection<Guid> storeIds, int sensorKey, DateTimeOffset from, DateTimeOffset to, int limit, int offset, RollupPlace? after,
        CancellationToken cancellationToken)
    {
        var stores = storeIds.ToArray();
        await using var list = database.CreateCommand(HoursSql).With(
            stores, sensorKey, from.UtcDateTime, to.UtcDateTime, after?.At ?? DateTime.MaxValue, after?.StoreId ?? Guid.AllBitsSet, limit, offset);
        var rows = await list.ListAsync(
            row => (row.GetGuid(0), RollupRows.ReadTotals(row, row.GetInt32(1), row.GetDateTime(2), row.GetDateTime(3), 4)), cancellationToken);
        await using var count = database.CreateCommand(
            "select count(*) from (select from hourly_rollups where store_id = any($1) and sensor_key = $2 and hour_start >= $3 and hour_start < $4 limit $5) c")
            .With(stores, sensorKey, from.UtcDateTime, to.UtcDateTime, MaxTotal);
        return (rows, (long)(await count.ExecuteScalarAsync(cancellationToken))!);
    }

    /// <summary>A page of business days of stores; with the number of all of them.</summary>
    public async Task<(ImmutableArray<DayRow> Rows, long Total)> ListDaysAsync(
        IReadOnlyCollection<Guid> storeIds, DateOnly first, DateOnly last, int limit, int offset, RollupPlace? after, CancellationToken cancellationToken)
    {
        var stores = storeIds.ToArray();
        var before = after is null ? DateOnly.MaxValue : DateOnly.FromDateTime(after.At);
        await using var list = database.CreateCommand(DaysSql).With(stores, first, last, before, after?.StoreId ?? Guid.AllBitsSet, limit, offset);
        var rows = await list.ListAsync(DayQueries.Read, cancellationToken);
        await using var count = database.CreateCommand(
            "select count(*) from (select from daily_rollups where store_id = any($1) and business_date >= $2 and business_date <= $3 limit $4) c")
            .With(stores, first, last, MaxTotal);
        return (rows, (long)(await count.ExecuteScalarAsync(cancellationToken))!);
    }
}
