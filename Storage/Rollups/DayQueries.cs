using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Rollups;

/// <summary>Reads day rows. Every query is by stores and dates, which is how the table is keyed.</summary>
public sealed class DayQueries(NpgsqlDataSource database)
{
    internal const string EntriesSql =
        """
        select store_id, business_date, entries from daily_rollups
        where store_id = any($1) and business_date >= $2 and business_date <= $3 and entries is not null
        """;

    private const int TotalsAt = 4;
    private const int AfterTotals = TotalsAt + RollupRows.TotalColumns;

    /// <summary>The days from <paramref name="first"/> to <paramref name="last"/>, both inclusive, by store, in order.</summary>
    /// <param name="storeIds">Of which stores.</param>
    /// <param name="first">First date.</param>
    /// <param name="last">Last date, inclusive.</param>
    /// <param name="withMaps">Whether with what is kept by line and region.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ILookup<Guid, DayRow>> ListAsync(
        IReadOnlyCollection<Guid> storeIds, DateOnly first, DateOnly last, bool withMaps, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ListSql(withMaps)).With(storeIds.ToArray(), first, last);
        var rows = await command.ListAsync(Read, cancellationToken);
        return rows.ToLookup(row => row.StoreId);
    }

    /// <summary>The entries of days, where something was counted.</summary>
    public async Task<IReadOnlyDictionary<(Guid StoreId, DateOnly Date), long>> ListEntriesAsync(
        IReadOnlyCollection<Guid> storeIds, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(EntriesSql).With(storeIds.ToArray(), first, last);
        var rows = await command.ListAsync(row => (Key: (row.GetGuid(0), row.GetFieldValue<DateOnly>(1)), Entries: row.GetInt64(2)), cancellationToken);
        return rows.ToDictionary(row => row.Key, row => row.Entries);
    }

    internal static string ListSql(bool withMaps) =>
        $"""
         select store_id, business_date, day_start, day_end, {(withMaps ? RollupRows.Totals : RollupRows.TotalsWithoutMaps)}, counted_minutes, peak_hour,
           business_hours_entries, transactions, revenue, currency
         from daily_rollups where store_id = any($1) and business_date >= $2 and business_date <= $3 order by store_id, business_date
         """;

    internal static DayRow Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetFieldValue<DateOnly>(1),
        reader.IsDBNull(TotalsAt)
            ? null
            : new DayCounts(
                RollupRows.ReadTotals(reader, HourRow.Store, reader.GetDateTime(2), reader.GetDateTime(3), TotalsAt),
                reader.GetInt32(AfterTotals), reader.GetDateTime(AfterTotals + 1), reader.GetInt64(AfterTotals + 2)),
        reader.IsDBNull(AfterTotals + 3)
            ? null
            : new DaySales(reader.GetInt64(AfterTotals + 3), reader.GetDecimal(AfterTotals + 4), reader.GetString(AfterTotals + 5)));
}
