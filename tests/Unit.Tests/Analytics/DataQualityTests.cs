using RetailOrleans.Storage.Rollups;
using RetailOrleans.Unit.Tests.Sensors;
using RetailOrleans.WebApi.Analytics;

namespace RetailOrleans.Unit.Tests.Analytics;

/// <summary>Why hours are incomplete, of a store that opens from 9 to 18.</summary>
public sealed class DataQualityTests
{
    private const string Hours = """{"wednesday": [{"open": "09:00", "close": "18:00"}]}""";
    private static readonly DateTimeOffset Nine = new(2026, 7, 15, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_whole_hour_in_time_is_on_time() =>
        Assert.Equal(new DataQualityResponse(1, 0, 0, 0, 0), Of([Sensor()], Row(3600, 3600), Nine));

    [Fact]
    public void What_came_late_is_delayed_and_what_nobody_explains_is_lost() =>
        Assert.Equal(new DataQualityResponse(0.25, 0.25, 0, 0, 0.5), Of([Sensor()], Row(1800, 3600, delayed: 900), Nine));

    [Fact]
    public void An_hour_without_any_reading_says_why()
    {
        // Two sensors: one was offline all the hour, the other answered nonsense for its first half.
        SensorOutages[] sensors = [Sensor(new Outage(Nine.AddDays(-1), Nine.AddDays(1), false)), Sensor(new Outage(Nine, Nine.AddMinutes(30), true))];
        Assert.Equal(new DataQualityResponse(0, 0, 0.5, 0.25, 0.25), Of(sensors, null, Nine));
    }

    [Fact]
    public void A_device_that_was_away_and_told_later_is_delayed_not_offline() =>
        Assert.Equal(new DataQualityResponse(0, 1, 0, 0, 0), Of([Sensor(new Outage(Nine, Nine.AddHours(1), false))], Row(3600, 3600, delayed: 3600), Nine));

    [Fact]
    public void Nothing_is_due_when_the_store_is_closed_before_registration_or_in_time_to_come()
    {
        Assert.Null(Of([Sensor()], null, Nine.AddHours(-1)));
        Assert.Null(Of([Sensor() with { From = Nine.AddHours(1) }], null, Nine));
        Assert.Null(Of([Sensor() with { IsActive = false }], null, Nine));
        Assert.Null(Of([Sensor()], null, Nine.AddHours(4)));
    }

    [Fact]
    public void A_day_with_a_gap_is_not_complete_because_the_hours_that_have_rows_are()
    {
        // Two of the three and a half open hours until now have rows.
        var quality = DataQualityResponse.Of(
            new StoreClock(Samples.Store("Etc/UTC") with { OperatingHours = Hours }, Nine.AddHours(3.5)), [Sensor()], Row(7200, 7200), Nine.AddHours(-9), Nine.AddHours(15));
        Assert.Equal(new DataQualityResponse(0.5714, 0, 0, 0, 0.4286), quality);
    }

    [Fact]
    public void Of_the_hour_that_runs_only_what_has_passed_is_due() =>
        Assert.Equal(new DataQualityResponse(0.5, 0, 0, 0, 0.5), Of([Sensor()], Row(900, 3600), Nine.AddHours(3)));

    private static SensorOutages Sensor(params Outage[] stretches) => new(1, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, true, [.. stretches]);

    private static HourRow Row(int covered, int expected, int delayed = 0) =>
        HourRow.Empty(0, Nine, Nine.AddHours(1)) with { CoveredSeconds = covered, ExpectedSeconds = expected, DelayedSeconds = delayed };

    /// <summary>It is half past twelve.</summary>
    private static DataQualityResponse? Of(SensorOutages[] sensors, HourRow? row, DateTimeOffset start) => DataQualityResponse.Of(
        new StoreClock(Samples.Store("Etc/UTC") with { OperatingHours = Hours }, Nine.AddHours(3.5)), sensors, row, start, start.AddHours(1));
}
