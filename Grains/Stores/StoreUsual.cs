using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Calendar;
using RetailOrleans.Storage.Patterns;

namespace RetailOrleans.Grains.Stores;

/// <summary>
/// What is usual in a store's week, for rules about what is not: read once an hour, because late readings change the weeks before, and in
/// turn with other stores. Stores without such rules never ask.
/// </summary>
internal sealed partial class StoreUsual(Guid storeId, StorePatterns patterns, StoreLoadPlaces places, ILogger logger)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    /// <summary>The week's pattern; null while it is not known.</summary>
    public WeekPattern? Pattern { get; private set; }

    /// <summary>Reads it, unless the one known is new enough. What can't be read stays as it was.</summary>
    public async Task ReadAsync(StoreCalendar calendar, DateTimeOffset now)
    {
        if (now - _readAt < MaxAge && Pattern?.Monday == WeekPattern.MondayOf(WallClock.ToLocal(now, calendar.ZoneId)))
        {
            return;
        }

        try
        {
            await places.InTurnAsync(async () => Pattern = await patterns.LoadAsync(storeId, calendar, now, CancellationToken.None));
            _readAt = now;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            LogNotRead(logger, storeId, exception);
        }
    }

    [LoggerMessage(2204, LogLevel.Warning, "What is usual in store {StoreId} could not be read; its rules go on from what is known")]
    private static partial void LogNotRead(ILogger logger, Guid storeId, Exception exception);
}
