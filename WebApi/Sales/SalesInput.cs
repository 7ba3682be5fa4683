using System.Globalization;
using System.Text.Json;
using RetailOrleans.Storage.Sales;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Sales;

/// <summary>From a client's JSON to records of sales. All of them are judged; properties that are not known are ignored, as with readings.</summary>
internal static class SalesInput
{
    private const int MostRecords = 10_000;
    private const int MostTransactions = 100_000;
    private const decimal MostRevenue = 100_000_000_000;
    private const int MostDecimals = 3;

    private static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);

    /// <summary>A business day in autumn.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(25);

    /// <exception cref="ValidationException">With everything that is wrong.</exception>
    public static IReadOnlyList<SalesRecord> Read(JsonElement body, DateTimeOffset now)
    {
        var errors = new ValidationErrors();
        var elements = new StrictJson(body, errors).Elements("records", MostRecords);
        if (elements is null or [] && !errors.Any)
        {
            errors.Add("records", "records is missing or empty. Give an array of {timestamp, end_time, transactions, revenue, currency}.");
        }

        var records = (elements ?? []).Select((element, index) => Record(element, $"records[{index.ToString(CultureInfo.InvariantCulture)}]", now, errors)).ToArray();
        errors.ThrowIfAny();
        return [.. records.OfType<SalesRecord>()];
    }

    private static SalesRecord? Record(JsonElement element, string path, DateTimeOffset now, ValidationErrors errors)
    {
        var json = new StrictJson(element, errors, path);
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var start = Instant(json, "timestamp", "the start of the interval");
        var end = RoundedUp(Instant(json, "end_time", "the end of the interval, exclusive"));
        if (start > now + MaxAhead)
        {
            json.Add("timestamp", $"{start:yyyy-MM-ddTHH:mm:ssZ} is more than 5 minutes in the future; it is {now:yyyy-MM-ddTHH:mm:ssZ} now. Check the clock and time zone of the till.");
        }

        if (end - start is { } length && (length < Shortest || length > Longest))
        {
            json.Add("end_time", $"The interval is {length.TotalHours:0.####} h long. end_time is exclusive, at least 10 s and at most 25 h after timestamp.");
        }

        if (json.Value("transactions") is null)
        {
            json.Add("transactions", "transactions is missing. Give how many there were, 0 where there were none.");
        }

        return (start, end, json.Number("transactions", 0, MostTransactions), Revenue(json), Currency(json)) is ({ } from, { } to, { } count, { } revenue, { } currency)
            ? new SalesRecord(from, to, count, revenue, currency)
            : null;
    }

    private static DateTimeOffset? Instant(StrictJson json, string name, string what)
    {
        if (json.Value(name) is null)
        {
            json.Add(name, $"{name} is missing. Give {what}, e.g. 2026-01-20T10:00:00Z.");
        }

        return json.Instant(name);
    }

    /// <summary>Some tills end an hour at 59:59; the interval ends a second later.</summary>
    private static DateTimeOffset? RoundedUp(DateTimeOffset? end) =>
        end is { Second: 59, Year: < 9999 } at ? at.AddTicks(TimeSpan.TicksPerSecond - (at.Ticks % TimeSpan.TicksPerSecond)) : end;

    private static decimal? Revenue(StrictJson json)
    {
        if (json.Value("revenue") is not { } value)
        {
            json.Add("revenue", "revenue is missing. Give an amount of money such as 1234.50, 0 where there was none.");
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var revenue)
            && revenue is >= 0 and <= MostRevenue && decimal.Round(revenue, MostDecimals) == revenue)
        {
            return revenue;
        }

        var raw = value.GetRawText();
        json.Add("revenue", $"Expected a number from 0 to {MostRevenue} with at most {MostDecimals} decimals, got {(raw.Length <= 60 ? raw : raw[..60] + "…")}. Net what was given back against what was sold.");
        return null;
    }

    private static string? Currency(StrictJson json)
    {
        if (json.Value("currency") is null)
        {
            json.Add("currency", "currency is missing. Give a code of ISO 4217 such as EUR.");
            return null;
        }

        var text = json.Text("currency", 10);
        if (text is { Length: 3 } && text.All(char.IsAsciiLetter))
        {
            return text.ToUpperInvariant();
        }

        if (text is not null)
        {
            json.Add("currency", $"Expected a code of ISO 4217 such as EUR, got '{text}'.");
        }

        return null;
    }
}
