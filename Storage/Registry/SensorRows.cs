using Npgsql;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Storage.Registry;

/// <summary>A row of sensors as settings.</summary>
internal static class SensorRows
{
    public const string Columns =
        "organization_id, id, key, store_id, name, address, port, type, location, time_zone, config::text, protected_secret, is_active, " +
        "last_seen_at, last_error, created_at, updated_at, revision";

    public static SensorSettings Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt32(2), row.GetGuid(3),
        row.GetString(4), row.GetString(5), row.GetInt32(6), row.GetString(7), row.NullableText(8), row.NullableText(9),
        SensorConfigJson.ReadStored(row.GetString(10)), row.IsDBNull(11) ? null : row.GetFieldValue<byte[]>(11), row.GetBoolean(12),
        row.Nullable<DateTimeOffset>(13), row.NullableText(14), row.GetFieldValue<DateTimeOffset>(15), row.GetFieldValue<DateTimeOffset>(16),
        row.GetInt64(17));
}
