using System.Text.Json;
using System.Text.Json.Nodes;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Json;

namespace RetailOrleans.WebApi.Alerts;

/// <summary>From a client's JSON to a validated rule. A change is read as the whole rule with the patch merged in, by the same rules.</summary>
internal static class AlertRuleInput
{
    /// <summary>A new rule.</summary>
    /// <exception cref="ValidationException">With everything that is wrong.</exception>
    public static AlertRuleDraft Read(JsonElement body)
    {
        var errors = new ValidationErrors();
        var draft = AlertRuleJson.Read(body, errors);
        errors.ThrowIfAny();
        return draft;
    }

    /// <summary>A rule with a patch, which must be an object, merged in.</summary>
    /// <exception cref="ValidationException">With everything that is wrong.</exception>
    public static AlertRuleDraft Merge(AlertRule before, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            return Read(patch);
        }

        var changes = JsonObject.Create(patch)!;
        changes.Remove("rule_id");
        var condition = AlertRuleJson.Write(before.Condition);
        if (before.Condition.ClearValue is null)
        {
            // It follows the value, unless somebody said otherwise.
            condition.Remove("clear_value");
        }

        if (changes.TryGetPropertyValue("type", out var type) && type?.GetValueKind() == JsonValueKind.String && type.GetValue<string>() != before.Type.NameOf())
        {
            // Another type has another condition: nothing of the old one stays.
            condition.Clear();
        }

        var merged = MergePatch.Apply(
            new JsonObject
            {
                ["name"] = before.Name,
                ["store_id"] = before.StoreId,
                ["sensor_id"] = before.SensorId,
                ["type"] = before.Type.NameOf(),
                ["condition"] = condition,
                ["severity"] = before.Severity.NameOf(),
                ["schedule"] = AlertRuleJson.Write(before.Schedule),
                ["escalation"] = AlertRuleJson.Write(before.Escalation),
                ["channels"] = new JsonArray([.. before.Channels.Select(id => JsonValue.Create(id))]),
                ["is_active"] = before.IsActive,
            },
            changes)!;
        return Read(JsonSerializer.SerializeToElement(merged, ApiJson.Default.JsonNode));
    }
}
