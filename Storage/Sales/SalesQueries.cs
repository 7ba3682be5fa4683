using System.Collections.Immutable;
using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Sales;

/// <summary>Reads sales as they were reported.</summary>
public sealed class SalesQueries(NpgsqlDataSource database)
{
    /// <summary>The records that start in [<paramref name="from"/>, <paramref name="to"/>), in order.</summary>
    public async Task<ImmutableArray<SalesRecord>> ListAsync(Guid storeId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select start_at, duration_s, transactions, revenue, currency from sales
            where store_id = $1 and start_at >= $2 and start_at < $3 order by start_at
            """).With(storeId, from.UtcDateTime, to.UtcDateTime);
        return await command.ListAsync(
            row => new SalesRecord(row.GetDateTime(0), row.GetDateTime(0).AddSeconds(row.GetInt32(1)), row.GetInt32(2), row.GetDecimal(3), row.GetString(4)),
            cancellationToken);
    }
}
