using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.Storage.Alerts;

/// <summary>The contract's form of a rule's condition, schedule and escalation: strict reading, of clients and of the database alike.</summary>
public static class AlertRuleJson
{
    private const int MaxChannels = 20;
    private static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement;

    /// <summary>Reads a whole rule. What is wrong goes to the errors; the result is then of no use.</summary>
    public static AlertRuleDraft Read(JsonElement body, ValidationErrors errors)
    {
        var json = new StrictJson(body, errors);
        var name = json.Text("name", 200, required: true) ?? "";
        var type = ReadType(json);
        var severity = json.OneOf("severity", AlertNames.Severities.AsSpan()) is { } given ? AlertNames.Severity(given) : AlertSeverity.Warning;
        var condition = AlertConditionJson.Read(type, json.Child("condition") ?? new StrictJson(Empty, errors, "condition"));
        var schedule = AlertScheduleJson.Read(json.Child("schedule") ?? new StrictJson(Empty, errors), errors);
        var draft = new AlertRuleDraft(
            name, json.Id("store_id"), json.Id("sensor_id"), type, condition, severity, schedule,
            json.Child("escalation") is { } escalation ? ReadEscalation(escalation, severity) : null,
            ReadChannels(json), json.Flag("is_active") ?? true);
        json.RejectUnknown();
        if (draft.SensorId is not null && type is AlertRuleType.Occupancy or AlertRuleType.Metric or AlertRuleType.Anomaly)
        {
            json.Add("sensor_id", $"A rule of type {type.NameOf()} is about a store: give store_id, or neither for every store.");
        }

        if (type == AlertRuleType.Platform)
        {
            OfPlatform(draft, json);
        }

        return draft;
    }

    /// <summary>The contract's <c>condition</c> with every default filled in.</summary>
    public static JsonObject Write(AlertCondition condition) => AlertConditionJson.Write(condition, stored: false);

    /// <summary>The contract's <c>schedule</c>.</summary>
    public static JsonObject Write(AlertSchedule schedule) => AlertScheduleJson.Write(schedule);

    /// <summary>The contract's <c>escalation</c>.</summary>
    public static JsonObject? Write(AlertEscalation? escalation) => escalation is null ? null : new JsonObject
    {
        ["after_minutes"] = (int)escalation.After.TotalMinutes,
        ["severity"] = escalation.Severity.NameOf(),
        ["channels"] = new JsonArray([.. escalation.Channels.Select(id => JsonValue.Create(id.ToString()))]),
    };

    internal static AlertCondition ReadStoredCondition(AlertRuleType type, string json) =>
        Stored(json, (parsed, _) => AlertConditionJson.Read(type, parsed));

    internal static AlertSchedule ReadStoredSchedule(string json) => Stored(json, AlertScheduleJson.Read);

    internal static AlertEscalation ReadStoredEscalation(string json, AlertSeverity severity) =>
        Stored(json, (parsed, _) => ReadEscalation(parsed, severity));

    private static T Stored<T>(string json, Func<StrictJson, ValidationErrors, T> read)
    {
        using var document = JsonDocument.Parse(json);
        var errors = new ValidationErrors();
        return read(new StrictJson(document.RootElement, errors), errors);
    }

    private static void OfPlatform(AlertRuleDraft draft, StrictJson json)
    {
        if (draft.StoreId is not null || draft.SensorId is not null)
        {
            json.Add(draft.StoreId is null ? "sensor_id" : "store_id", "A rule of type platform is about no store and no sensor: leave store_id and sensor_id out.");
        }

        if (draft.Schedule.WhileOpen)
        {
            json.Add("schedule.operating_hours", "The platform has no operating hours: leave them out. Days, quiet hours and maintenance windows are in UTC.");
        }
    }

    private static AlertRuleType ReadType(StrictJson json)
    {
        var type = json.Text("type", 40, required: true);
        if (type is not null && AlertNames.RuleTypes.Contains(type))
        {
            return AlertNames.RuleType(type);
        }

        if (type is not null)
        {
            json.Add("type", $"Expected one of {string.Join(", ", AlertNames.RuleTypes)}, got '{type}'.");
        }

        return AlertRuleType.Occupancy;
    }

    private static AlertEscalation ReadEscalation(StrictJson json, AlertSeverity severity)
    {
        var after = json.Number("after_minutes", 1, 7 * 24 * 60, required: true) ?? 1;
        var next = json.OneOf("severity", AlertNames.Severities.AsSpan()) is { } given
            ? AlertNames.Severity(given)
            : (AlertSeverity)Math.Min((int)severity + 1, (int)AlertSeverity.Critical);
        var escalation = new AlertEscalation(TimeSpan.FromMinutes(after), next, ReadChannels(json));
        json.RejectUnknown();
        if (next < severity)
        {
            json.Add("severity", $"Expected {severity.NameOf()} or more severe, got {next.NameOf()}.");
        }

        return escalation;
    }

    private static ImmutableArray<Guid> ReadChannels(StrictJson json)
    {
        var ids = ImmutableArray.CreateBuilder<Guid>();
        foreach (var element in json.Elements("channels", MaxChannels) ?? [])
        {
            if (element.ValueKind == JsonValueKind.String && Guid.TryParse(element.GetString(), out var id))
            {
                ids.Add(id);
            }
            else
            {
                json.Add(string.Create(CultureInfo.InvariantCulture, $"channels[{ids.Count}]"), "Expected the UUID of a notification channel.");
            }
        }

        return [.. ids.Distinct()];
    }
}
