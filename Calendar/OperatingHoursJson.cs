using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace RetailOrleans.Calendar;

/// <summary>The JSON form of <see cref="OperatingHours"/>.</summary>
internal static class OperatingHoursJson
{
    private const int MostPerDay = 24;
    private const int MostExceptions = 2_000;

    private static readonly string[] Weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public static bool TryRead(JsonElement json, out OperatingHours hours, out string problem)
    {
        hours = OperatingHours.Always;
        if (json.ValueKind is not JsonValueKind.Object)
        {
            problem = $"operating_hours must be an object such as {{\"monday\":[{{\"open\":\"09:00\",\"close\":\"18:00\"}}]}}, got {Kind(json)}; {{}} means always open.";
            return false;
        }

        var week = new ImmutableArray<OpeningHours>[7];
        Array.Fill(week, []);
        var anyWeekday = false;
        var exceptions = ImmutableSortedDictionary.CreateBuilder<DateOnly, ImmutableArray<OpeningHours>>();
        foreach (var property in json.EnumerateObject())
        {
            var weekday = Array.IndexOf(Weekdays, property.Name);
            if (weekday >= 0)
            {
                anyWeekday = true;
                if (!TryReadDay(property.Value, property.Name, out week[weekday], out problem))
                {
                    return false;
                }
            }
            else if (property.Name != "exceptions")
            {
                problem = $"'{Shown(property.Name)}' is not known in operating_hours; expected monday to sunday and exceptions.";
                return false;
            }
            else if (!TryReadExceptions(property.Value, exceptions, out problem))
            {
                return false;
            }
        }

        problem = "";
        hours = new OperatingHours(anyWeekday ? [.. week] : [], exceptions.ToImmutable());
        return true;
    }

    public static JsonElement Write(
        ImmutableArray<ImmutableArray<OpeningHours>> week,
        ImmutableSortedDictionary<DateOnly, ImmutableArray<OpeningHours>> exceptions)
    {
        var json = new SortedDictionary<int, (string Name, object Value)>();
        for (var weekday = 0; weekday < week.Length; weekday++)
        {
            json.Add((weekday + 6) % 7, (Weekdays[weekday], Day(week[weekday])));
        }

        if (!exceptions.IsEmpty)
        {
            json.Add(7, ("exceptions", exceptions.Select(e => new { date = e.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), hours = Day(e.Value) })));
        }

        return JsonSerializer.SerializeToElement(json.Values.ToDictionary(entry => entry.Name, entry => entry.Value));
    }

    private static object[] Day(ImmutableArray<OpeningHours> hours) =>
        [.. hours.Select(h => new { open = Time(h.Open), close = Time(h.Close) })];

    private static string Time(TimeOnly time) => time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);

    private static bool TryReadExceptions(
        JsonElement json, ImmutableSortedDictionary<DateOnly, ImmutableArray<OpeningHours>>.Builder exceptions, out string problem)
    {
        problem = "";
        if (json.ValueKind is not JsonValueKind.Array || json.GetArrayLength() > MostExceptions)
        {
            problem = $"exceptions must be an array of at most {MostExceptions} entries {{\"date\":\"2025-12-25\",\"hours\":[]}}, got {Kind(json)}.";
            return false;
        }

        var index = 0;
        foreach (var entry in json.EnumerateArray())
        {
            var place = $"exceptions[{index++}]";
            if (entry.ValueKind is not JsonValueKind.Object
                || !entry.TryGetProperty("date", out var written)
                || written.ValueKind is not JsonValueKind.String
                || !DateOnly.TryParseExact(written.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                problem = $"{place}.date must be a date such as 2025-12-25.";
                return false;
            }

            if (OnlyKnown(entry, "date", "hours") is { } unknown)
            {
                problem = $"'{Shown(unknown)}' is not known in {place}; expected date and hours.";
                return false;
            }

            ImmutableArray<OpeningHours> hours = [];
            if (entry.TryGetProperty("hours", out var day) && !TryReadDay(day, $"{place}.hours", out hours, out problem))
            {
                return false;
            }

            if (!exceptions.TryAdd(date, hours))
            {
                problem = $"{place} repeats the date {date:yyyy-MM-dd}; put all its hours into one exception.";
                return false;
            }
        }

        return true;
    }

    private static bool TryReadDay(JsonElement json, string place, out ImmutableArray<OpeningHours> hours, out string problem)
    {
        hours = [];
        problem = "";
        if (json.ValueKind is JsonValueKind.Null)
        {
            return true;
        }

        if (json.ValueKind is not JsonValueKind.Array || json.GetArrayLength() > MostPerDay)
        {
            problem = $"{place} must be an array of at most {MostPerDay} entries {{\"open\":\"09:00\",\"close\":\"18:00\"}}, got {Kind(json)}; [] means closed.";
            return false;
        }

        var read = ImmutableArray.CreateBuilder<OpeningHours>();
        foreach (var entry in json.EnumerateArray())
        {
            var at = $"{place}[{read.Count}]";
            if (entry.ValueKind is not JsonValueKind.Object || !TryReadTime(entry, "open", out var open) || !TryReadTime(entry, "close", out var close))
            {
                problem = $"{at} must be {{\"open\":\"HH:MM\",\"close\":\"HH:MM\"}} in local time, from 00:00 to 24:00.";
                return false;
            }

            if (OnlyKnown(entry, "open", "close") is { } unknown)
            {
                problem = $"'{Shown(unknown)}' is not known in {at}; expected open and close.";
                return false;
            }

            read.Add(new OpeningHours(open, close));
        }

        hours = read.ToImmutable();
        return true;
    }

    private static bool TryReadTime(JsonElement entry, string name, out TimeOnly time)
    {
        time = default;
        return entry.TryGetProperty(name, out var value)
            && value.ValueKind is JsonValueKind.String
            && value.GetString() is { } text
            // Midnight at the end of a day is written 24:00 by some; as a close it is the next day's 00:00 already.
            && ((name == "close" && text is "24:00")
                || TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time));
    }

    private static string? OnlyKnown(JsonElement entry, string first, string second) =>
        entry.EnumerateObject().Select(p => p.Name).FirstOrDefault(name => name != first && name != second);

    private static string Shown(string name) => name.Length <= 40 ? name : name[..40] + "…";

    private static string Kind(JsonElement json) =>
        json.ValueKind is JsonValueKind.Array ? $"an array of {json.GetArrayLength()}" : json.ValueKind.ToString();
}
