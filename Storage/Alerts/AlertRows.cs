using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Alerts;

/// <summary>A row of alerts.</summary>
internal static class AlertRows
{
    public const string Columns =
        """
        organization_id, id, rule_id, subject, store_id, sensor_id, status, severity, title, message, metric, value, threshold, pending_since, triggered_at,
        escalated_at, acknowledged_at, acknowledged_by, resolved_at, resolved_by, is_muted, comments::text, version, created_at
        """;

    public static Alert Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetString(3), row.Nullable<Guid>(4), row.Nullable<Guid>(5), AlertNames.Status(row.GetString(6)),
        AlertNames.Severity(row.GetString(7)), row.GetString(8), row.GetString(9), row.NullableText(10), row.Nullable<double>(11), row.Nullable<double>(12),
        row.Nullable<DateTimeOffset>(13), row.Nullable<DateTimeOffset>(14), row.Nullable<DateTimeOffset>(15), row.Nullable<DateTimeOffset>(16),
        row.NullableText(17), row.Nullable<DateTimeOffset>(18), row.NullableText(19), row.GetBoolean(20), Comments(row.GetString(21)), row.GetInt64(22),
        row.GetFieldValue<DateTimeOffset>(23));

    private static ImmutableArray<AlertComment> Comments(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(comment => new AlertComment(
            comment.GetProperty("at").GetDateTimeOffset(), comment.GetProperty("by").GetString()!, comment.GetProperty("text").GetString()!))];
    }
}
