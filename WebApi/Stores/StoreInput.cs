using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.Rollups;

namespace RetailOrleans.WebApi.Stores;

/// <summary>From a client's JSON to validated settings. A change is read as the whole store with the given properties replaced.</summary>
internal static class StoreInput
{
    private const string AlwaysOpen = "{}";

    /// <summary>A new store.</summary>
    /// <exception cref="ValidationException">With everything that is wrong.</exception>
    public static StoreDraft Read(JsonElement body)
    {
        var errors = new ValidationErrors();
        var json = new StrictJson(body, errors);
        var name = json.Text("name", 200, required: true);
        var timeZone = ReadTimeZone(json);
        var draft = new StoreDraft(
            name ?? "", json.Text("code", 32), json.Text("region", 100), timeZone ?? "", json.Number("capacity", 1, 1_000_000),
            ReadOperatingHours(json), ReadDayStart(json), json.Flag("is_active") ?? true);
        json.RejectUnknown();
        errors.ThrowIfAny();
        return draft;
    }

    /// <summary>A store with the properties of a patch, which must be an object, in place of its own.</summary>
    /// <exception cref="ValidationException">With everything that is wrong.</exception>
    public static StoreDraft Merge(StoreSettings before, JsonElement patch)
    {
        var whole = new JsonObject
        {
            ["name"] = before.Name,
            ["code"] = before.Code,
            ["region"] = before.Region,
            ["timezone"] = before.TimeZone,
            ["capacity"] = before.Capacity,
            ["operating_hours"] = JsonNode.Parse(before.OperatingHours),
            ["day_start"] = StoreMapping.Format(before.DayStart),
            ["is_active"] = before.IsActive,
        };
        foreach (var property in patch.EnumerateObject().Where(property => property.Name is not ("store_id" or EffectiveFrom.Name)))
        {
            whole[property.Name] = JsonSerializer.Deserialize(property.Value, ApiJson.Default.JsonNode);
        }

        return Read(JsonSerializer.SerializeToElement(whole, ApiJson.Default.JsonNode));
    }

    private static string? ReadTimeZone(StrictJson json)
    {
        var zone = json.Text("timezone", 64, required: true);
        if (zone is not null && !TimeZones.IsKnown(zone))
        {
            json.Add("timezone", $"Expected an IANA time zone such as Europe/Lisbon, got '{zone}'.");
        }

        return zone;
    }

    private static string ReadOperatingHours(StrictJson json)
    {
        if (json.Value("operating_hours") is not { } value)
        {
            return AlwaysOpen;
        }

        if (OperatingHours.TryParse(value, out var hours, out var problem))
        {
            return hours.ToString();
        }

        json.Add("operating_hours", problem);
        return AlwaysOpen;
    }

    private static TimeOnly ReadDayStart(StrictJson json)
    {
        if (json.Text("day_start", 8) is not { } text)
        {
            return TimeOnly.MinValue;
        }

        if (TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            && time.Ticks % TimeSpan.FromMinutes(5).Ticks == 0)
        {
            return time;
        }

        json.Add("day_start", $"Expected a local time HH:mm on whole five minutes, e.g. 04:00, got '{text}'.");
        return TimeOnly.MinValue;
    }
}
