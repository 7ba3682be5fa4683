using System.Collections.Immutable;
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
        var some = from days in RollupPropertyTests.Days.All().Generator
                   from factors in Gen.ListOf(Gen.Elements(1m, 0.5m, 1.04m, 1.25m, 0.9137m), 4)
                   from isCalibrated in Gen.Elements(true, false)
                   from change in Gen.Elements<(string Zone, int DayStartHour, int Days)?>(null, ("Europe/Lisbon", 3, 0), ("Asia/Kolkata", 0, 0), ("Asia/Kolkata", 5, 1), ("Etc/UTC", 0, 1))
                   select new Case(days, isCalibrated && factors.Take(3).Any(factor => factor != 1) ? [.. factors] : null, change?.Zone, change?.DayStartHour ?? 0, change?.Days ?? 0);
        Prop.ForAll(some.ToArbitrary(), Compare).Check(Config.QuickThrowOnFailure.WithMaxTest(cases));
    }

    private static void Compare(Case one)
    {
        var days = one.Days;
        var calendar = StoreCalendar.Create(days.Zone, new TimeOnly(days.DayStartHour, 0));
        if (one.NewZone is { } zone)
        {
            // On the day itself, or on the one after, so that it is the day between the two.
            var after = StoreCalendar.Create(zone, new TimeOnly(one.NewDayStartHour, 0));
            var from = days.Date.AddDays(one.DaysLater);
            calendar = after.Day(from).Start - calendar.Day(from.AddDays(-1)).Start > TimeSpan.FromHours(1) ? StoreCalendar.Join(calendar, from, after) : calendar;
        }

        var factors = one.Factors is null ? null : new Dictionary<int, decimal[]> { [1] = one.Factors };
        var day = calendar.Day(days.Date);
        var sensors = Enumerable.Range(0, 2).ToDictionary(sensor => sensor + 1, sensor => Final(days, sensor, day.Start.AddHours(-26).AddMinutes(-3)));

        var made = StoreDayRollup.Compute(day, calendar, OperatingHours.Always, [.. sensors.Select(sensor => (Settings(sensor.Key, factors?.GetValueOrDefault(sensor.Key)), Stored(sensor.Key, sensor.Value, day)))]);

        Assert.Equal(
            ReferenceRollup.Rows(calendar, sensors, days.Date, days.Date, factors),
            made.Hours.Select(row => ReferenceRollup.Row(
                row.SensorKey, row.HourStart, row.Entries, row.Exits, row.Passing, row.Lines.Select(line => (line.Key, line.Value)), row.AvgOccupancy,
                row.PeakOccupancy, row.PeakAt, row.Drift, row.CoveredSeconds)));
        Assert.Equal(
            ReferenceRollup.Days(calendar, sensors, days.Date, days.Date, factors),
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

    private static SensorSettings Settings(int key, decimal[]? factors) => new(
        Guid.Empty, Guid.NewGuid(), key, Guid.Empty, $"Sensor {key}", "127.1.0.1", key, "fake", null, null, Calibrated(factors), null, true, null, null,
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1);

    private static SensorConfig Calibrated(decimal[]? factors) => factors is null
        ? Lines
        : Lines with { Lines = Lines.Lines.ToImmutableSortedDictionary(line => line.Key, line => line.Value with { Calibration = factors[line.Key[^1] - '1'] }) };

    /// <summary>Days of two sensors, of which the first may have factors, in a store that may change its clock.</summary>
    private sealed record Case(SomeDays Days, decimal[]? Factors, string? NewZone, int NewDayStartHour, int DaysLater)
    {
        public override string ToString() => $"{Days}\nfactors {(Factors is null ? "none" : string.Join(' ', Factors))}, then {NewZone} {NewDayStartHour}:00 after {DaysLater} days";
    }
}
