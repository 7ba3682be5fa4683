using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.Storage.Tests.Readings;

namespace RetailOrleans.Storage.Tests.Rollups;

/// <summary>What commits touched becomes marks: every commit once, whoever folds, one mark for a sensor and a day.</summary>
public sealed class FoldedMarksTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commits_of_a_day_become_one_mark_of_each_sensor()
    {
        await using var store = await WriterDatabase.CreateAsync();
        await store.WriteAsync(1, People(0));
        await store.WriteAsync(1, People(30));
        await store.WriteAsync(1, People(24 * 60));
        await store.WriteAsync(2, People(10));
        await new RollupStore(store.Database).FoldCommitsAsync(Cancellation);

        Assert.Equal(
            ["1 12:00 12:35", "1 12:00 12:05", "2 12:10 12:15"],
            await store.ListAsync("select concat_ws(' ', sensor_key, to_char(from_at, 'HH24:MI'), to_char(to_at, 'HH24:MI')) from dirty_ranges order by sensor_key, from_at"));
        Assert.Equal(0, await store.CountMarksAsync());
    }

    [Fact]
    public async Task Of_rollups_that_fold_at_once_each_commit_is_taken_by_one()
    {
        await using var store = await WriterDatabase.CreateAsync();
        var rollups = new RollupStore(store.Database);
        for (var round = 0; round < 5; round++)
        {
            var minute = round * 5;
            var writes = Enumerable.Range(1, 40).Select(sensor => store.WriteAsync(sensor, People(minute)));
            await Task.WhenAll(writes.Concat<Task>(Enumerable.Range(0, RollupStore.Shards).Select(_ => rollups.FoldCommitsAsync(Cancellation))));
        }

        await rollups.FoldCommitsAsync(Cancellation);
        Assert.Equal(0, await store.CountMarksAsync());
        Assert.Equal(40, await store.CountAsync("select count(distinct sensor_key) from dirty_ranges"));
        Assert.Equal(
            40, await store.CountAsync(
                "select count(*) from (select sensor_key from dirty_ranges group by sensor_key having max(to_at) - min(from_at) = interval '25 minutes') whole"));
    }

    [Fact]
    public async Task Of_all_that_is_owed_the_newest_time_is_paid_first()
    {
        await using var store = await WriterDatabase.CreateAsync();
        var rollups = new RollupStore(store.Database);
        foreach (var day in new[] { -40, 0, -3 })
        {
            await store.WriteAsync(1, People(day * 24 * 60));
        }

        await rollups.FoldCommitsAsync(Cancellation);
        var first = Assert.Single(await rollups.FindDirtyAsync(0, 1, Cancellation));
        Assert.Equal((WriterDatabase.Noon, WriterDatabase.Noon.AddMinutes(5)), (first.From, first.To));
    }

    private static ReadingBatch People(int minute)
    {
        var start = WriterDatabase.Noon.AddMinutes(minute);
        return ReadingBatch.Empty with { People = [new PeopleReading(start, start.AddMinutes(5), [1])] };
    }
}
