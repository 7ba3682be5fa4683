using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Storage.Retention;

/// <summary>
/// Throws away what is older than its retention: readings month by month as whole partitions, without holding up anybody who reads or
/// writes; hour rows in pieces. One silo at a time does it. What was begun and broken off is ended by the next run.
/// </summary>
public sealed partial class DataRetention(
    NpgsqlDataSource database, IOptionsMonitor<RetentionOptions> options, TimeProvider time, ILogger<DataRetention> logger)
{
    private const int HoursAtOnce = 20_000;

    /// <summary>A reading at the very edge is still compared with the day before it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromDays(2);

    /// <summary>Drops what has expired. Returns how many partitions and how many hour rows went.</summary>
    public async Task<(int Partitions, int Hours)> DropExpiredAsync(CancellationToken cancellationToken)
    {
        var kept = options.CurrentValue;
        var now = time.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (!await TryEnterAsync(connection, cancellationToken))
        {
            return (0, 0);
        }

        try
        {
            var partitions = 0;
            foreach (var table in ReadingTable.All)
            {
                var oldest = now.AddMonths(-(table.Kind == ReadingKind.Heat ? kept.HeatMonths : kept.ReadingMonths)) - Grace;
                partitions += await DropPartitionsAsync(connection, table.Name, PartitionMonth.Of(oldest), cancellationToken);
            }

            return (partitions, await DeleteHoursAsync(connection, now.AddYears(-kept.HourlyYears), cancellationToken));
        }
        finally
        {
            await using var leave = new NpgsqlCommand("select pg_advisory_unlock(hashtext('data_retention'))", connection);
            await leave.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private static async Task<bool> TryEnterAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var enter = new NpgsqlCommand("select pg_try_advisory_lock(hashtext('data_retention'))", connection);
        return (bool)(await enter.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<int> DropPartitionsAsync(NpgsqlConnection connection, string table, PartitionMonth oldest, CancellationToken cancellationToken)
    {
        var dropped = 0;
        foreach (var (partition, isAttached, isHalfDetached) in await ExpiredAsync(connection, table, oldest, cancellationToken))
        {
            if (isAttached)
            {
                // Waits for whoever uses the partition now, and holds up nobody who comes meanwhile.
                await ExecuteAsync(connection, $"alter table {table} detach partition {partition} {(isHalfDetached ? "finalize" : "concurrently")}", cancellationToken);
            }

            await ExecuteAsync(connection, $"drop table {partition}", cancellationToken);
            LogDropped(logger, partition);
            dropped++;
        }

        return dropped;
    }

    /// <summary>Partitions that end before a month begins, also those that were detached and not dropped. Names sort as their months do.</summary>
    private static async Task<List<(string Partition, bool IsAttached, bool IsHalfDetached)>> ExpiredAsync(
        NpgsqlConnection connection, string table, PartitionMonth oldest, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select c.relname::text, i.inhrelid is not null, coalesce(i.inhdetachpending, false)
            from pg_class k
            join pg_class c on c.relnamespace = k.relnamespace and c.relkind = 'r'
            left join pg_inherits i on i.inhrelid = c.oid and i.inhparent = k.oid
            where k.oid = $1::regclass and c.relname::text ~ ('^' || $1 || '_\d{4}_\d{2}$') and c.relname::text collate "C" < $2
            order by 1
            """, connection)
        {
            Parameters = { new() { Value = table }, new() { Value = oldest.PartitionOf(table) } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var expired = new List<(string, bool, bool)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            expired.Add((reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2)));
        }

        return expired;
    }

    private async Task<int> DeleteHoursAsync(NpgsqlConnection connection, DateTime before, CancellationToken cancellationToken)
    {
        var deleted = 0;
        int some;
        do
        {
            await using var command = new NpgsqlCommand(
                string.Create(CultureInfo.InvariantCulture, $"""
                delete from hourly_rollups where hour_start < $1
                  and ctid = any (array (select ctid from hourly_rollups where hour_start < $1 limit {HoursAtOnce}))
                """), connection)
            {
                Parameters = { new() { Value = before } },
            };
            some = await command.ExecuteNonQueryAsync(cancellationToken);
            deleted += some;
        }
        while (some == HoursAtOnce);

        if (deleted > 0)
        {
            LogHoursDeleted(logger, deleted, before);
        }

        return deleted;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(3401, LogLevel.Information, "Dropped {Partition}: it is older than its retention")]
    private static partial void LogDropped(ILogger logger, string partition);

    [LoggerMessage(3402, LogLevel.Information, "Deleted {Hours} hour rows from before {Before}: they are older than their retention")]
    private static partial void LogHoursDeleted(ILogger logger, int hours, DateTime before);
}
