using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Rollups;

/// <summary>Sums of days over periods, added up in the database: of kept weeks and months, and of days where those do not fit.</summary>
public sealed class PeriodQueries(NpgsqlDataSource database)
{
    private const string Parts =
        "days, expected_days, entries, exits, passing, counted_entries, counted_exits, counted_passing, person_minutes, counted_minutes, peak, best_day, "
        + "drift, covered_s, expected_s, business_hours_entries, transactions, revenue, currency, both_entries, both_transactions, both_revenue";

    // The pieces come one by one, so that each is found by the key whatever the planner thinks of how many there are.
    internal const string SumSql =
        $"""
         select store_id, place, sum(days)::int, sum(expected_days)::int, sum(entries)::bigint, sum(exits)::bigint, sum(passing)::bigint,
           case when count(counted_entries) > 0 then sum(coalesce(counted_entries, entries))::bigint end,
           case when count(counted_exits) > 0 then sum(coalesce(counted_exits, exits))::bigint end,
           case when count(counted_passing) > 0 then sum(coalesce(counted_passing, passing))::bigint end,
           sum(person_minutes), sum(counted_minutes)::bigint, max(peak), max(best_day), sum(drift), sum(covered_s)::bigint, sum(expected_s)::bigint,
           sum(business_hours_entries)::bigint, sum(transactions)::bigint, sum(revenue), min(currency), sum(both_entries)::bigint,
           sum(both_transactions)::bigint, sum(both_revenue)
         from (
           select r.store_id, p.place, {Parts} from unnest($2::int[], $3::date[], $4::date[]) p (place, first_date, last_date)
           cross join lateral (
             select * from period_rollups x where x.store_id = any($1) and x.first_date = p.first_date and x.last_date = p.last_date offset 0) r
           union all
           select r.store_id, p.place, {Parts} from unnest($5::int[], $6::date[], $7::date[]) p (place, first_date, last_date)
           cross join lateral (
             select * from day_parts x where x.store_id = any($1) and x.business_date >= p.first_date and x.business_date <= p.last_date offset 0) r) s
         group by store_id, place
         """;

    // How instants stand behind what they are of, see period_rollups.
    private const int InstantBits = 34;

    /// <summary>What stores' days add up to in each of some periods, by store and the period's place; without those that have no day.</summary>
    /// <param name="storeIds">Of which stores.</param>
    /// <param name="periods">First and last date, both inclusive.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyDictionary<(Guid StoreId, int Place), PeriodSums>> SumAsync(
        IReadOnlyCollection<Guid> storeIds, IReadOnlyList<(DateOnly First, DateOnly Last)> periods, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(SumSql).With(Values(storeIds, PeriodCover.Of(periods)));
        var rows = await command.ListAsync(row => (Place: row.GetInt32(1), Sums: Read(row, periods[row.GetInt32(1)])), cancellationToken);
        return rows.ToDictionary(row => (row.Sums.StoreId, row.Place), row => row.Sums);
    }

    internal static object[] Values(IReadOnlyCollection<Guid> storeIds, PeriodCover cover) =>
    [
        storeIds.ToArray(),
        cover.Whole.Select(piece => piece.Place).ToArray(), cover.Whole.Select(piece => piece.First).ToArray(), cover.Whole.Select(piece => piece.Last).ToArray(),
        cover.Rest.Select(piece => piece.Place).ToArray(), cover.Rest.Select(piece => piece.First).ToArray(), cover.Rest.Select(piece => piece.Last).ToArray(),
    ];

    private static PeriodSums Read(NpgsqlDataReader row, (DateOnly First, DateOnly Last) period)
    {
        var (storeId, days, minutes) = (row.GetGuid(0), row.GetInt32(2), row.GetInt64(11));
        var sums = new DaySums(row.GetInt64(4), row.GetInt32(3), row.GetInt64(15), row.GetInt64(16));
        DayCounts? counts = null;
        if (days > 0)
        {
            var (peak, peakAt) = Split(row.GetInt64(12));
            var totals = HourRow.Empty(HourRow.Store, Midnight(period.First), Midnight(period.Last.AddDays(1))) with
            {
                Entries = row.GetInt64(4),
                Exits = row.GetInt64(5),
                Passing = row.GetInt64(6),
                Counted = row.IsDBNull(7) ? null : new RawCounts(row.GetInt64(7), row.GetInt64(8), row.GetInt64(9)),
                AvgOccupancy = minutes > 0 ? row.GetDouble(10) / minutes : 0,
                PeakOccupancy = (int)peak,
                PeakAt = peak > 0 ? peakAt : null,
                Drift = row.GetDouble(14),
                CoveredSeconds = (int)Math.Min(int.MaxValue, sums.CoveredSeconds),
                ExpectedSeconds = (int)Math.Min(int.MaxValue, sums.ExpectedSeconds),
            };
            counts = new DayCounts(totals, (int)Math.Min(int.MaxValue, minutes), Split(row.GetInt64(13)).At, row.GetInt64(17));
        }

        var currency = row.NullableText(20);
        return new PeriodSums(
            storeId, days, counts, Sales(row, 18, currency, 19), row.GetInt64(21), Sales(row, 22, currency, 23), sums);
    }

    private static DaySales? Sales(NpgsqlDataReader row, int transactions, string? currency, int revenue) =>
        row.IsDBNull(transactions) ? null : new DaySales(row.GetInt64(transactions), row.GetDecimal(revenue), currency!);

    private static (long Count, DateTimeOffset At) Split(long value)
    {
        var count = (value + (1L << InstantBits) - 1) >> InstantBits;
        return (count, DateTimeOffset.FromUnixTimeSeconds((count << InstantBits) - value));
    }

    private static DateTimeOffset Midnight(DateOnly date) => new(date, TimeOnly.MinValue, TimeSpan.Zero);
}
