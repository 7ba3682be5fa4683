using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Alerts;

/// <summary>Which alerts a client wants.</summary>
public sealed record AlertQuery(
    [property: FromQuery(Name = "status"), Description("pending, firing, acknowledged or resolved; several separated by commas.")] string? Status,
    [property: FromQuery(Name = "severity"), Description("info, warning or critical.")] string? Severity,
    [property: FromQuery(Name = "store_id")] Guid? StoreId,
    [property: FromQuery(Name = "sensor_id")] Guid? SensorId,
    [property: FromQuery(Name = "rule_id")] Guid? RuleId,
    [property: FromQuery(Name = "start"), Description("Raised at this instant or later.")] string? Start,
    [property: FromQuery(Name = "end"), Description("Raised before this instant.")] string? End)
{
    /// <summary>The validated form.</summary>
    /// <exception cref="ValidationException">With everything that is wrong.</exception>
    public AlertFilter ToFilter()
    {
        var errors = new ValidationErrors();
        var statuses = string.IsNullOrEmpty(Status) ? null : Status.Split(',', StringSplitOptions.TrimEntries);
        foreach (var status in statuses ?? [])
        {
            if (!AlertNames.Statuses.Contains(status))
            {
                errors.Add("status", $"Expected {string.Join(", ", AlertNames.Statuses)}, got '{status}'.");
            }
        }

        if (!string.IsNullOrEmpty(Severity) && !AlertNames.Severities.Contains(Severity))
        {
            errors.Add("severity", $"Expected one of {string.Join(", ", AlertNames.Severities)}, got '{Severity}'.");
        }

        var (from, to) = (Instant("start", Start, errors), Instant("end", End, errors));
        if (from >= to)
        {
            errors.Add("end", "Expected an instant after start.");
        }

        errors.ThrowIfAny();
        return new AlertFilter(
            statuses?.Select(AlertNames.Status).ToArray(), string.IsNullOrEmpty(Severity) ? null : AlertNames.Severity(Severity), StoreId, SensorId, RuleId, from, to);
    }

    private static DateTimeOffset? Instant(string name, string? text, ValidationErrors errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (Instants.TryParse(text, out var instant))
        {
            return instant;
        }

        errors.Add(name, $"Expected an ISO 8601 instant with an offset or Z, e.g. 2026-01-31T09:30:00Z, got '{(text.Length <= 60 ? text : text[..60] + "…")}'.");
        return null;
    }
}
