using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Rollups;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Grains.Tests.Rollups;

/// <summary>In what order debts are paid, and what becomes of one that can't be.</summary>
public sealed class RollupDebtsTests(RollupDatabase database) : IClassFixture<RollupDatabase>
{
    private static readonly DateOnly Today = new(2026, 7, 15);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Today_is_paid_by_the_first_run_however_much_is_owed_of_the_past()
    {
        var (store, sensor, day) = await AddSensorAsync();
        await database.MarkDaysAsync(sensor, day.Start.AddDays(-3_000), TimeSpan.FromHours(1), 2_900);
        await CountAsync(sensor, day, 7);

        await database.PayOnceAsync();
        Assert.Equal([7], await database.DailyEntriesAsync(store, day.Date));
        Assert.True(await database.OwedAsync() > 500, "All of the past was paid before: this says nothing of the order.");

        await database.PayAsync();
        Assert.Equal(0, await database.OwedAsync());
    }

    [Fact]
    public async Task A_day_that_can_not_be_paid_stays_owed_and_holds_up_no_older_one()
    {
        var (store, sensor, day) = await AddSensorAsync();
        var calendar = StoreCalendar.Create(store.TimeZone, store.DayStart);
        var (yesterday, before) = (calendar.Day(Today.AddDays(-1)), calendar.Day(Today.AddDays(-2)));
        foreach (var counted in new[] { day, yesterday, before })
        {
            await CountAsync(sensor, counted, counted.Date.Day);
        }

        await database.ExecuteAsync(
            $"""
            create function refuse_a_day() returns trigger language plpgsql as $$ begin raise 'not this day'; end $$;
            create trigger refuse_a_day before insert or update on hourly_rollups for each row
              when (new.business_date = '{yesterday.Date:yyyy-MM-dd}') execute function refuse_a_day()
            """);
        Assert.DoesNotContain(Payment.InPart, await database.PayOnceAsync());
        Assert.Equal([day.Date.Day], await database.DailyEntriesAsync(store, day.Date));
        Assert.Equal([before.Date.Day], await database.DailyEntriesAsync(store, before.Date));
        Assert.Empty(await database.DailyEntriesAsync(store, yesterday.Date));
        Assert.Equal(1, await database.OwedAsync());

        await database.ExecuteAsync("drop trigger refuse_a_day on hourly_rollups; drop function refuse_a_day()");
        await database.PayAsync();
        Assert.Equal([yesterday.Date.Day], await database.DailyEntriesAsync(store, yesterday.Date));
        Assert.Equal(0, await database.OwedAsync());
    }

    private async Task<(StoreSettings Store, SensorSettings Sensor, BusinessDay Day)> AddSensorAsync()
    {
        var store = await database.Tenant.AddStoreAsync();
        var day = StoreCalendar.Create(store.TimeZone, store.DayStart).Day(Today);
        database.Time.AdjustTime(day.Start.AddHours(14));
        return (store, await database.Tenant.AddSensorAsync(store, false, ("line1", new LineConfig())), day);
    }

    private Task<WriteResult> CountAsync(SensorSettings sensor, BusinessDay day, int entries)
    {
        var start = day.Start.AddHours(10);
        return database.Writer.WriteAsync(
            sensor.SensorKey, ReadingBatch.Empty with { People = [new PeopleReading(start, start.AddMinutes(5), [entries])] }, DateTimeOffset.MinValue, Cancellation);
    }
}
