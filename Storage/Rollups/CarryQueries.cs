using System.Collections.Immutable;
using Npgsql;

namespace RetailOrleans.Storage.Rollups;

/// <summary>Reads what the hours of a business day left to its later ones.</summary>
public sealed class CarryQueries(NpgsqlDataSource database)
{
    internal const string CarriedSql =
        """
        select sensor_key, hour_start, hour_end, end_occupancy, open_entries, expected_s from hourly_rollups
        where store_id = $1 and hour_start >= $2 and hour_start < $3 order by sensor_key, hour_start
        """;

    /// <summary>The rows of a store and its sensors of hours that start in [<paramref name="from"/>, <paramref name="to"/>), and the store's in full.</summary>
    public async Task<CarriedHours> ListAsync(Guid storeId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        foreach (var sql in new[] { CarriedSql, RollupQueries.ListSql("sensor_key = 0") })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql)
            {
                Parameters = { new() { Value = storeId }, new() { Value = from.UtcDateTime }, new() { Value = to.UtcDateTime } },
            });
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var carried = ImmutableArray.CreateBuilder<CarriedHour>();
        while (await reader.ReadAsync(cancellationToken))
        {
            HourCarry? carry = reader.IsDBNull(3) || reader.IsDBNull(4) ? null : new HourCarry(reader.GetInt64(3), reader.GetInt64(4));
            carried.Add(new CarriedHour(reader.GetInt32(0), reader.GetDateTime(1), reader.GetDateTime(2), carry, reader.GetInt32(5)));
        }

        await reader.NextResultAsync(cancellationToken);
        var store = ImmutableArray.CreateBuilder<HourRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            store.Add(RollupQueries.Read(reader));
        }

        return new CarriedHours(carried.ToImmutable(), store.ToImmutable());
    }
}
