using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Calendar;
using RetailOrleans.Storage.Sales;

namespace RetailOrleans.Grains.Stores;

/// <summary>
/// What a store sold in its business day, for rules about it: read when somebody reported sales, and now and then in case nobody could
/// say so. Stores without such rules never ask.
/// </summary>
internal sealed partial class StoreSales(Guid storeId, SalesQueries queries, ILogger logger)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private ImmutableArray<SalesRecord>? _records;
    private DateOnly _day;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    /// <summary>The records that start in the day, in order; null while they are not known.</summary>
    public ImmutableArray<SalesRecord>? Of(BusinessDay day) => day.Date == _day ? _records : null;

    /// <summary>Reads them, unless those known are new enough. What can't be read stays as it was.</summary>
    /// <returns>Whether they were read.</returns>
    public async Task<bool> ReadAsync(BusinessDay day, DateTimeOffset now, bool isChanged)
    {
        if (!isChanged && day.Date == _day && now - _readAt < MaxAge)
        {
            return false;
        }

        try
        {
            var records = await queries.ListAsync(storeId, day.Start, day.End, CancellationToken.None);
            (_records, _day, _readAt) = (records, day.Date, now);
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            LogNotRead(logger, storeId, exception);
            return false;
        }
    }

    [LoggerMessage(2203, LogLevel.Warning, "The sales of store {StoreId} could not be read; its rules go on from those known")]
    private static partial void LogNotRead(ILogger logger, Guid storeId, Exception exception);
}
