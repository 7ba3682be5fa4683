using System.Text.Json.Nodes;

namespace RetailOrleans.Storage.Alerts;

/// <summary>The contract's form of an alert, as notifications carry it.</summary>
public static class AlertJson
{
    /// <summary>Writes an alert.</summary>
    public static JsonObject Write(Alert alert) => new()
    {
        ["id"] = alert.Id,
        ["rule_id"] = alert.RuleId,
        ["store_id"] = alert.StoreId,
        ["sensor_id"] = alert.SensorId,
        ["status"] = alert.Status.NameOf(),
        ["severity"] = alert.Severity.NameOf(),
        ["title"] = alert.Title,
        ["message"] = alert.Message,
        ["metric"] = alert.Metric,
        ["value"] = alert.Value,
        ["threshold"] = alert.Threshold,
        ["pending_since"] = alert.PendingSince?.UtcDateTime,
        ["triggered_at"] = alert.TriggeredAt?.UtcDateTime,
        ["escalated_at"] = alert.EscalatedAt?.UtcDateTime,
        ["acknowledged_at"] = alert.AcknowledgedAt?.UtcDateTime,
        ["acknowledged_by"] = alert.AcknowledgedBy,
        ["resolved_at"] = alert.ResolvedAt?.UtcDateTime,
        ["resolved_by"] = alert.ResolvedBy,
        ["comments"] = new JsonArray([.. alert.Comments.Select(comment =>
            new JsonObject { ["at"] = comment.At.UtcDateTime, ["by"] = comment.By, ["text"] = comment.Text })]),
        ["version"] = alert.Version,
    };
}
