using System.Collections.Concurrent;
using Npgsql;

namespace RetailOrleans.Storage.Readings;

/// <summary>Makes the monthly partitions that readings need, before they are needed.</summary>
public sealed class ReadingPartitions(NpgsqlDataSource database)
{
    private readonly ConcurrentDictionary<PartitionMonth, bool> _known = [];

    /// <summary>Makes sure that a month has its partitions. Asks the database once per month and process.</summary>
    internal async ValueTask EnsureAsync(PartitionMonth month, CancellationToken cancellationToken)
    {
        if (!_known.ContainsKey(month))
        {
            await EnsureAsync(month.Start, month.Start, cancellationToken);
            _known.TryAdd(month, true);
        }
    }

    /// <summary>Asks the database anew about every month: some partition that was there is no longer.</summary>
    internal void Forget() => _known.Clear();

    /// <summary>Makes sure of last month, whose hours a camera may still correct, of this one and of the two to come.</summary>
    /// <returns>How many tables were made.</returns>
    public Task<int> EnsureAheadAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        EnsureAsync(now.UtcDateTime.AddDays(-35), now.UtcDateTime.AddDays(62), cancellationToken);

    /// <summary>Makes sure that every month of a range has its partitions. Idempotent, safe to call at once from several silos.</summary>
    /// <returns>How many tables were made.</returns>
    public async Task<int> EnsureAsync(DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select ensure_reading_partitions($1, $2)");
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
