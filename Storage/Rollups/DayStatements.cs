using Npgsql;
using NpgsqlTypes;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Rollups;

/// <summary>How the row of a business day is replaced. Sales are summed here, because money is exact in the database.</summary>
internal static class DayStatements
{
    /// <summary>A day on which nothing was counted and nothing sold has no row.</summary>
    public static NpgsqlBatchCommand Delete(StoreSettings store, DateOnly date, DateTimeOffset from, DateTimeOffset to, DayCounts? counts) => new(
        """
        delete from daily_rollups where store_id = $1 and business_date = $2 and not $5
          and not exists (select from sales where store_id = $1 and start_at >= $3 and start_at < $4)
        """)
    {
        Parameters =
        {
            new() { Value = store.StoreId },
            new() { Value = date },
            new() { Value = from.UtcDateTime },
            new() { Value = to.UtcDateTime },
            new() { Value = counts is not null },
        },
    };

    public static NpgsqlBatchCommand Upsert(StoreSettings store, DateOnly date, DateTimeOffset from, DateTimeOffset to, DayCounts? counts) => new(
        """
        insert into daily_rollups as d (store_id, business_date, day_start, day_end, organization_id, entries, exits, passing, line_counts,
          avg_occupancy, peak_occupancy, peak_at, drift, region_avg, region_max, region_visits, heat_avg, heat_max, covered_s, expected_s,
          counted_minutes, peak_hour, business_hours_entries, counted_entries, counted_exits, counted_passing, delayed_s,
          transactions, revenue, currency)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, s.*
        from (select sum(transactions) as transactions, sum(revenue), min(currency) from sales where store_id = $1 and start_at >= $3 and start_at < $4) s
        where $6 is not null or s.transactions is not null
        on conflict (store_id, business_date) do update set
          day_start = excluded.day_start, day_end = excluded.day_end, organization_id = excluded.organization_id,
          entries = excluded.entries, exits = excluded.exits, passing = excluded.passing, line_counts = excluded.line_counts,
          avg_occupancy = excluded.avg_occupancy, peak_occupancy = excluded.peak_occupancy, peak_at = excluded.peak_at, drift = excluded.drift,
          region_avg = excluded.region_avg, region_max = excluded.region_max, region_visits = excluded.region_visits,
          heat_avg = excluded.heat_avg, heat_max = excluded.heat_max, covered_s = excluded.covered_s, expected_s = excluded.expected_s,
          counted_minutes = excluded.counted_minutes, peak_hour = excluded.peak_hour, business_hours_entries = excluded.business_hours_entries,
          counted_entries = excluded.counted_entries, counted_exits = excluded.counted_exits, counted_passing = excluded.counted_passing,
          delayed_s = excluded.delayed_s, transactions = excluded.transactions, revenue = excluded.revenue, currency = excluded.currency, computed_at = now()
        where (d.day_start, d.day_end, d.organization_id, d.entries, d.exits, d.passing, d.line_counts, d.avg_occupancy, d.peak_occupancy, d.peak_at,
            d.drift, d.region_avg, d.region_max, d.region_visits, d.heat_avg, d.heat_max, d.covered_s, d.expected_s, d.counted_minutes, d.peak_hour,
            d.business_hours_entries, d.counted_entries, d.counted_exits, d.counted_passing, d.delayed_s, d.transactions, d.revenue, d.currency)
          is distinct from (excluded.day_start, excluded.day_end, excluded.organization_id, excluded.entries, excluded.exits, excluded.passing,
            excluded.line_counts, excluded.avg_occupancy, excluded.peak_occupancy, excluded.peak_at, excluded.drift, excluded.region_avg,
            excluded.region_max, excluded.region_visits, excluded.heat_avg, excluded.heat_max, excluded.covered_s, excluded.expected_s,
            excluded.counted_minutes, excluded.peak_hour, excluded.business_hours_entries, excluded.counted_entries,
            excluded.counted_exits, excluded.counted_passing, excluded.delayed_s, excluded.transactions, excluded.revenue, excluded.currency)
        """)
    {
        Parameters =
        {
            new() { Value = store.StoreId },
            new() { Value = date },
            new() { Value = from.UtcDateTime },
            new() { Value = to.UtcDateTime },
            new() { Value = store.OrganizationId },
            Sql.Typed(counts?.Totals.Entries, NpgsqlDbType.Bigint),
            Sql.Typed(counts?.Totals.Exits, NpgsqlDbType.Bigint),
            Sql.Typed(counts?.Totals.Passing, NpgsqlDbType.Bigint),
            Sql.Typed(counts is null ? null : RollupRows.Text(counts.Totals.Lines), NpgsqlDbType.Jsonb),
            Sql.Typed(counts?.Totals.AvgOccupancy, NpgsqlDbType.Double),
            Sql.Typed(counts?.Totals.PeakOccupancy, NpgsqlDbType.Integer),
            Sql.Typed(counts?.Totals.PeakAt?.UtcDateTime, NpgsqlDbType.TimestampTz),
            Sql.Typed(counts?.Totals.Drift, NpgsqlDbType.Double),
            Sql.Typed(counts is null ? null : RollupRows.Text(counts.Totals.RegionAverages), NpgsqlDbType.Jsonb),
            Sql.Typed(counts is null ? null : RollupRows.Text(counts.Totals.RegionMaxima), NpgsqlDbType.Jsonb),
            Sql.Typed(counts is null ? null : RollupRows.Text(counts.Totals.RegionVisits), NpgsqlDbType.Jsonb),
            Sql.Typed(counts?.Totals.HeatAverage, NpgsqlDbType.Double),
            Sql.Typed(counts?.Totals.HeatMaximum, NpgsqlDbType.Double),
            Sql.Typed(counts?.Totals.CoveredSeconds, NpgsqlDbType.Integer),
            Sql.Typed(counts?.Totals.ExpectedSeconds, NpgsqlDbType.Integer),
            Sql.Typed(counts?.CountedMinutes, NpgsqlDbType.Integer),
            Sql.Typed(counts?.PeakHour.UtcDateTime, NpgsqlDbType.TimestampTz),
            Sql.Typed(counts?.BusinessHoursEntries, NpgsqlDbType.Bigint),
            Sql.Typed(counts?.Totals.Counted?.Entries, NpgsqlDbType.Bigint),
            Sql.Typed(counts?.Totals.Counted?.Exits, NpgsqlDbType.Bigint),
            Sql.Typed(counts?.Totals.Counted?.Passing, NpgsqlDbType.Bigint),
            Sql.Typed(counts?.Totals.DelayedSeconds, NpgsqlDbType.Integer),
        },
    };
}
