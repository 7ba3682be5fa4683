using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Rollups;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Grains.Tests.Rollups;

/// <summary>The function that makes a day's rows against the slow reference, without a database: many cases. REFERENCE_CASES says how many.</summary>
public sealed class ReferenceCasesTests
{
    private const int Usual = 100;

    private static readonly SensorConfig Lines = SensorConfig.Default with
    {
        Lines = SensorConfig.Default.Lines.Add("line1", new LineConfig()).Add("line2", new LineConfig(Type: LineType.Passing))
            .Add("line3", new LineConfig(Type: LineType.Exit, Invert: true)),
    };

    [Fact]
    public void A_days_rows_are_those_of_the_reference()
    {
        var given = Environment.GetEnvironmentVariable("REFERENCE_CASES");
        var cases = given is null ? Usual : int.Parse(given, CultureInfo.InvariantCulture);
        Prop.ForAll(RollupPropertyTests.Days.All(), Compare).Check(Config.QuickThrowOnFailure.WithMaxTest(cases));
    }

    private static void Compare(SomeDays days)
    {
        var calendar = StoreCalendar.Create(days.Zone, new TimeOnly(days.DayStartHour, 0));
        var day = calendar.Day(days.Date);
        var sensors = Enumerable.Range(0, 2).ToDictionary(sensor => sensor + 1, sensor => Final(days, sensor, day.Start.AddHours(-26).AddMinutes(-3)));

        var made = StoreDayRollup.Compute(day, calendar, OperatingHours.Always, [.. sensors.Select(sensor => (Settings(sensor.Key), Stored(sensor.Key, sensor.Value, day)))]);

        Assert.Equal(
            ReferenceRollup.Rows(calendar, sensors, days.Date, days.Date),
            made.Hours.Select(row => ReferenceRollup.Row(
                row.SensorKey, row.HourStart, row.Entries, row.Exits, row.Passing, row.Lines.Select(line => (line.Key, line.Value)), row.AvgOccupancy,
                row.PeakOccupancy, row.PeakAt, row.Drift, row.CoveredSeconds)));
        Assert.Equal(
            ReferenceRollup.Days(calendar, sensors, days.Date, days.Date),
            made.Counts is not { Totals: var total } counts ? [] : [ReferenceRollup.DayRow(
                days.Date, total.Entries, total.Exits, total.Passing, counts.BusinessHoursEntries, counts.PeakHour, counts.CountedMinutes, total.CoveredSeconds)]);
    }

    /// <summary>What is stored of a sensor in the end: late, again and corrected as it came.</summary>
    private static List<ReferenceReading> Final(SomeDays days, int sensor, DateTimeOffset origin)
    {
        var length = TimeSpan.FromMinutes(days.BucketMinutes[sensor]);
        var buckets = (int)(TimeSpan.FromHours(54) / length);
        var final = new SortedDictionary<DateTimeOffset, ReferenceReading>();
        foreach (var batch in days.Batches.Where(batch => batch.Sensor == sensor))
        {
            var readings = batch.Readings.GroupBy(r => r.Bucket % buckets).Select(same => (Start: origin + (length * same.Key), same.Last().Counts)).ToArray();
            var receivedAt = readings.Max(r => r.Start).AddMinutes(batch.LateMinutes);
            foreach (var (start, counts) in readings)
            {
                if (!final.TryGetValue(start, out var known) || !known.Counts.SequenceEqual(counts))
                {
                    final[start] = new ReferenceReading(start, (int)length.TotalSeconds, (int)(receivedAt - start).TotalSeconds, counts);
                }
            }
        }

        return [.. final.Values];
    }

    private static SensorReadings Stored(int key, List<ReferenceReading> readings, BusinessDay day)
    {
        var stored = new SensorReadings.Builder(key);
        stored.Rows(ReadingKind.People).AddRange(readings.Where(r => r.Start < day.End && r.End >= day.Start).Select(r =>
            new ReadingRow(key, r.Start.UtcDateTime, 0, r.Seconds, r.ObservedSeconds, r.Counts, 0)));
        return stored.Build();
    }

    private static SensorSettings Settings(int key) => new(
        Guid.Empty, Guid.NewGuid(), key, Guid.Empty, $"Sensor {key}", "127.1.0.1", key, "fake", null, null, Lines, null, true, null, null,
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1);
}
