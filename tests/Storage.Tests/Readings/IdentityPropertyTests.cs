using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RetailOrleans.Grains.Interfaces.Readings;
using static RetailOrleans.Storage.Tests.Readings.WriterDatabase;

namespace RetailOrleans.Storage.Tests.Readings;

/// <summary>A reading of one of a few sensors in one of a few buckets, so that the same bucket comes again and again.</summary>
public sealed record SomeReading(int Sensor, ReadingKind Kind, int Bucket, int Value);

/// <summary>What clients send one after another: each batch for one sensor.</summary>
public sealed record SomeBatches(IReadOnlyList<IReadOnlyList<SomeReading>> Batches)
{
    public override string ToString() => string.Join("\n", Batches.Select(batch => string.Join(", ", batch)));
}

/// <summary>The databases of the property: one, and a fresh set of sensors for every case.</summary>
public sealed class IdentityPropertyFixture : IAsyncLifetime
{
    private WriterDatabase? _store;
    private int _cases;

    internal WriterDatabase Store => _store!;

    public int NextCase() => ++_cases;

    public async ValueTask InitializeAsync() => _store = await CreateAsync();

    public ValueTask DisposeAsync() => _store!.DisposeAsync();
}

/// <summary>L1: a reading is its sensor, kind and start. Again: no effect. With other numbers: it replaces.</summary>
public sealed class IdentityPropertyTests(IdentityPropertyFixture fixture) : IClassFixture<IdentityPropertyFixture>
{
    private const int Sensors = 3;

    public static class Sequences
    {
        public static Arbitrary<SomeBatches> All()
        {
            var reading = from kind in Gen.Elements(ReadingKind.People, ReadingKind.Regions, ReadingKind.Heat, ReadingKind.Alarms)
                          from bucket in Gen.Choose(-6, 6)
                          from value in Gen.Choose(0, 3)
                          select (kind, bucket, value);
            var batch = from sensor in Gen.Choose(1, Sensors)
                        from length in Gen.Choose(1, 8)
                        from readings in Gen.ListOf(reading, length)
                        select (IReadOnlyList<SomeReading>)[.. readings.Select(r => new SomeReading(sensor, r.kind, r.bucket, r.value))];
            return (from length in Gen.Choose(1, 12)
                    from batches in Gen.ListOf(batch, length)
                    select new SomeBatches([.. batches])).ToArbitrary();
        }
    }

    [Property(Arbitrary = [typeof(Sequences)], MaxTest = 60)]
    public async Task The_last_write_wins_and_a_repetition_changes_nothing(SomeBatches sent, bool isAtOnce, byte prefix)
    {
        var firstKey = fixture.NextCase() * 10;
        var model = new Dictionary<(int, ReadingKind, int), int>();
        var expected = (Inserted: 0, Updated: 0, Unchanged: 0);
        foreach (var batch in sent.Batches)
        {
            foreach (var reading in Distinct(batch))
            {
                var key = (reading.Sensor, reading.Kind, reading.Bucket);
                expected = !model.TryGetValue(key, out var before) ? expected with { Inserted = expected.Inserted + 1 }
                    : before == reading.Value ? expected with { Unchanged = expected.Unchanged + 1 }
                    : expected with { Updated = expected.Updated + 1 };
                model[key] = reading.Value;
            }
        }

        // All at once shares commits; the calls of one sensor keep their order all the same.
        var outcomes = isAtOnce ? await Task.WhenAll(sent.Batches.Select(WriteAsync)) : await OneByOneAsync(sent.Batches);
        Assert.Equal(expected.Inserted, Sum(outcomes, tally => tally.Inserted));
        Assert.Equal(expected.Updated, Sum(outcomes, tally => tally.Updated));
        Assert.Equal(expected.Unchanged, Sum(outcomes, tally => tally.Unchanged));
        Assert.Equal(Model(), await StoredAsync(firstKey));

        // What is true in the end, sent again in any order and in any pieces, changes nothing.
        var final = model.Select(entry => new SomeReading(entry.Key.Item1, entry.Key.Item2, entry.Key.Item3, entry.Value)).OrderBy(r => r.Value).ToArray();
        var pieces = final.GroupBy(r => r.Sensor).SelectMany(own => own.Chunk(1 + (prefix % 5))).Select(IReadOnlyList<SomeReading> (piece) => piece).ToArray();
        var marks = await fixture.Store.CountMarksAsync();
        var again = await OneByOneAsync([.. pieces.Reverse()]);
        Assert.Equal(model.Count, Sum(again, tally => tally.Unchanged));
        Assert.Equal(0, Sum(again, tally => tally.Inserted + tally.Updated));
        Assert.Equal(marks, await fixture.Store.CountMarksAsync());

        // A client that replays from some point of its past ends where it was.
        await OneByOneAsync([.. sent.Batches.Skip(prefix % sent.Batches.Count)]);
        Assert.Equal(Model(), await StoredAsync(firstKey));

        IEnumerable<string> Model() => model.Select(entry => $"{entry.Key} {entry.Value}").Order(StringComparer.Ordinal);

        Task<RecordOutcome> WriteAsync(IReadOnlyList<SomeReading> batch) => this.WriteAsync(firstKey + batch[0].Sensor, batch);

        async Task<RecordOutcome[]> OneByOneAsync(IReadOnlyList<IReadOnlyList<SomeReading>> batches)
        {
            var told = new List<RecordOutcome>();
            foreach (var batch in batches)
            {
                told.Add(await WriteAsync(batch));
            }

            return [.. told];
        }
    }

    /// <summary>The last value of a bucket counts; the writer is given one per bucket.</summary>
    private static IEnumerable<SomeReading> Distinct(IReadOnlyList<SomeReading> batch) =>
        batch.GroupBy(reading => (reading.Kind, reading.Bucket)).Select(same => same.Last());

    private static int Sum(IEnumerable<RecordOutcome> outcomes, Func<RecordTally, int> part) =>
        outcomes.Sum(outcome => part(outcome.People) + part(outcome.Regions) + part(outcome.Heat) + part(outcome.Alarms));

    private async Task<RecordOutcome> WriteAsync(int sensorKey, IReadOnlyList<SomeReading> readings)
    {
        // Buckets of a thousand minutes: some reach into other days and months.
        var batch = ReadingBatch.Empty;
        foreach (var reading in Distinct(readings))
        {
            var start = Noon.AddMinutes(reading.Bucket * 1_000);
            var end = start.AddMinutes(1_000);
            batch = reading.Kind switch
            {
                ReadingKind.People => batch with { People = batch.People.Add(new PeopleReading(start, end, [0, reading.Value])) },
                ReadingKind.Regions => batch with { Regions = batch.Regions.Add(new RegionReading(start, end, RegionCountKind.Visits, [reading.Value])) },
                ReadingKind.Heat => batch with { Heat = batch.Heat.Add(new HeatReading(start, end, reading.Value)) },
                _ => batch with { Alarms = batch.Alarms.Add(new AlarmReading(start, reading.Value, 0, 0)) },
            };
        }

        return (await fixture.Store.WriteAsync(sensorKey, batch)).Outcome;
    }

    private async Task<IEnumerable<string>> StoredAsync(int firstKey)
    {
        var stored = new List<string>();
        for (var sensor = 1; sensor <= Sensors; sensor++)
        {
            foreach (var kind in Enum.GetValues<ReadingKind>())
            {
                foreach (var row in await fixture.Store.RowsAsync(firstKey + sensor, kind))
                {
                    var value = kind == ReadingKind.Heat ? (int)row.Heat : row.Counts.Sum();
                    stored.Add($"{(sensor, kind, (int)((row.Start - Noon.UtcDateTime).TotalMinutes / 1_000))} {value}");
                }
            }
        }

        return stored.Order(StringComparer.Ordinal);
    }
}
