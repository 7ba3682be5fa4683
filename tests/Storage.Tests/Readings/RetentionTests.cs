using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Retention;
using static RetailOrleans.Storage.Tests.Readings.WriterDatabase;

namespace RetailOrleans.Storage.Tests.Readings;

/// <summary>Partitions are made before they are needed and go when they are past their retention.</summary>
public sealed class RetentionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_months_over_the_year_s_end_are_there_before_their_first_reading()
    {
        await using var store = await CreateAsync();
        var partitions = new ReadingPartitions(store.Database);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 29, 23, 59, 0, TimeSpan.Zero));
        await partitions.EnsureAheadAsync(time.GetUtcNow(), Cancellation);
        Assert.Equal(["2026_10", "2026_11", "2026_12", "2027_01"], await MonthsAsync(store, "people_readings"));

        // The other side of midnight, and of the year: what the next run of the keeper finds.
        time.Advance(TimeSpan.FromHours(6));
        await partitions.EnsureAheadAsync(time.GetUtcNow(), Cancellation);
        time.SetUtcNow(new DateTimeOffset(2027, 1, 1, 0, 0, 1, TimeSpan.Zero));
        Assert.Equal(8, await partitions.EnsureAheadAsync(time.GetUtcNow(), Cancellation));
        Assert.Equal(0, await partitions.EnsureAheadAsync(time.GetUtcNow(), Cancellation));
        Assert.Equal(
            ["2026_10", "2026_11", "2026_12", "2027_01", "2027_02", "2027_03"], await MonthsAsync(store, "alarm_readings"));
    }

    [Fact]
    public async Task Months_past_their_retention_go_and_the_others_stay()
    {
        await using var store = await CreateAsync();
        const double Month = 30.5 * 24 * 60;
        await store.WriteAsync(1, Batch(People(-25 * Month, 5, 1), People(-23 * Month, 5, 2), People(-8 * Month, 5, 3), People(0, 5, 4)) with
        {
            Heat = [new HeatReading(Noon.AddMinutes(-8 * Month), Noon.AddMinutes(-8 * Month), 1), new HeatReading(Noon, Noon, 2)],
        });
        await store.ExecuteAsync(
            """
            insert into hourly_rollups (store_id, sensor_key, hour_start, hour_end, organization_id, business_date, entries, exits, passing, avg_occupancy,
              peak_occupancy, drift, covered_s, expected_s)
            select gen_random_uuid(), 0, at, at + interval '1 hour', gen_random_uuid(), at::date, 1, 1, 0, 0, 0, 0, 3600, 3600
            from unnest(array['2021-07-14Z', '2021-07-16Z', '2026-07-15Z']::timestamptz[]) at
            """);

        var retention = new DataRetention(
            store.Database, new Monitor(new RetentionOptions()), new FakeTimeProvider(Noon), NullLogger<DataRetention>.Instance);
        var (partitions, hours) = await retention.DropExpiredAsync(Cancellation);

        Assert.True(partitions > 0);
        Assert.Equal(1, hours);
        Assert.Equal(["2", "3", "4"], (await store.PeopleAsync(1)).Select(row => row.Counts));
        Assert.Equal(2, Assert.Single(await store.RowsAsync(1, ReadingKind.Heat)).Heat);
        Assert.Equal("2024_08", (await MonthsAsync(store, "people_readings"))[0]);
        Assert.Equal((0, 0), await retention.DropExpiredAsync(Cancellation));

        // The writer still believes in the partition that went.
        Assert.Equal(1, (await store.WriteAsync(1, Batch(People(-25 * Month, 5, 1)))).Outcome.People.Inserted);
    }

    [Fact]
    public async Task The_index_of_a_month_that_is_over_is_packed_once_and_answers_as_before()
    {
        await using var store = await CreateAsync();
        const double Month = 30.5 * 24 * 60;
        await store.WriteAsync(1, Batch(People(-Month, 5, 1), People(0, 5, 4)));
        var month = PartitionMonth.Of(Noon.UtcDateTime.AddMinutes(-Month)).PartitionOf("people_readings");

        // Sensors in turns, bucket by bucket, as they come.
        await store.ExecuteAsync($"""
            insert into people_readings (start_at, sensor_key, duration_s, received_after_s)
            select date_trunc('month', '{Noon.AddMinutes(-Month):O}'::timestamptz) + n * interval '1 minute', key, 60, 60
            from generate_series(1, 2000) n cross join generate_series(2, 30) key order by n, key
            """);
        var before = await store.CountAsync($"select pg_relation_size('{month}_pkey')");
        var packing = new MonthPacking(store.Database, new FakeTimeProvider(Noon), NullLogger<MonthPacking>.Instance);
        Assert.True(await packing.PackAsync(Cancellation) > 0);
        Assert.Equal(0, await packing.PackAsync(Cancellation));

        Assert.True(await store.CountAsync($"select pg_relation_size('{month}_pkey')") < 0.9 * before);
        Assert.Equal(["1", "4"], (await store.PeopleAsync(1)).Select(row => row.Counts));
        Assert.Equal(1, (await store.WriteAsync(1, Batch(People(-Month, 5, 1)))).Outcome.People.Unchanged);
        Assert.Equal(1, (await store.WriteAsync(1, Batch(People(-Month + 5, 5, 1)))).Outcome.People.Inserted);
    }

    [Fact]
    public async Task What_was_detached_and_not_dropped_is_dropped_by_the_next_run()
    {
        await using var store = await CreateAsync();
        await store.WriteAsync(1, Batch(People(-30 * 30.5 * 24 * 60, 5, 1)));
        var before = await MonthsAsync(store, "people_readings");
        await store.ExecuteAsync($"alter table people_readings detach partition people_readings_{before[0]}");

        var retention = new DataRetention(
            store.Database, new Monitor(new RetentionOptions()), new FakeTimeProvider(Noon), NullLogger<DataRetention>.Instance);
        await retention.DropExpiredAsync(Cancellation);
        Assert.Equal(0, await store.CountAsync($"select count(*) from pg_class where relname = 'people_readings_{before[0]}'"));
    }

    private static async Task<List<string>> MonthsAsync(WriterDatabase store, string table)
    {
        await using var command = store.Database.CreateCommand(
            $"select right(c.relname, 7) from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = '{table}'::regclass order by 1");
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var months = new List<string>();
        while (await reader.ReadAsync(Cancellation))
        {
            months.Add(reader.GetString(0));
        }

        return months;
    }

    private sealed class Monitor(RetentionOptions options) : IOptionsMonitor<RetentionOptions>
    {
        public RetentionOptions CurrentValue => options;

        public RetentionOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<RetentionOptions, string?> listener) => null;
    }
}
