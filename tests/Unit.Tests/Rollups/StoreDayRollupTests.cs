using System.Collections.Immutable;
using System.Text.Json;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Rollups;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.Unit.Tests.Sensors;

namespace RetailOrleans.Unit.Tests.Rollups;

public sealed class StoreDayRollupTests
{
    private static readonly StoreCalendar Utc = StoreCalendar.Create("Etc/UTC");
    private static readonly BusinessDay Day = Utc.Day(new DateOnly(2026, 7, 15));

    [Fact]
    public void An_hour_without_readings_has_no_row_and_an_hour_of_zeros_has_one()
    {
        var rows = Compute(Sensor(1, People(9, 60)));
        Assert.Equal([(1, 9), (HourRow.Store, 9)], rows.Select(row => (row.SensorKey, row.HourStart.Hour)));
        Assert.All(rows, row => Assert.Equal((0, 0, 3600, 3600), (row.Entries, row.PeakOccupancy, row.CoveredSeconds, row.ExpectedSeconds)));
        Assert.All(rows, row => Assert.Null(row.PeakAt));
    }

    [Fact]
    public void Occupancy_is_carried_over_hours_and_weighted_by_time()
    {
        // Six come at 09:00–09:05 and three go at 09:30–09:35; nobody moves in the hour after.
        var rows = Store(Compute(Sensor(1, People(9, 5, 6), People(9.5, 5, 0, 3), People(10, 60))));

        Assert.Equal(((6 * 6) + (3 * 6)) / 12.0, rows[9].AvgOccupancy, 9);
        Assert.Equal((6, Hour(9)), (rows[9].PeakOccupancy, rows[9].PeakAt));
        Assert.Equal(3, rows[10].AvgOccupancy, 9);
        Assert.Equal((3, Hour(10)), (rows[10].PeakOccupancy, rows[10].PeakAt));
    }

    [Fact]
    public void The_open_hour_is_averaged_over_what_has_been_seen_of_it()
    {
        var rows = Store(Compute(Sensor(1, People(9, 5, 6), People(9 + (5 / 60.0), 5, 6))));
        Assert.Equal((6 + 12) / 2.0, rows[9].AvgOccupancy, 9);
    }

    [Fact]
    public void A_stores_row_adds_up_its_sensors_but_floors_only_once()
    {
        var rows = Store(Compute(Sensor(1, People(9, 60, 12)), Sensor(2, People(9, 60, 0, 12))));
        Assert.Equal((12, 12, 0), (rows[9].Entries, rows[9].Exits, rows[9].PeakOccupancy));
        Assert.Equal(0, rows[9].Drift);
        Assert.Equal(7200, rows[9].CoveredSeconds);
        Assert.Equal(24, rows[9].Lines["line1"]);
    }

    [Fact]
    public void What_the_floor_takes_up_is_drift()
    {
        var rows = Store(Compute(Sensor(1, People(9, 5, 0, 4), People(10, 5, 1))));
        Assert.Equal((4, 0), (rows[9].Drift, rows[10].Drift));
        Assert.Equal(1, rows[10].PeakOccupancy);
    }

    [Fact]
    public void Visits_add_up_and_people_present_are_averaged_never_mixed()
    {
        var rows = Store(Compute(Sensor(
            1,
            Regions(9, 30, RegionCountKind.Visits, 4, 1), Regions(9.5, 30, RegionCountKind.Visits, 6),
            Regions(9, 15, RegionCountKind.Occupancy, 8, 2), Regions(9.25, 45, RegionCountKind.Occupancy, 4))));

        Assert.Equal([("region1", 10L), ("region2", 1L)], rows[9].RegionVisits.Select(entry => (entry.Key, entry.Value)));
        Assert.Equal([("region1", 5.0), ("region2", 0.5)], rows[9].RegionAverages.Select(entry => (entry.Key, entry.Value)));
        Assert.Equal([("region1", 8), ("region2", 2)], rows[9].RegionMaxima.Select(entry => (entry.Key, entry.Value)));
    }

    [Fact]
    public void Heat_has_a_mean_and_a_maximum()
    {
        var rows = Store(Compute(Sensor(1, Heat(9, 2), Heat(9.5, 4), Heat(10, 0))));
        Assert.Equal((3.0, 4.0), (rows[9].HeatAverage, rows[9].HeatMaximum));
        Assert.Equal((0.0, 0.0), (rows[10].HeatAverage, rows[10].HeatMaximum));
    }

    [Fact]
    public void A_day_sums_its_hours_and_knows_its_peak_and_who_came_while_it_was_open()
    {
        Assert.True(OperatingHours.TryParse(
            JsonDocument.Parse("""{"wednesday": [{"open": "09:30", "close": "12:00"}]}""").RootElement, out var hours, out _));

        // Before it opens 5 come, then 8 and 8, and 2 after it has closed; two go.
        var day = StoreDayRollup.Compute(
            Day, Utc, hours,
            [Sensor(1, People(9, 30, 5), People(10, 60, 8), People(11, 60, 8, 2)), Sensor(2, People(12, 60, 2))]).Counts!;

        Assert.Equal((23, 2, 16), (day.Totals.Entries, day.Totals.Exits, day.BusinessHoursEntries));
        Assert.Equal(Hour(10), day.PeakHour);
        Assert.Equal((21, 240), (day.Totals.PeakOccupancy, day.CountedMinutes));
        Assert.Equal((Day.Start, Day.End), (day.Totals.HourStart, day.Totals.HourEnd));

        // Two sensors, two and a half open hours each; one of them saw two hours of them.
        Assert.Equal((7200, 18_000), (day.Totals.CoveredSeconds, day.Totals.ExpectedSeconds));
    }

    [Fact]
    public void A_day_on_which_nothing_was_counted_has_no_counts_and_one_of_zeros_has()
    {
        Assert.Null(StoreDayRollup.Compute(Day, Utc, OperatingHours.Always, [Sensor(1)]).Counts);
        Assert.Equal(0, StoreDayRollup.Compute(Day, Utc, OperatingHours.Always, [Sensor(1, People(9, 60))]).Counts!.Totals.Entries);
    }

    [Fact]
    public void A_day_long_bucket_over_midnight_is_shared_by_both_days()
    {
        var long1 = (ReadingKind.People, Samples.Row(Hour(22), 240, 10));
        var first = Store(Compute(Sensor(1, long1)));
        var second = Store(StoreDayRollup.Compute(Utc.Day(Day.Date.AddDays(1)), Utc, OperatingHours.Always, [Sensor(1, long1)]).Hours);

        Assert.Equal([3, 3, 2, 2], [first[22].Entries, first[23].Entries, second[0].Entries, second[1].Entries]);
        Assert.Equal(2, second.Count);
        Assert.Equal(5, second[1].PeakOccupancy);
    }

    [Fact]
    public void A_calibrated_line_counts_by_its_factor_and_what_was_counted_stays_beside_it()
    {
        var lines = Samples.Lines(("line1", new LineConfig(Calibration: 1.25m)), ("line2", new LineConfig()), ("line3", new LineConfig(Type: LineType.Passing, Calibration: 0.5m)));
        var readings = Samples.Readings([People(9, 60, 10, 2, 1, 1, 8, 8), People(10, 60, 10, 3)], DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 1);
        var hours = OperatingHours.TryParse(JsonDocument.Parse("""{"wednesday": [{"open": "10:00", "close": "18:00"}]}""").RootElement, out var parsed, out _) ? parsed : null!;
        var day = StoreDayRollup.Compute(Day, Utc, hours, [(Samples.Sensor(lines, key: 1), readings), Sensor(2, People(9, 60, 5))]);
        var rows = Store(day.Hours);

        // 12.5 and 25 in, 2.5 and 6.25 out, rounded half up as sums; the second sensor has no factor.
        Assert.Equal((13 + 1 + 5, 3 + 1, 8), (rows[9].Entries, rows[9].Exits, rows[9].Passing));
        Assert.Equal((12, 3, 0), (rows[10].Entries, rows[10].Exits, rows[10].Passing));
        Assert.Equal(new RawCounts(16, 3, 16), rows[9].Counted);
        Assert.Equal(13 + 3 + 5, rows[9].Lines["line1"]);
        Assert.Equal(new RawCounts(26, 6, 16), day.Counts!.Totals.Counted);
        Assert.Equal((31, 12), (day.Counts.Totals.Entries, day.Counts.BusinessHoursEntries));

        // Nobody is made present by a factor: live numbers know none.
        Assert.Equal(13, rows[9].PeakOccupancy);
        Assert.Null(Store(Compute(Sensor(1, People(9, 60, 5))))[9].Counted);
    }

    [Fact]
    public void What_came_later_than_another_bucket_lasts_is_delayed()
    {
        (ReadingKind Kind, ReadingRow Row) Received(double hour, double minutes, double afterEnd) =>
            (ReadingKind.People, People(hour, minutes, 1).Item2 with { ReceivedAfterSeconds = (int)((minutes + afterEnd) * 60) });
        var rows = Store(Compute(Sensor(1, Received(9, 60, 60), Received(10, 60, 61), Received(11, 5, 15), Received(11.5, 5, 16))));
        Assert.Equal([0, 3600, 300], [rows[9].DelayedSeconds, rows[10].DelayedSeconds, rows[11].DelayedSeconds]);
    }

    private static (SensorSettings, SensorReadings) Sensor(int key, params (ReadingKind, ReadingRow)[] rows) =>
        (Samples.Sensor(key: key), Samples.Readings(rows, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, key));

    private static DateTimeOffset Hour(double hour) => Day.Start.AddMinutes(Math.Round(hour * 60));

    private static (ReadingKind, ReadingRow) People(double hour, double minutes, params int[] counts) =>
        (ReadingKind.People, Samples.Row(Hour(hour), minutes, counts));

    private static (ReadingKind, ReadingRow) Regions(double hour, double minutes, RegionCountKind kind, params int[] counts) =>
        (ReadingKind.Regions, Samples.Row(Hour(hour), minutes, counts) with { SubKind = (int)kind });

    private static (ReadingKind, ReadingRow) Heat(double hour, double value) => (ReadingKind.Heat, Samples.Row(Hour(hour), 0) with { Heat = value });

    private static IReadOnlyList<HourRow> Compute(params (SensorSettings, SensorReadings)[] sensors) =>
        StoreDayRollup.Compute(Day, Utc, OperatingHours.Always, sensors).Hours;

    private static ImmutableSortedDictionary<int, HourRow> Store(IReadOnlyList<HourRow> rows) =>
        rows.Where(row => row.SensorKey == HourRow.Store).ToImmutableSortedDictionary(row => row.HourStart.Hour, row => row);
}
