using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Grains.Tests.Rollups;

/// <summary>What one sensor sends at once: buckets by their place in its grid, each with four lines' counts.</summary>
public sealed record SomeBatch(int Sensor, int LateMinutes, IReadOnlyList<(int Bucket, int[] Counts)> Readings, bool PaysAfter)
{
    public override string ToString() =>
        $"sensor {Sensor} after {LateMinutes} min: {string.Join(", ", Readings.Select(r => $"{r.Bucket} [{string.Join(' ', r.Counts)}]"))}{(PaysAfter ? ", paid" : "")}";
}

/// <summary>A store around a date, two sensors with bucket lengths of their own, and what they send.</summary>
public sealed record SomeDays(string Zone, DateOnly Date, int DayStartHour, int[] BucketMinutes, IReadOnlyList<SomeBatch> Batches)
{
    public override string ToString() => $"{Zone} {Date} from {DayStartHour}:00, buckets of {string.Join(" and ", BucketMinutes)} min\n{string.Join("\n", Batches)}";
}

/// <summary>L4: rollups are a function of committed readings and settings.</summary>
public sealed class RollupPropertyTests(RollupDatabase database) : IClassFixture<RollupDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static class Days
    {
        // Ordinary days, and the days on which the clocks change.
        private static readonly (string Zone, DateOnly Date)[] Places =
        [
            ("Europe/Lisbon", new(2026, 3, 29)), ("Europe/Lisbon", new(2025, 10, 26)), ("America/New_York", new(2026, 3, 8)),
            ("America/New_York", new(2025, 11, 2)), ("Asia/Kolkata", new(2026, 1, 15)), ("Europe/Lisbon", new(2026, 1, 1)),
        ];

        public static Arbitrary<SomeDays> All()
        {
            var reading = from bucket in Gen.Choose(0, 10_000)
                          from counts in Gen.ListOf(Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Choose(0, 12))), 8)
                          select (bucket, counts.ToArray());
            var batch = from sensor in Gen.Choose(0, 1)
                        from late in Gen.Frequency((3, Gen.Choose(0, 60)), (1, Gen.Choose(60, 3_000)))
                        from length in Gen.Choose(1, 8)
                        from readings in Gen.ListOf(reading, length)
                        from pays in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
                        select new SomeBatch(sensor, late, [.. readings], pays);
            return (from place in Gen.Elements(Places)
                    from start in Gen.Elements(0, 6)
                    from minutes in Gen.ListOf(Gen.Elements(5, 15, 60, 97, 400, 1_440), 2)
                    from length in Gen.Choose(1, 10)
                    from batches in Gen.ListOf(batch, length)
                    select new SomeDays(place.Zone, place.Date, start, [.. minutes], [.. batches])).ToArbitrary();
        }
    }

    [Property(Arbitrary = [typeof(Days)], MaxTest = 20)]
    public async Task However_readings_come_the_rows_are_those_of_the_final_readings(SomeDays days, bool isBackwards)
    {
        var dayStart = new TimeOnly(days.DayStartHour, 0);
        var calendar = StoreCalendar.Create(days.Zone, dayStart);
        var store = await database.Tenant.AddStoreAsync(days.Zone, dayStart);
        SensorSettings[] sensors = [await AddSensorAsync(store), await AddSensorAsync(store)];
        var final = sensors.ToDictionary(sensor => sensor.SensorKey, _ => new Dictionary<DateTimeOffset, ReferenceReading>());

        // The grids begin off the hour on the day before, so that buckets lie over hours, midnights and changes of the clocks.
        var origin = calendar.Day(days.Date).Start.AddHours(-26).AddMinutes(-3);
        foreach (var batch in days.Batches)
        {
            var sensor = sensors[batch.Sensor];
            var length = TimeSpan.FromMinutes(days.BucketMinutes[batch.Sensor]);
            var buckets = (int)(TimeSpan.FromHours(54) / length);
            var readings = batch.Readings.GroupBy(r => r.Bucket % buckets).Select(same => (Start: origin + (length * same.Key), same.Last().Counts)).ToArray();

            // Received while the newest bucket was open, or long after.
            var receivedAt = readings.Max(r => r.Start).AddMinutes(batch.LateMinutes);
            database.Time.AdjustTime(receivedAt);
            await database.Writer.WriteAsync(
                sensor.SensorKey, ReadingBatch.Empty with { People = [.. readings.Select(r => new PeopleReading(r.Start, r.Start + length, [.. r.Counts]))] },
                DateTimeOffset.MinValue, Cancellation);
            foreach (var (start, counts) in readings)
            {
                var known = final[sensor.SensorKey].GetValueOrDefault(start);
                if (known is null || !known.Counts.SequenceEqual(counts))
                {
                    final[sensor.SensorKey][start] = new ReferenceReading(start, (int)length.TotalSeconds, (int)(receivedAt - start).TotalSeconds, counts);
                }
            }

            if (batch.PaysAfter)
            {
                await database.PayAsync();
            }
        }

        await database.PayAsync();
        Assert.Equal(0, await database.OwedAsync());
        var counted = final.ToDictionary(entry => entry.Key, entry => entry.Value.Values.OrderBy(r => r.Start).ToList());
        var expected = ReferenceRollup.Rows(calendar, counted, days.Date.AddDays(-3), days.Date.AddDays(3));
        var expectedDays = ReferenceRollup.Days(calendar, counted, days.Date.AddDays(-3), days.Date.AddDays(3));
        var (rows, writtenAt) = await database.RowsAsync(store);
        var (dayRows, daysWrittenAt) = await database.DaysAsync(store);
        Assert.Equal(expected, rows);
        Assert.Equal(expectedDays, dayRows);

        // Again, day by day in some order, twice: the same rows, none of them written anew.
        for (var day = -2; day <= 2; day++)
        {
            var start = origin.AddDays(isBackwards ? -day : day);
            await database.MarkAsync(sensors[0], start, start.AddDays(1));
            await database.PayAsync();
        }

        var again = await database.RowsAsync(store);
        Assert.Equal(expected, again.Rows);
        Assert.Equal(writtenAt, again.WrittenAt);
        var daysAgain = await database.DaysAsync(store);
        Assert.Equal(expectedDays, daysAgain.Rows);
        Assert.Equal(daysWrittenAt, daysAgain.WrittenAt);
    }

    private Task<SensorSettings> AddSensorAsync(StoreSettings store) => database.Tenant.AddSensorAsync(
        store, false, ("line1", new LineConfig()), ("line2", new LineConfig(Type: LineType.Passing)), ("line3", new LineConfig(Type: LineType.Exit, Invert: true)));
}
