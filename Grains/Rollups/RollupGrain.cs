using System.Text.Json;
using Microsoft.Extensions.Logging;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Rollups;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>
/// Pays what its shard's stores owe: reads the marks, recomputes the business days they touch, deletes exactly those marks. What fails
/// stays marked. The reminder keeps it alive somewhere; its timer gives the pace.
/// </summary>
[GrainType("rollup")]
internal sealed partial class RollupGrain(RollupStore rollups, RegistryReader registry, ReadingQueries readings, ILogger<RollupGrain> logger)
    : Grain, IRollupGrain, IRemindable
{
    private const string KeepAliveReminder = "keep-rolling-up";
    private const int MarksAtOnce = 20_000;
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // The period counts from the end of a run, so a long one is not chased by the next.
        this.RegisterGrainTimer(RunAsync, new GrainTimerCreationOptions(Pace, Pace) { KeepAlive = true, Interleave = true });
        return Task.CompletedTask;
    }

    public Task EnsureRunningAsync(CancellationToken cancellationToken) =>
        this.RegisterOrUpdateReminder(KeepAliveReminder, ReminderPeriod, ReminderPeriod, cancellationToken);

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var marks = await rollups.FindDirtyAsync((int)this.GetPrimaryKeyLong(), MarksAtOnce, cancellationToken);
            if (marks.IsEmpty)
            {
                return;
            }

            foreach (var store in marks.Where(mark => mark.StoreId != Guid.Empty).GroupBy(mark => mark.StoreId))
            {
                await RecomputeAsync(store.Key, store, cancellationToken);
            }

            await rollups.DeleteMarksAsync([.. marks.Select(mark => mark.Id).Distinct()], cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(logger, this.GetPrimaryKeyLong(), exception);
        }
    }

    private async Task RecomputeAsync(Guid storeId, IEnumerable<DirtyRange> marks, CancellationToken cancellationToken)
    {
        if (await registry.FindStoreAsync(storeId, cancellationToken) is not { } store)
        {
            return;
        }

        var calendar = StoreCalendar.Create(store.TimeZone, store.DayStart);
        using var json = JsonDocument.Parse(store.OperatingHours);
        var hours = OperatingHours.TryParse(json.RootElement, out var parsed, out _) ? parsed : OperatingHours.Always;
        var dates = new SortedSet<DateOnly>();
        foreach (var mark in marks)
        {
            for (var day = calendar.DayOf(mark.From); day.Start < mark.To; day = calendar.Day(day.Date.AddDays(1)))
            {
                dates.Add(day.Date);
            }
        }

        foreach (var date in dates)
        {
            var day = calendar.Day(date);
            await rollups.ReplaceDayAsync(
                store, date, day.Start, day.End,
                async cancellation =>
                {
                    var sensors = await rollups.ListAssignedSensorsAsync(storeId, day.Start, day.End, cancellation);
                    var stored = await readings.LoadAsync([.. sensors.Select(sensor => sensor.SensorKey)], day.Start, day.End, false, cancellation);
                    var byKey = stored.ToDictionary(sensor => sensor.SensorKey);
                    return StoreDayRollup.Compute(day, calendar, hours, [.. sensors.Select(sensor => (sensor, byKey[sensor.SensorKey]))]);
                },
                cancellationToken);
        }
    }

    [LoggerMessage(2301, LogLevel.Error, "The rollups of shard {Shard} could not be brought up to date; what is owed stays marked")]
    private static partial void LogFailed(ILogger logger, long shard, Exception exception);
}
