using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Alerts;

/// <summary>A row of notifications.</summary>
internal static class NotificationRows
{
    public const string Columns = "id, channel_id, alert_id, event, alert, status, attempts, created_at, next_attempt_at, expires_at, sent_at, last_error";

    public static Notification Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt32(6),
        row.GetFieldValue<DateTimeOffset>(7), row.GetFieldValue<DateTimeOffset>(8), row.GetFieldValue<DateTimeOffset>(9), row.Nullable<DateTimeOffset>(10),
        row.NullableText(11));
}
