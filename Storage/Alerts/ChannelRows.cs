using Npgsql;

namespace RetailOrleans.Storage.Alerts;

/// <summary>A row of notification_channels.</summary>
internal static class ChannelRows
{
    public const string Columns = "organization_id, id, name, type, target, protected_secret, rate_per_minute, is_active, created_at, updated_at";

    public static NotificationChannel Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), AlertNames.ChannelType(row.GetString(3)), row.GetString(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5), row.GetInt32(6), row.GetBoolean(7),
        row.GetFieldValue<DateTimeOffset>(8), row.GetFieldValue<DateTimeOffset>(9));
}
