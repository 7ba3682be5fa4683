using Npgsql;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Storage.Rollups;

/// <summary>How the hours of a business day are replaced.</summary>
internal static class HourStatements
{
    public static NpgsqlBatchCommand DeleteOthers(StoreSettings store, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<HourRow> rows) => new(
        """
        delete from hourly_rollups h where store_id = $1 and hour_start >= $2 and hour_start < $3
          and not exists (select from unnest($4::int[], $5::timestamptz[]) as k (sensor_key, hour_start)
            where k.sensor_key = h.sensor_key and k.hour_start = h.hour_start)
        """)
    {
        Parameters =
        {
            new() { Value = store.StoreId },
            new() { Value = from.UtcDateTime },
            new() { Value = to.UtcDateTime },
            RollupRows.Column(rows, r => r.SensorKey),
            RollupRows.Column(rows, r => r.HourStart.UtcDateTime),
        },
    };

    public static NpgsqlBatchCommand Upsert(StoreSettings store, DateOnly date, IReadOnlyList<HourRow> rows) => new(
        """
        insert into hourly_rollups as h (store_id, organization_id, business_date, sensor_key, hour_start, hour_end, entries, exits, passing,
          line_counts, avg_occupancy, peak_occupancy, peak_at, drift, region_avg, region_max, region_visits, heat_avg, heat_max, covered_s, expected_s,
          counted_entries, counted_exits, counted_passing, delayed_s, end_occupancy, open_entries)
        select $1, $2, $3, r.* from unnest($4::int[], $5::timestamptz[], $6::timestamptz[], $7::bigint[], $8::bigint[], $9::bigint[], $10::jsonb[],
          $11::float8[], $12::int[], $13::timestamptz[], $14::float8[], $15::jsonb[], $16::jsonb[], $17::jsonb[], $18::float8[], $19::float8[],
          $20::int[], $21::int[], $22::bigint[], $23::bigint[], $24::bigint[], $25::int[], $26::bigint[], $27::bigint[]) as r
        on conflict (store_id, sensor_key, hour_start) do update set
          hour_end = excluded.hour_end, organization_id = excluded.organization_id, business_date = excluded.business_date,
          entries = excluded.entries, exits = excluded.exits, passing = excluded.passing, line_counts = excluded.line_counts,
          avg_occupancy = excluded.avg_occupancy, peak_occupancy = excluded.peak_occupancy, peak_at = excluded.peak_at, drift = excluded.drift,
          region_avg = excluded.region_avg, region_max = excluded.region_max, region_visits = excluded.region_visits,
          heat_avg = excluded.heat_avg, heat_max = excluded.heat_max, covered_s = excluded.covered_s, expected_s = excluded.expected_s,
          counted_entries = excluded.counted_entries, counted_exits = excluded.counted_exits, counted_passing = excluded.counted_passing,
          delayed_s = excluded.delayed_s, end_occupancy = excluded.end_occupancy, open_entries = excluded.open_entries, computed_at = now()
        where (h.hour_end, h.organization_id, h.business_date, h.entries, h.exits, h.passing, h.line_counts, h.avg_occupancy, h.peak_occupancy, h.peak_at, h.drift,
            h.region_avg, h.region_max, h.region_visits, h.heat_avg, h.heat_max, h.covered_s, h.expected_s,
            h.counted_entries, h.counted_exits, h.counted_passing, h.delayed_s, h.end_occupancy, h.open_entries)
          is distinct from (excluded.hour_end, excluded.organization_id, excluded.business_date, excluded.entries, excluded.exits, excluded.passing,
            excluded.line_counts, excluded.avg_occupancy, excluded.peak_occupancy, excluded.peak_at, excluded.drift, excluded.region_avg,
            excluded.region_max, excluded.region_visits, excluded.heat_avg, excluded.heat_max, excluded.covered_s, excluded.expected_s,
            excluded.counted_entries, excluded.counted_exits, excluded.counted_passing, excluded.delayed_s,
            excluded.end_occupancy, excluded.open_entries)
        """)
    {
        Parameters =
        {
            new() { Value = store.StoreId },
            new() { Value = store.OrganizationId },
            new() { Value = date },
            RollupRows.Column(rows, r => r.SensorKey),
            RollupRows.Column(rows, r => r.HourStart.UtcDateTime),
            RollupRows.Column(rows, r => r.HourEnd.UtcDateTime),
            RollupRows.Column(rows, r => r.Entries),
            RollupRows.Column(rows, r => r.Exits),
            RollupRows.Column(rows, r => r.Passing),
            RollupRows.Json(rows, r => r.Lines),
            RollupRows.Column(rows, r => r.AvgOccupancy),
            RollupRows.Column(rows, r => r.PeakOccupancy),
            RollupRows.Column(rows, r => r.PeakAt?.UtcDateTime),
            RollupRows.Column(rows, r => r.Drift),
            RollupRows.Json(rows, r => r.RegionAverages),
            RollupRows.Json(rows, r => r.RegionMaxima),
            RollupRows.Json(rows, r => r.RegionVisits),
            RollupRows.Column(rows, r => r.HeatAverage),
            RollupRows.Column(rows, r => r.HeatMaximum),
            RollupRows.Column(rows, r => r.CoveredSeconds),
            RollupRows.Column(rows, r => r.ExpectedSeconds),
            RollupRows.Column(rows, r => r.Counted?.Entries),
            RollupRows.Column(rows, r => r.Counted?.Exits),
            RollupRows.Column(rows, r => r.Counted?.Passing),
            RollupRows.Column(rows, r => r.DelayedSeconds),
            RollupRows.Column(rows, r => r.Carry?.Occupancy),
            RollupRows.Column(rows, r => r.Carry?.OpenEntries),
        },
    };
}
