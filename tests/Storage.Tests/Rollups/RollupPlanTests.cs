using Npgsql;
using RetailOrleans.Storage.Baselines;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.TestKit;

namespace RetailOrleans.Storage.Tests.Rollups;

/// <summary>Questions are answered by keys, however much there is: no plan reads a table from end to end.</summary>
public sealed class RollupPlanTests : IAsyncLifetime
{
    private PostgresDatabase? _postgres;
    private NpgsqlDataSource? _database;
    private Guid[] _stores = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTime From => new(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresDatabase.CreateAsync(cancellationToken: Cancellation);
        _database = NpgsqlDataSource.Create(_postgres.ConnectionString);
        _stores = [.. Enumerable.Range(0, 30).Select(_ => Guid.NewGuid())];
        await ExecuteAsync(
            """
            insert into hourly_rollups (store_id, sensor_key, hour_start, hour_end, organization_id, business_date, entries, exits, passing, avg_occupancy,
              peak_occupancy, drift, covered_s, expected_s)
            select id, 0, h, h + interval '1 hour', id, h::date, 1, 1, 1, 1, 1, 0, 3600, 3600
            from unnest($1::uuid[]) id cross join generate_series('2026-01-01Z'::timestamptz, '2026-04-30Z', interval '1 hour') h
            """);
        await ExecuteAsync(
            """
            insert into daily_rollups (store_id, business_date, organization_id, day_start, day_end, entries, expected_s, covered_s)
            select id, d, id, d, d + interval '1 day', 1, 1, 1
            from unnest($1::uuid[]) id cross join generate_series('2023-01-01'::timestamptz, '2026-04-30', interval '1 day') d
            """);
        await ExecuteAsync(
            """
            insert into sales (store_id, organization_id, start_at, duration_s, transactions, revenue, currency)
            select id, id, d, 3600, 1, 1, 'EUR'
            from unnest($1::uuid[]) id cross join generate_series('2025-01-01'::timestamptz, '2026-04-30', interval '6 hours') d
            """);
        await ExecuteAsync(
            """
            insert into occupancy_baselines (store_id, at, organization_id, occupancy, set_by)
            select id, d, id, 1, 'test' from unnest($1::uuid[]) id cross join generate_series('2026-01-01Z'::timestamptz, '2026-04-30Z', interval '3 hours') d
            """);
        await ExecuteAsync("select sum_periods(array_agg(store_id), array_agg(business_date)) from daily_rollups where store_id = any($1)");
        foreach (var table in new[] { "hourly_rollups", "daily_rollups", "period_rollups", "sales", "occupancy_baselines" })
        {
            await ExecuteAsync($"vacuum analyze {table}", withStores: false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    [Fact]
    public Task A_month_of_hours_of_a_store() => NoScanAsync(RollupQueries.ListSql("sensor_key = 0"), _stores[3], From, From.AddDays(30));

    [Fact]
    public Task What_the_hours_of_a_day_left_behind() => NoScanAsync(CarryQueries.CarriedSql, _stores[3], From, From.AddHours(20));

    [Fact]
    public Task The_entries_of_a_quarter_of_hours_of_some_stores() => NoScanAsync(HourCountQueries.ListSql, _stores[..3], From.AddDays(-30), From.AddDays(60));

    [Fact]
    public Task The_baselines_of_a_day() => NoScanAsync(BaselineStore.ListSql, _stores[3], From, From.AddDays(1), 100);

    [Fact]
    public Task The_newest_hours_of_some_stores() => NoScanAsync(
        RollupListing.HoursSql, _stores[..3], 0, DateTime.UnixEpoch, DateTime.MaxValue, DateTime.MaxValue, Guid.AllBitsSet, 101, 0);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_month_of_days_of_some_stores(bool withMaps) =>
        NoScanAsync(DayQueries.ListSql(withMaps), _stores[..5], new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 28));

    [Fact]
    public Task A_year_by_months() => NoScanAsync(PeriodQueries.SumSql, PeriodQueries.Values(_stores[..5], PeriodCover.Of(
        [(new(2025, 2, 10), new(2025, 2, 28)), .. Enumerable.Range(3, 9).Select(month => (new DateOnly(2025, month, 1), new DateOnly(2025, month, 1).AddMonths(1).AddDays(-1)))])));

    [Fact]
    public Task The_entries_of_a_month() => NoScanAsync(DayQueries.EntriesSql, _stores[..5], new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 28));

    private async Task NoScanAsync(string sql, params object[] values)
    {
        await using var command = _database!.CreateCommand($"explain {sql}").With(values);
        var plan = string.Join('\n', await command.ListAsync(row => row.GetString(0), Cancellation));
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.Contains("_pkey", plan, StringComparison.Ordinal);
    }

    private async Task ExecuteAsync(string sql, bool withStores = true)
    {
        await using var command = _database!.CreateCommand(sql);
        if (withStores)
        {
            command.With(_stores);
        }

        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
