using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Storage.Retention;

/// <summary>
/// Packs the index of each month that is over, once: while sensors take turns its pages split in the middle and stay half full. Nobody who
/// reads or writes waits for it. One silo at a time does it; what was broken off is begun anew by the next run.
/// </summary>
public sealed partial class MonthPacking(NpgsqlDataSource database, TimeProvider time, ILogger<MonthPacking> logger)
{
    /// <summary>For the corrections of its last hours.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromDays(2);

    /// <summary>Packs what is due. Idempotent.</summary>
    /// <returns>How many indexes were packed.</returns>
    public async Task<int> PackAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var enter = new NpgsqlCommand("select pg_try_advisory_lock(hashtext('month_packing'))", connection);
        if (!(bool)(await enter.ExecuteScalarAsync(cancellationToken))!)
        {
            return 0;
        }

        try
        {
            var packed = 0;
            var open = PartitionMonth.Of(time.GetUtcNow().UtcDateTime - Settled);
            foreach (var table in ReadingTable.All)
            {
                foreach (var index in await LooseAsync(connection, table.Name, open, cancellationToken))
                {
                    await ExecuteAsync(connection, $"alter index {index} set (fillfactor = 100)", cancellationToken);
                    await ExecuteAsync(connection, $"drop index if exists {index}_ccnew", cancellationToken);
                    await ExecuteAsync(connection, $"reindex index concurrently {index}", cancellationToken);
                    await ExecuteAsync(connection, $"comment on index {index} is 'packed'", cancellationToken);
                    LogPacked(logger, index);
                    packed++;
                }
            }

            return packed;
        }
        finally
        {
            await using var leave = new NpgsqlCommand("select pg_advisory_unlock(hashtext('month_packing'))", connection);
            await leave.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    /// <summary>The key's indexes of partitions of months before one that were not packed. Names sort as their months do.</summary>
    private static async Task<List<string>> LooseAsync(NpgsqlConnection connection, string table, PartitionMonth before, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select x.relname::text from pg_inherits i
            join pg_class c on c.oid = i.inhrelid
            join pg_index k on k.indrelid = c.oid and k.indisprimary
            join pg_class x on x.oid = k.indexrelid
            where i.inhparent = $1::regclass and not i.inhdetachpending and c.relname::text collate "C" < $2
              and obj_description(x.oid, 'pg_class') is distinct from 'packed'
            order by 1
            """, connection)
        {
            Parameters = { new() { Value = table }, new() { Value = before.PartitionOf(table) } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var loose = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            loose.Add(reader.GetString(0));
        }

        return loose;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        // A month of a large fleet is some minutes of work.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(3403, LogLevel.Information, "Packed {Index}: its month is over")]
    private static partial void LogPacked(ILogger logger, string index);
}
