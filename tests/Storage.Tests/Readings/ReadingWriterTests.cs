using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Readings;
using static RetailOrleans.Storage.Tests.Readings.WriterDatabase;

namespace RetailOrleans.Storage.Tests.Readings;

public sealed class ReadingWriterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_reading_is_inserted_updated_or_unchanged()
    {
        await using var store = await CreateAsync();
        var first = await store.WriteAsync(1, Batch(People(0, 5, 1, 2), People(5, 5), People(10, 5, 0, 0, 7)));
        Assert.Equal(new RecordTally(3, 0, 0), first.Outcome.People);
        Assert.Equal(3, first.Changes.Length);

        var second = await store.WriteAsync(1, Batch(People(0, 5, 1, 2), People(5, 5, 4), People(15, 5, 1), People(10, 5, 0, 0, 7, 0, 0)));
        Assert.Equal(new RecordTally(1, 1, 2), second.Outcome.People);
        Assert.Equal([(0, "4"), (-1, "1")], second.Changes.OrderBy(c => c.New.Start).Select(c => (c.Old?.Counts.Length ?? -1, string.Join(' ', c.New.Counts))));

        Assert.Equal([(0, 5, "1 2"), (5, 5, "4"), (10, 5, "0 0 7"), (15, 5, "1")], await store.PeopleAsync(1));
    }

    [Fact]
    public async Task A_corrected_bucket_replaces_numbers_and_length()
    {
        await using var store = await CreateAsync();
        await store.WriteAsync(1, Batch(People(0, 60, 10, 10, 10, 10)));
        var corrected = await store.WriteAsync(1, Batch(People(0, 30, 9)));
        Assert.Equal(new RecordTally(0, 1, 0), corrected.Outcome.People);
        Assert.Equal([(0, 30, "9")], await store.PeopleAsync(1));
    }

    [Fact]
    public async Task A_growing_bucket_keeps_when_its_numbers_first_came()
    {
        await using var store = await CreateAsync();
        await store.WriteAsync(1, Batch(People(0, 60, 3)));
        var before = Assert.Single(await store.RowsAsync(1)).ReceivedAfterSeconds;
        await store.ExecuteAsync("update people_readings set received_after_s = received_after_s - 100");
        await store.WriteAsync(1, Batch(People(0, 60, 3)));
        Assert.Equal(before - 100, Assert.Single(await store.RowsAsync(1)).ReceivedAfterSeconds);
        await store.WriteAsync(1, Batch(People(0, 60, 4)));
        Assert.InRange(Assert.Single(await store.RowsAsync(1)).ReceivedAfterSeconds, before, before + 60);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(7, 2)]
    [InlineData(-2, 10)]
    [InlineData(12, 10)]
    [InlineData(-1400, 1440)]
    public async Task A_bucket_over_stored_ones_is_refused_with_their_extent(double start, double length)
    {
        await using var store = await CreateAsync();
        await store.WriteAsync(1, Batch(People(2, 3, 1), People(5, 5, 1), People(10, 5, 1)));

        var result = await store.WriteAsync(1, Batch(People(start, length, 9), People(100, 5, 1)));

        var refusal = Assert.Single(result.Outcome.Refusals);
        Assert.Equal((ReadingKind.People, 0, "timestamp"), (refusal.Kind, refusal.Index, refusal.Field));
        Assert.Contains("overlaps the stored one of 2026-07-15T12:", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(new RecordTally(1, 0, 0), result.Outcome.People);
        Assert.Equal([(2, 3, "1"), (5, 5, "1"), (10, 5, "1"), (100, 5, "1")], await store.PeopleAsync(1));
    }

    [Fact]
    public async Task A_shorter_bucket_within_a_stored_one_is_refused()
    {
        await using var store = await CreateAsync();
        await store.WriteAsync(1, Batch(People(0, 1440, 1)));
        var result = await store.WriteAsync(1, Batch(People(1435, 5, 1), People(30, 5, 1), People(1440, 5, 2), People(-5, 5, 3)));
        Assert.Equal([0, 1], result.Outcome.Refusals.Select(refusal => refusal.Index).Order());
        Assert.Equal([(-5, 5, "3"), (0, 1440, "1"), (1440, 5, "2")], await store.PeopleAsync(1));
    }

    [Fact]
    public async Task A_correction_that_grows_into_its_neighbour_is_refused()
    {
        await using var store = await CreateAsync();
        await store.WriteAsync(1, Batch(People(0, 5, 1), People(5, 5, 1)));
        Assert.Single((await store.WriteAsync(1, Batch(People(0, 10, 2)))).Outcome.Refusals);
        Assert.Equal(new RecordTally(0, 1, 0), (await store.WriteAsync(1, Batch(People(5, 10, 2)))).Outcome.People);
    }

    [Fact]
    public async Task Neighbours_that_touch_and_other_sensors_are_no_overlap()
    {
        await using var store = await CreateAsync();
        await store.WriteAsync(1, Batch(People(5, 5, 1)));
        Assert.Equal(new RecordTally(2, 0, 0), (await store.WriteAsync(1, Batch(People(0, 5, 1), People(10, 5, 1)))).Outcome.People);
        Assert.Equal(new RecordTally(1, 0, 0), (await store.WriteAsync(2, Batch(People(0, 60, 1)))).Outcome.People);
    }

    [Fact]
    public async Task All_or_nothing_writes_nothing_when_one_is_refused()
    {
        await using var store = await CreateAsync();
        await store.WriteAsync(1, Batch(People(0, 60, 1)));
        var heat = new HeatReading(Noon, Noon, 4);

        var nothing = await store.WriteAsync(1, AllOrNothing(People(60, 5, 1), People(30, 5, 1), People(0, 60, 2)) with { Heat = [heat] });
        Assert.Equal(1, Assert.Single(nothing.Outcome.Refusals).Index);
        Assert.Equal((default, default), (nothing.Outcome.People, nothing.Outcome.Heat));
        Assert.Empty(nothing.Changes);
        Assert.Equal([(0, 60, "1")], await store.PeopleAsync(1));
        Assert.Equal(0, await store.CountAsync("select count(*) from heat_readings"));

        var rest = await store.WriteAsync(1, Batch(People(60, 5, 1), People(30, 5, 1), People(0, 60, 2)) with { Heat = [heat] });
        Assert.Equal((new RecordTally(1, 1, 0), new RecordTally(1, 0, 0)), (rest.Outcome.People, rest.Outcome.Heat));
    }

    [Fact]
    public async Task Marks_cover_the_old_and_the_new_extent_and_nothing_unchanged()
    {
        await using var store = await CreateAsync();
        await store.WriteAsync(1, Batch(People(0, 60, 1)));
        await store.WriteAsync(1, Batch(People(0, 60, 1)));
        await store.WriteAsync(1, Batch(People(0, 30, 2)));
        await store.WriteAsync(1, Batch(People(0, 45, 2), People(600, 5, 1), People(605, 5, 1)));
        Assert.Equal([(0, 60), (0, 60), (0, 45), (600, 610)], await store.MarksAsync(1));

        await store.WriteAsync(2, ReadingBatch.Empty with { Heat = [new HeatReading(Noon, Noon, 1)] });
        Assert.Equal([(0, 1 / 60.0)], await store.MarksAsync(2));
        Assert.Equal(5, await store.CountMarksAsync());
    }

    [Fact]
    public async Task Regional_kinds_are_series_of_their_own()
    {
        await using var store = await CreateAsync();
        var visits = new RegionReading(Noon, Noon.AddHours(1), RegionCountKind.Visits, [1, 2, 3, 4, 5, 6]);
        var present = new RegionReading(Noon, Noon.AddMinutes(5), RegionCountKind.Occupancy, [9]);
        var inner = present with { Start = Noon.AddMinutes(5), End = Noon.AddMinutes(10) };
        var first = await store.WriteAsync(1, ReadingBatch.Empty with { Regions = [visits, present, inner] });
        Assert.Equal(new RecordTally(3, 0, 0), first.Outcome.Regions);

        var second = await store.WriteAsync(1, ReadingBatch.Empty with { Regions = [visits, present with { Counts = [8] }, inner with { Kind = RegionCountKind.Visits }] });
        Assert.Equal(new RecordTally(0, 1, 1), second.Outcome.Regions);
        Assert.Equal(2, Assert.Single(second.Outcome.Refusals).Index);
        Assert.Equal(
            ["0: 1 2 3 4 5 6", "1: 8", "1: 9"],
            (await store.RowsAsync(1, ReadingKind.Regions)).Select(row => $"{row.SubKind}: {string.Join(' ', row.Counts)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sixteen_lines_and_regions_come_back_as_they_were()
    {
        await using var store = await CreateAsync();
        var lines = Enumerable.Range(1, 32).ToArray();
        var regions = Enumerable.Range(101, 16).ToArray();
        int[] sparse = [.. Enumerable.Repeat(0, 10), 5];
        int[] alarm = [13, 0xFFFF, 0x8001];
        var batch = Batch(People(0, 5, lines), People(5, 5, sparse)) with
        {
            Regions = [new RegionReading(Noon, Noon.AddMinutes(5), RegionCountKind.Visits, [.. regions])],
            Alarms = [new AlarmReading(Noon, 13, 0xFFFF, 0x8001)],
            Heat = [new HeatReading(Noon, Noon.AddMinutes(1), 0.1)],
        };
        await store.WriteAsync(1, batch);
        Assert.Equal([lines, sparse], (await store.RowsAsync(1)).Select(row => row.Counts));
        Assert.Equal(regions, Assert.Single(await store.RowsAsync(1, ReadingKind.Regions)).Counts);
        Assert.Equal(alarm, Assert.Single(await store.RowsAsync(1, ReadingKind.Alarms)).Counts);
        Assert.Equal(0.1, Assert.Single(await store.RowsAsync(1, ReadingKind.Heat)).Heat);

        // Fewer lines than before: the rest is not left behind.
        var again = await store.WriteAsync(1, batch with { People = [People(0, 5, 1, 2), People(5, 5, sparse)] });
        Assert.Equal((new RecordTally(0, 1, 1), new RecordTally(0, 0, 1)), (again.Outcome.People, again.Outcome.Alarms));
        Assert.Equal([[1, 2], sparse], (await store.RowsAsync(1)).Select(row => row.Counts));
    }

    [Fact]
    public async Task Rows_that_are_copied_are_those_that_statements_write()
    {
        await using var store = await CreateAsync();
        var minutes = Enumerable.Range(0, 2 * RowCopy.FewestRows).Select(bucket => 5 * bucket).ToArray();
        var batch = Batch([.. minutes.Select(start => People(start, 5, [.. Enumerable.Range(0, start % 12).Select(count => (count + start) % 3)]))]);
        await store.WriteAsync(1, batch);
        foreach (var part in batch.People.Chunk(RowCopy.FewestRows / 4))
        {
            await store.WriteAsync(2, Batch(part));
        }

        // Received just now, both of them, if not within one second.
        const string Row = "start_at, duration_s, abs(received_after_s - extract(epoch from now() - start_at)) < 60, line1_in, line1_out, line2_in, line2_out, line3_in, line3_out, line4_in, line4_out, more_lines";
        var stored = await store.ListAsync($"select row({Row})::text from people_readings where sensor_key = 1 order by start_at");
        Assert.Equal(minutes.Length, stored.Count);
        Assert.Equal(stored, await store.ListAsync($"select row({Row})::text from people_readings where sensor_key = 2 order by start_at"));
        Assert.Equal((await store.RowsAsync(2)).Select(row => row.Counts), (await store.RowsAsync(1)).Select(row => row.Counts));
    }

    [Fact]
    public async Task Partitions_are_made_for_whatever_month_comes()
    {
        await using var store = await CreateAsync();
        const int Year = 365 * 24 * 60;
        var newYear = (new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) - Noon).TotalMinutes;
        var result = await store.WriteAsync(1, Batch(People(-Year, 5, 1), People(newYear - 60, 120, 2), People(0, 5, 3)));

        Assert.Equal(new RecordTally(3, 0, 0), result.Outcome.People);
        Assert.Equal([(-Year, 5, "1"), (newYear - 60, 120, "2"), (0, 5, "3")], await store.PeopleAsync(1));

        // The bucket over New Year is in December's partition and is still found from January.
        Assert.Single((await store.WriteAsync(1, Batch(People(newYear + 30, 5, 1)))).Outcome.Refusals);
        Assert.Equal(1, await store.CountAsync("select count(*) from people_readings_2025_12"));
        Assert.Equal(0, await store.CountAsync("select count(*) from people_readings where tableoid = 'people_readings'::regclass"));
    }

    [Fact]
    public async Task Two_silos_that_make_the_same_partition_at_once_both_succeed()
    {
        await using var store = await CreateAsync();
        var other = await store.StartWriterAsync();
        for (var year = 1; year <= 3; year++)
        {
            var start = -year * 365 * 24 * 60;
            var results = await Task.WhenAll(
                store.WriteAsync(1, Batch(People(start, 5, 1))), other.WriteAsync(2, Batch(People(start, 5, 1)), DateTimeOffset.MinValue, Cancellation));
            Assert.All(results, result => Assert.Equal(new RecordTally(1, 0, 0), result.Outcome.People));
        }
    }

    [Fact]
    public async Task Changes_that_ended_before_an_instant_are_not_reported()
    {
        await using var store = await CreateAsync();
        await store.WriteAsync(1, Batch(People(-10, 10, 1)));
        var result = await store.Writer.WriteAsync(1, Batch(People(-10, 10, 2), People(-15, 5, 1), People(0, 5, 1)), Noon, Cancellation);

        // An interval that ends at noon ended before it.
        Assert.Equal([Noon.UtcDateTime], result.Changes.Select(change => change.New.Start));
        Assert.Equal(new RecordTally(2, 1, 0), result.Outcome.People);
    }

    [Fact]
    public async Task A_row_that_PostgreSQL_refuses_fails_only_its_own_request()
    {
        await using var store = await CreateAsync(configure: options => options.Lanes = 1);
        await store.ExecuteAsync("alter table people_readings add constraint poison check (line1_in <> 666)");

        var writes = Enumerable.Range(1, 60).Select(key => store.WriteAsync(key, Batch(People(0, 5, key == 30 ? 666 : key)))).ToArray();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => writes[29]);
        Assert.Contains("refused", refused.Message, StringComparison.Ordinal);
        foreach (var write in writes.Where(write => write != writes[29]))
        {
            Assert.Equal(new RecordTally(1, 0, 0), (await write).Outcome.People);
        }

        Assert.Equal(59, await store.CountAsync("select count(*) from people_readings"));
        Assert.Equal(59, await store.CountMarksAsync());
        Assert.Equal(0, store.Writer.Waiting);
    }
}
