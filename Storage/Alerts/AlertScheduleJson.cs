using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RetailOrleans.Calendar;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.Storage.Alerts;

/// <summary>
/// The contract's <c>schedule</c> of a rule: <c>{"operating_hours": true, "days": ["monday", …], "quiet_hours": [{"from": "22:00",
/// "to": "07:00"}], "maintenance": [{"from": instant, "to": instant}]}</c>, every part optional.
/// </summary>
internal static class AlertScheduleJson
{
    private const int MostWindows = 50;

    private static readonly ImmutableArray<string> Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static AlertSchedule Read(StrictJson json, ValidationErrors errors)
    {
        var schedule = new AlertSchedule(
            json.Flag("operating_hours") ?? false, ReadDays(json), ReadQuietHours(json, errors), ReadMaintenance(json, errors));
        json.RejectUnknown();
        return schedule;
    }

    public static JsonObject Write(AlertSchedule schedule)
    {
        var json = new JsonObject();
        if (schedule.WhileOpen)
        {
            json["operating_hours"] = true;
        }

        if (schedule.Days.ToJson() is var days && days.EnumerateObject().Any())
        {
            json["days"] = new JsonArray([.. Weekdays.Where(day => days.GetProperty(day).GetArrayLength() > 0).Select(day => JsonValue.Create(day))]);
        }

        if (schedule.QuietHours is { } quiet)
        {
            json["quiet_hours"] = new JsonArray([.. quiet.ToJson().GetProperty(Weekdays[0]).EnumerateArray().Select(hours =>
                new JsonObject { ["from"] = hours.GetProperty("open").GetString(), ["to"] = hours.GetProperty("close").GetString() })]);
        }

        if (!schedule.Maintenance.IsEmpty)
        {
            json["maintenance"] = new JsonArray([.. schedule.Maintenance.Select(window =>
                new JsonObject { ["from"] = window.From.UtcDateTime, ["to"] = window.To.UtcDateTime })]);
        }

        return json;
    }

    private static OperatingHours ReadDays(StrictJson json)
    {
        if (json.Elements("days", Weekdays.Length) is not { } elements)
        {
            return OperatingHours.Always;
        }

        var days = elements.Select(element => element.ValueKind == JsonValueKind.String ? element.GetString()! : "").ToArray();
        if (days.Length == 0 || days.Any(day => !Weekdays.Contains(day)))
        {
            json.Add("days", $"Expected at least one of {string.Join(", ", Weekdays)}.");
            return OperatingHours.Always;
        }

        return Week(day => days.Contains(day) ? [("00:00", "24:00")] : []);
    }

    private static OperatingHours? ReadQuietHours(StrictJson json, ValidationErrors errors)
    {
        if (json.Elements("quiet_hours", 10) is not { Length: > 0 } elements)
        {
            return null;
        }

        var hours = new List<(string From, string To)>();
        for (var i = 0; i < elements.Length; i++)
        {
            var window = new StrictJson(elements[i], errors, json.PathOf(string.Create(CultureInfo.InvariantCulture, $"quiet_hours[{i}]")));
            var (from, to) = (ReadTime(window, "from"), ReadTime(window, "to"));
            window.RejectUnknown();
            if (from is not null && to is not null)
            {
                hours.Add((from, to));
            }
        }

        return hours.Count == 0 ? null : Week(_ => hours);
    }

    private static string? ReadTime(StrictJson json, string name)
    {
        var text = json.Text(name, 5, required: true);
        if (text is null || TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return text;
        }

        json.Add(name, $"Expected a local time HH:mm, e.g. 22:00, got '{text}'.");
        return null;
    }

    private static ImmutableArray<(DateTimeOffset, DateTimeOffset)> ReadMaintenance(StrictJson json, ValidationErrors errors)
    {
        var windows = ImmutableArray.CreateBuilder<(DateTimeOffset, DateTimeOffset)>();
        foreach (var element in json.Elements("maintenance", MostWindows) ?? [])
        {
            var window = new StrictJson(element, errors, json.PathOf(string.Create(CultureInfo.InvariantCulture, $"maintenance[{windows.Count}]")));
            var (from, to) = (window.Instant("from"), window.Instant("to"));
            window.RejectUnknown();
            if (from is null || to is null || from >= to)
            {
                window.Add("to", "Expected two instants, from and to, and to after from.");
            }

            windows.Add((from ?? default, to ?? default));
        }

        return windows.ToImmutable();
    }

    private static OperatingHours Week(Func<string, IEnumerable<(string From, string To)>> hours)
    {
        var week = Weekdays.ToDictionary(day => day, day => hours(day).Select(window => new { open = window.From, close = window.To }));
        return OperatingHours.TryParse(JsonSerializer.SerializeToElement(week), out var parsed, out var problem)
            ? parsed
            : throw new InvalidOperationException(problem);
    }
}
