using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Rollups;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Tests.Rollups;

/// <summary>The function that makes a day's rows against the slow reference, without a database: many cases. REFERENCE_CASES says how many.</summary>
public sealed class ReferenceCasesTests
{
    private const int Usual = 100;

    private static int _continued;

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
        Assert.True(_continued > cases, $"Only {_continued} days were continued, so what hours leave behind was hardly tried.");
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

        var made = Compute(null, day.Start);

        Assert.Equal(ReferenceRollup.Rows(calendar, sensors, days.Date, days.Date, factors), made.Hours.Select(Text));
        Assert.Equal(ReferenceRollup.Days(calendar, sensors, days.Date, days.Date, factors), Days(made));

        // From any hour on, with what the hours before left behind and the readings that touch the rest: the same.
        foreach (var hour in day.Hours)
        {
            DirtyRange[] marks = [new([1], Guid.Empty, 1, hour.Start, hour.End)];
            var before = made.Hours.Where(row => row.HourStart < hour.Start).ToArray();
            var carried = new CarriedHours(
                [.. before.Select(row => new CarriedHour(row.SensorKey, row.HourStart, row.HourEnd, row.Carry, row.ExpectedSeconds))],
                [.. before.Where(row => row.SensorKey == HourRow.Store)]);
            if (DayCarry.FirstDirty(day, marks) is not null && DayCarry.Find(day, carried, [.. sensors.Keys.Select(key => Settings(key, factors?.GetValueOrDefault(key)))], marks) is { } carry)
            {
                var since = day.Hours[carry.First].Start;
                var rest = Compute(carry, since);
                Assert.Equal(since, rest.Since);
                Assert.Equal(made.Hours.Where(row => row.HourStart >= since).Select(row => (Text(row), row.Carry, row.ExpectedSeconds)), rest.Hours.Select(row => (Text(row), row.Carry, row.ExpectedSeconds)));
                Assert.Equal(Days(made), Days(rest));
                Assert.Equal(made.Counts?.Totals.ExpectedSeconds, rest.Counts?.Totals.ExpectedSeconds);
                Interlocked.Increment(ref _continued);
            }
        }

        StoreDay Compute(DayCarry? carry, DateTimeOffset since) => StoreDayRollup.Compute(
            day, calendar, OperatingHours.Always,
            [.. sensors.Select(sensor => (Settings(sensor.Key, factors?.GetValueOrDefault(sensor.Key)), Stored(sensor.Key, sensor.Value, since, day.End)))], carry: carry);

        IEnumerable<string> Days(StoreDay made) => made.Counts is not { Totals: var total } counts ? [] : [ReferenceRollup.DayRow(
            days.Date, total.Entries, total.Exits, total.Passing, counts.BusinessHoursEntries, counts.PeakHour, counts.CountedMinutes, total.CoveredSeconds)];
    }

    private static string Text(HourRow row) => ReferenceRollup.Row(
        row.SensorKey, row.HourStart, row.Entries, row.Exits, row.Passing, row.Lines.Select(line => (line.Key, line.Value)), row.AvgOccupancy,
        row.PeakOccupancy, row.PeakAt, row.Drift, row.CoveredSeconds);

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

    private static SensorReadings Stored(int key, List<ReferenceReading> readings, DateTimeOffset since, DateTimeOffset until)
    {
        var stored = new SensorReadings.Builder(key);
        stored.Rows(ReadingKind.People).AddRange(readings.Where(r => r.Start < until && r.End >= since).Select(r =>
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
