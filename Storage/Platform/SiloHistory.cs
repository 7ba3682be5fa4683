using System.Collections.Immutable;
using Npgsql;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Platform;

/// <summary>The silos that a cluster has and had, as its membership table tells.</summary>
public sealed class SiloHistory(NpgsqlDataSource database, WriterIdentity identity)
{
    private const int Most = 1_000;

    /// <summary>The newest ones, at most a thousand, in any order.</summary>
    public async Task<ImmutableArray<SiloLife>> ListAsync(CancellationToken cancellationToken)
    {
        // 3: active, 6: dead; 4 and 5 are on their way out by themselves. What never became active is left out by the vote alone.
        await using var command = database.CreateCommand(
            """
            select start_time, case when status >= 4 then greatest(start_time, i_am_alive_time) end, status = 6 and coalesce(suspect_times, '') <> ''
            from orleans_membership where deployment_id = $1 and status >= 3 order by start_time desc limit $2
            """).With(identity.ClusterId, Most);
        command.CommandTimeout = 2;
        return await command.ListAsync(
            row => new SiloLife(row.GetFieldValue<DateTimeOffset>(0), row.Nullable<DateTimeOffset>(1), row.GetBoolean(2)), cancellationToken);
    }
}
