using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Ingest;

namespace RetailOrleans.WebApi.Readings;

/// <summary>Which readings a client wants.</summary>
public sealed record ReadingQuery(
    [property: FromQuery(Name = "data_type"), Description("people_counting, regional_counting, heatmap or vca_alarm; or what was made of them: hourly_analytics, daily_summary. Required.")] string? DataType,
    [property: FromQuery(Name = "sensor_id")] Guid? SensorId,
    [property: FromQuery(Name = "store_id")] Guid? StoreId,
    [property: FromQuery(Name = "start_time"), Description("An instant, inclusive.")] string? StartTime,
    [property: FromQuery(Name = "end_time"), Description("An instant, exclusive.")] string? EndTime,
    [property: FromQuery(Name = "limit"), Description("1 to 1,000; default 100.")] int? Limit,
    [property: FromQuery(Name = "offset"), Description("How many rows to leave out; at most 10,000. Go further with the cursor.")] int? Offset,
    [property: FromQuery(Name = "cursor"), Description("The next of the page before; instead of an offset.")] string? Cursor,
    [property: FromQuery(Name = "bom"), Description("true: CSV begins with a byte order mark, as some spreadsheets want.")] bool? Bom)
{
    private const int DefaultLimit = 100;
    internal const int MaxLimit = 1_000;
    private const int MaxOffset = 10_000;

    internal (ReadingKind Kind, DateTimeOffset? From, DateTimeOffset? To, int Limit, int Offset, ReadingPlace? After) Read()
    {
        var errors = new ValidationErrors();
        var kind = DataTypes.Parse(DataType);
        if (kind is null)
        {
            errors.Add("data_type", $"{DataTypes.Unknown(DataType)} Or {RollupPages.Hours}, {RollupPages.Days}.");
        }

        var (from, to) = ReadRange(errors);
        var after = string.IsNullOrEmpty(Cursor) ? null : ReadingPlace.TryParse(Cursor);
        RefuseCursor(after is null, errors);
        errors.ThrowIfAny();
        return (kind!.Value, from, to, Limit ?? DefaultLimit, Offset ?? 0, after);
    }

    internal (DateTimeOffset? From, DateTimeOffset? To, int Limit, int Offset, RollupPlace? After) ReadRollups()
    {
        var errors = new ValidationErrors();
        var (from, to) = ReadRange(errors);
        var after = string.IsNullOrEmpty(Cursor) ? null : RollupPlace.TryParse(Cursor);
        RefuseCursor(after is null, errors);
        errors.ThrowIfAny();
        return (from, to, Limit ?? DefaultLimit, Offset ?? 0, after);
    }

    private (DateTimeOffset? From, DateTimeOffset? To) ReadRange(ValidationErrors errors)
    {
        var from = Instant(StartTime, "start_time", errors);
        var to = Instant(EndTime, "end_time", errors);
        if (from >= to)
        {
            errors.Add("end_time", $"end_time {EndTime} is not after start_time {StartTime}; it is exclusive.");
        }

        if (Limit is < 1 or > MaxLimit)
        {
            errors.Add("limit", $"Expected 1 to {MaxLimit}, got {Limit}.");
        }

        if (Offset is < 0 or > MaxOffset)
        {
            errors.Add("offset", $"Expected 0 to {MaxOffset}, got {Offset}. Go further with pagination.next as cursor.");
        }

        return (from, to);
    }

    private void RefuseCursor(bool isUnread, ValidationErrors errors)
    {
        if (isUnread && !string.IsNullOrEmpty(Cursor))
        {
            errors.Add("cursor", "This is no cursor. Pass pagination.next of the page before as it came.");
        }
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
