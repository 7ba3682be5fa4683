using System.Diagnostics;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Failures;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Readings;
using RetailOrleans.TestKit;
using static RetailOrleans.Storage.Tests.Readings.WriterDatabase;

namespace RetailOrleans.Storage.Tests.Readings;

public sealed class WriterOutageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_queue_says_so_at_once_and_takes_more_when_it_has_room_again()
    {
        await using var store = await CreateAsync();
        var writer = await store.StartWriterAsync(options => options.MaxWaiting = 1_000, isStarted: false);
        var waiting = Enumerable.Range(0, 10).Select(hundred => writer.WriteAsync(1, Hundred(hundred), Noon, Cancellation)).ToArray();
        Assert.Equal(1_000, writer.Waiting);
        Assert.False(writer.HasRoom);

        var full = await Assert.ThrowsAsync<StorageUnavailableException>(() => writer.WriteAsync(1, Batch(People(-5, 5, 1)), Noon, Cancellation));
        Assert.Contains("1000 readings wait", full.Message, StringComparison.Ordinal);
        Assert.True(full.RetryAfter > TimeSpan.Zero);

        await writer.StartAsync(Cancellation);
        Assert.All(await Task.WhenAll(waiting), result => Assert.Equal(100, result.Outcome.People.Inserted));
        Assert.True(writer.HasRoom);
        await writer.WriteAsync(1, Batch(People(-5, 5, 1)), Noon, Cancellation);
        Assert.Equal(1_001, await store.CountAsync("select count(*) from people_readings"));
    }

    [Fact]
    public async Task What_waits_when_the_silo_stops_is_committed_and_what_comes_later_is_told()
    {
        await using var store = await CreateAsync();
        var writer = await store.StartWriterAsync();
        var waiting = Enumerable.Range(0, 20).Select(hundred => writer.WriteAsync(hundred, Hundred(hundred), Noon, Cancellation)).ToArray();
        await writer.StopAsync(Cancellation);
        await Task.WhenAll(waiting);
        Assert.Equal(2_000, await store.CountAsync("select count(*) from people_readings"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => writer.WriteAsync(1, Batch(People(-5, 5, 1)), Noon, Cancellation));
    }

    [Fact]
    public async Task While_the_database_hangs_what_comes_is_told_within_two_seconds_and_the_commit_under_way_is_ended_by_its_answer()
    {
        await using var store = await CreateAsync();
        await store.WriteAsync(1, Batch(People(-10, 5, 1)));
        await using var holder = await store.Database.OpenConnectionAsync(Cancellation);
        await using var held = await holder.BeginTransactionAsync(Cancellation);
        await using (var hold = new NpgsqlCommand("lock table people_readings in access exclusive mode", holder, held))
        {
            await hold.ExecuteNonQueryAsync(Cancellation);
        }

        var underWay = store.WriteAsync(1, Batch(People(-5, 5, 2)));
        await Eventually.AnswersAsync(() => store.CountAsync("select count(*) from pg_locks where not granted"), waiting => waiting > 0, TimeSpan.FromSeconds(15), Cancellation);
        for (var sensor = 2; sensor < 5; sensor++)
        {
            // The first waits until the commit counts as stalled, those behind it come while it does.
            var watch = Stopwatch.StartNew();
            var told = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.WriteAsync(sensor, Batch(People(-5, 5, 1))));
            Assert.True(told.NothingStored);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(4), $"To be told took {watch.Elapsed}");
        }

        await held.RollbackAsync(Cancellation);
        Assert.Equal(1, (await underWay).Outcome.People.Inserted);
        Assert.Equal(1, (await store.WriteAsync(2, Batch(People(-5, 5, 1)))).Outcome.People.Inserted);
    }

    /// <summary>Fewer rows are inserted by a statement, more are copied.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(300)]
    public async Task A_commit_that_hangs_is_given_up_after_its_time_and_the_next_one_works(int rows)
    {
        await using var store = await CreateAsync(configure: options => options.CommitTimeout = TimeSpan.FromSeconds(1));
        await store.WriteAsync(2, Batch(People(-100, 1, 1)));
        await using var holder = await store.Database.OpenConnectionAsync(Cancellation);
        await using (var held = await holder.BeginTransactionAsync(Cancellation))
        {
            // A bucket of sensor 1 that is about to be stored: who comes second waits for what becomes of it.
            await using var hold = new NpgsqlCommand(
                "insert into people_readings select start_at + interval '100 minutes', 1, duration_s, received_after_s from people_readings", holder, held);
            await hold.ExecuteNonQueryAsync(Cancellation);
            var watch = Stopwatch.StartNew();
            var told = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.WriteAsync(1, Rows(rows)));
            Assert.False(told.NothingStored);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(8), $"To be told took {watch.Elapsed}");
        }

        await UntilStoredAsync(store, 1, Rows(rows));
        Assert.Equal(rows + 1, await store.CountAsync("select count(*) from people_readings"));

        static ReadingBatch Rows(int count) => Batch([.. Enumerable.Range(0, count).Select(minute => People(minute, 1, minute))]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(300)]
    public async Task A_silo_that_its_cluster_does_not_know_any_more_stores_nothing(int rows)
    {
        await using var store = await CreateAsync();
        await store.WriteAsync(1, Batch(People(-100, 1, 1)));
        var writer = await store.StartWriterAsync(identity: new WriterIdentity("cluster", "127.0.0.1", 11111, 1));

        // New buckets and a correction.
        var batch = Batch([.. Enumerable.Range(0, rows).Select(minute => People(minute - 100, 1, minute + 2))]);
        var told = await Assert.ThrowsAsync<StorageUnavailableException>(() => writer.WriteAsync(1, batch, Noon, Cancellation));
        Assert.Contains("declared dead", told.Message, StringComparison.Ordinal);
        Assert.Equal([(-100, 1, "1")], await store.PeopleAsync(1));
        Assert.Equal(1, await store.CountMarksAsync());

        var tally = (await store.WriteAsync(1, batch)).Outcome.People;
        Assert.Equal((rows - 1, 1), (tally.Inserted, tally.Updated));
    }

    /// <summary>Also where so many rows come at once that they are copied.</summary>
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 250)]
    [InlineData(false, 250)]
    public async Task While_the_database_is_away_requests_are_told_soon_and_afterwards_work_again(bool isCrash, int rows)
    {
        await using var server = await PostgresServer.StartDurableAsync(Cancellation);
        await using var store = await CreateAsync(server);
        var acknowledged = new HashSet<int>();
        var failures = new List<Exception>();
        var next = 0;

        // A steady stream, in the middle of which the server goes.
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        var stream = Enumerable.Range(1, 4).Select(async sensor =>
        {
            while (!stop.IsCancellationRequested)
            {
                var n = Interlocked.Increment(ref next);
                var watch = Stopwatch.StartNew();
                try
                {
                    await store.WriteAsync(sensor, Batch([.. Enumerable.Range(n * rows, rows).Select(minute => People(minute, 1, n))]));
                    lock (acknowledged)
                    {
                        acknowledged.Add(n);
                        if (acknowledged.Count == 200)
                        {
                            enough.TrySetResult();
                        }
                    }
                }
                catch (StorageUnavailableException exception)
                {
                    Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"A failure took {watch.Elapsed}");
                    lock (failures)
                    {
                        failures.Add(exception);
                    }

                    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
                }
            }
        }).ToArray();
        TimeSpan recovered;
        try
        {
            await enough.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
            await (isCrash ? server.CrashAsync(Cancellation) : server.StopAsync(Cancellation));

            var refused = Stopwatch.StartNew();
            await Assert.ThrowsAsync<StorageUnavailableException>(() => store.WriteAsync(9, Batch(People(0, 1, 1))));
            Assert.True(refused.Elapsed < TimeSpan.FromSeconds(4), $"To be refused took {refused.Elapsed}");

            await server.StartAsync(Cancellation);
            recovered = await UntilStoredAsync(store, 9, Batch(People(0, 1, 1)));
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(stream);
        }

        Assert.NotEmpty(failures);
        var stored = new HashSet<int>();
        for (var sensor = 1; sensor <= 4; sensor++)
        {
            foreach (var request in (await store.RowsAsync(sensor)).GroupBy(row => row.Counts[0]))
            {
                // All of a request or nothing.
                Assert.Equal(rows, request.Count());
                stored.Add(request.Key);
            }
        }

        Assert.Empty(acknowledged.Except(stored));
        Assert.True(recovered < TimeSpan.FromSeconds(10), $"To be taken again took {recovered}");
        Assert.Equal(0, store.Writer.Waiting);
    }

    private static async Task<TimeSpan> UntilStoredAsync(WriterDatabase store, int sensorKey, ReadingBatch batch)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await store.WriteAsync(sensorKey, batch);
                return watch.Elapsed;
            }
            catch (StorageUnavailableException) when (watch.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
            }
        }
    }

    private static ReadingBatch Hundred(int n) => Batch([.. Enumerable.Range(n * 100, 100).Select(bucket => People(bucket, 1, bucket))]);
}
