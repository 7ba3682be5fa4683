using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>Which part of a sensor's history a client wants.</summary>
public sealed record SensorHistoryQuery(
    [property: FromQuery(Name = "start"), Description("An instant, inclusive; without it, as far back as events are kept.")] string? Start,
    [property: FromQuery(Name = "end"), Description("An instant, exclusive; without it, up to now.")] string? End)
{
    internal (DateTimeOffset From, DateTimeOffset To) Read()
    {
        var errors = new ValidationErrors();
        var from = Instant(Start, "start", errors);
        var to = Instant(End, "end", errors);
        if (from >= to)
        {
            errors.Add("end", $"end {End} is not after start {Start}; it is exclusive.");
        }

        errors.ThrowIfAny();
        return (from ?? DateTimeOffset.UnixEpoch, to ?? DateTimeOffset.MaxValue);
    }

    private static DateTimeOffset? Instant(string? text, string field, ValidationErrors errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // A plus sign that was not escaped in the query arrives as a space.
        if (Instants.TryParse(text, out var instant) || Instants.TryParse(text.Replace(' ', '+'), out instant))
        {
            return instant;
        }

        errors.Add(field, $"Expected an instant with an offset or Z, e.g. 2026-01-20T10:00:00Z; got '{(text.Length <= 40 ? text : text[..40])}'.");
        return null;
    }
}
