using Npgsql;

namespace RetailOrleans.Soak;

/// <summary>Whether the table holds what was sent, no more and no less.</summary>
internal static class Comparison
{
    /// <summary>How many rows differ, are missing or should not be there.</summary>
    public static async Task<long> CountAsync(string connectionString, IEnumerable<Dictionary<(Guid SensorId, DateTime Start), (int In, int Out)>> sent)
    {
        var missing = sent.SelectMany(part => part).ToDictionary(entry => entry.Key, entry => entry.Value);
        var different = 0L;
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(
            """
            select s.id, r.start_at, coalesce(r.line1_in, 0), coalesce(r.line1_out, 0), r.duration_s
            from people_readings r join sensors s on s.key = r.sensor_key
            """);
        command.CommandTimeout = 600;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var isSent = missing.Remove((reader.GetGuid(0), reader.GetDateTime(1)), out var count);
            different += isSent && count == (reader.GetInt32(2), reader.GetInt32(3)) && reader.GetInt32(4) == 300 ? 0 : 1;
        }

        return different + missing.Count;
    }
}
