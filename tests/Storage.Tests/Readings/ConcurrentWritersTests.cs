using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Readings;
using static RetailOrleans.Storage.Tests.Readings.WriterDatabase;

namespace RetailOrleans.Storage.Tests.Readings;

public sealed class ConcurrentWritersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_readings_through_two_silos_are_one_row_each_and_inserted_once()
    {
        const int Sensors = 8, Buckets = 40, Copies = 3;
        await using var store = await CreateAsync();
        var other = await store.StartWriterAsync();

        var writes = new List<Task<RecordOutcome>>();
        for (var start = 0; start < Buckets; start += 4)
        {
            for (var sensor = 1; sensor <= Sensors; sensor++)
            {
                for (var copy = 0; copy < Copies; copy++)
                {
                    var batch = Batch([.. Enumerable.Range(start, 4).Select(bucket => People(bucket * 5, 5, bucket, 1))]);
                    writes.Add(OutcomeAsync(store.Writer, sensor, batch));
                    writes.Add(OutcomeAsync(other, sensor, batch));
                }
            }
        }

        var outcomes = await Task.WhenAll(writes);

        Assert.Equal(Sensors * Buckets, await store.CountAsync("select count(*) from people_readings"));
        Assert.Equal(Sensors * Buckets, outcomes.Sum(outcome => outcome.People.Inserted));
        Assert.Equal(0, outcomes.Sum(outcome => outcome.People.Updated));
        Assert.Equal(Sensors * Buckets * ((Copies * 2) - 1), outcomes.Sum(outcome => outcome.People.Unchanged));
    }

    [Fact]
    public async Task A_day_that_is_copied_through_two_silos_at_once_is_one_row_each_and_inserted_once()
    {
        const int Sensors = 12, Buckets = RowCopy.FewestRows + 50;
        await using var store = await CreateAsync();
        var other = await store.StartWriterAsync();

        var writes = new List<Task<RecordOutcome>>();
        for (var sensor = 1; sensor <= Sensors; sensor++)
        {
            var batch = Batch([.. Enumerable.Range(0, Buckets).Select(bucket => People(bucket * 5, 5, bucket, 1))]);
            writes.Add(OutcomeAsync(store.Writer, sensor, batch));
            writes.Add(OutcomeAsync(other, sensor, batch));
        }

        var outcomes = await Task.WhenAll(writes);

        Assert.Equal(Sensors * Buckets, await store.CountAsync("select count(*) from people_readings"));
        Assert.Equal(Sensors * Buckets, outcomes.Sum(outcome => outcome.People.Inserted));
        Assert.Equal(Sensors * Buckets, outcomes.Sum(outcome => outcome.People.Unchanged));
    }

    [Fact]
    public async Task Different_numbers_through_two_silos_end_in_one_of_them_and_every_bucket_is_inserted_once()
    {
        const int Buckets = 60;
        await using var store = await CreateAsync();
        var other = await store.StartWriterAsync();

        var writes = new List<Task<RecordOutcome>>();
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            writes.Add(OutcomeAsync(store.Writer, 1, Batch(People(bucket * 5, 5, 1))));
            writes.Add(OutcomeAsync(other, 1, Batch(People(bucket * 5, 5, 2))));
        }

        var outcomes = await Task.WhenAll(writes);

        Assert.Equal(Buckets, outcomes.Sum(outcome => outcome.People.Inserted));
        Assert.Equal(Buckets, outcomes.Sum(outcome => outcome.People.Updated));
        Assert.All(await store.RowsAsync(1), row => Assert.Contains(Assert.Single(row.Counts), new[] { 1, 2 }));
        Assert.Equal(Buckets, await store.CountAsync("select count(*) from people_readings"));
    }

    [Fact]
    public async Task Batches_of_one_sensor_are_committed_in_the_order_of_the_calls()
    {
        await using var store = await CreateAsync();
        var writes = Enumerable.Range(1, 200).Select(n => store.WriteAsync(1, Batch(People(0, 5, n)))).ToArray();
        var results = await Task.WhenAll(writes);

        Assert.Equal([(0, 5, "200")], await store.PeopleAsync(1));
        Assert.Equal(1, results.Sum(result => result.Outcome.People.Inserted));
        Assert.Equal(199, results.Sum(result => result.Outcome.People.Updated));
    }

    private static async Task<RecordOutcome> OutcomeAsync(Storage.Readings.ReadingWriter writer, int sensorKey, ReadingBatch batch) =>
        (await writer.WriteAsync(sensorKey, batch, DateTimeOffset.MinValue, Cancellation)).Outcome;
}
