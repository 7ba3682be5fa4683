using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Alerts;

/// <summary>A row of alert_rules.</summary>
internal static class AlertRuleRows
{
    public const string Columns =
        """
        organization_id, id, name, store_id, sensor_id, type, condition::text, severity, schedule::text, escalation::text, channels, is_active,
        created_at, updated_at, revision
        """;

    public static AlertRule Read(NpgsqlDataReader row)
    {
        var type = AlertNames.RuleType(row.GetString(5));
        var severity = AlertNames.Severity(row.GetString(7));
        return new AlertRule(
            row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.Nullable<Guid>(3), row.Nullable<Guid>(4), type,
            AlertRuleJson.ReadStoredCondition(type, row.GetString(6)), severity, AlertRuleJson.ReadStoredSchedule(row.GetString(8)),
            row.NullableText(9) is { } escalation ? AlertRuleJson.ReadStoredEscalation(escalation, severity) : null,
            [.. row.GetFieldValue<Guid[]>(10)], row.GetBoolean(11), row.GetFieldValue<DateTimeOffset>(12), row.GetFieldValue<DateTimeOffset>(13),
            row.GetInt64(14));
    }
}
