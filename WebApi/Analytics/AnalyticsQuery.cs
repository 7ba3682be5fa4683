using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using RetailOrleans.Calendar;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>What a client wants to know.</summary>
public sealed record AnalyticsQuery(
    [property: FromQuery(Name = "type"), Description("hourly (default), daily, comparison, forecast or anomalies.")] string? Type,
    [property: FromQuery(Name = "start_date"), Description("A local date, inclusive, or an instant; required, but for forecast.")] string? StartDate,
    [property: FromQuery(Name = "end_date"), Description("A local date, inclusive, or an instant, exclusive; required, but for forecast.")] string? EndDate,
    [property: FromQuery(Name = "store_id"), Description("One store; without it, all that the token may see. Required for forecast.")] Guid? StoreId,
    [property: FromQuery(Name = "sensor_id"), Description("One sensor's hours (hourly).")] Guid? SensorId,
    [property: FromQuery(Name = "metric"), Description("What the chart shows: traffic (default), occupancy, regional, conversion or capture.")] string? Metric,
    [property: FromQuery(Name = "group_by"), Description("sensor: a series per sensor (hourly). hour_of_week: means of the 168 hours of a week (hourly).")] string? GroupBy,
    [property: FromQuery(Name = "stores"), Description("Ids with commas between them, or all (comparison).")] string? Stores,
    [property: FromQuery(Name = "granularity"), Description("Length of a row: 15m, hour, day, week, month or total. Default hour (hourly), day (daily).")] string? Granularity,
    [property: FromQuery(Name = "calendar"), Description("Whose weeks and months: iso (default) or 454, the retail calendar.")] string? Calendar,
    [property: FromQuery(Name = "compare"), Description("Beside which other time: previous (as long, just before), last_week, or last_year (364 days before, so that weekdays match).")] string? Compare,
    [property: FromQuery(Name = "impute"), Description("true: hours without data are filled with the median of the same hour of the four weeks before, and marked imputed (hourly).")] bool? Impute,
    [property: FromQuery(Name = "bom"), Description("true: CSV begins with a byte order mark, as some spreadsheets want.")] bool? Bom)
{
    internal static readonly IReadOnlyList<string> Metrics = ["traffic", "occupancy", "regional", "conversion", "capture"];

    internal const string Hourly = "hourly";
    internal const string Daily = "daily";
    internal const string Comparison = "comparison";
    internal const string Forecast = "forecast";
    internal const string Anomalies = "anomalies";

    /// <summary>The longest range of hours, and of days.</summary>
    private const int MostYearsOfHours = 3;
    private const int MostYearsOfDays = 20;

    internal AnalyticsQuestion Read()
    {
        var errors = new ValidationErrors();
        var type = Choose(errors, "type", Type, [Hourly, Daily, Comparison, Forecast, Anomalies]);
        var isOfHours = type is Hourly or Forecast or Anomalies;
        var isOfPatterns = type is Forecast or Anomalies;
        var metric = Choose(errors, "metric", Metric, isOfPatterns ? ["traffic"] : Metrics);
        var granularity = Choose(errors, "granularity", Granularity, isOfPatterns ? ["hour"]
            : isOfHours ? ["hour", "15m", "day", "week", "month", "total"]
            : ["day", "week", "month", "total"]);
        var calendar = Choose(errors, "calendar", Calendar, ["iso", "454"]);
        var compare = Compare is null ? null : Choose(errors, "compare", Compare, isOfPatterns ? [] : ["previous", "last_week", "last_year"]);
        if (GroupBy is not null)
        {
            Choose(errors, "group_by", GroupBy, type is Hourly ? ["sensor", "hour_of_week"] : []);
        }

        if (SensorId is not null && type is not Hourly)
        {
            errors.Add("sensor_id", $"type={type} is about stores. Give store_id, or ask for type=hourly.");
        }

        if (Impute == true && (type is not Hourly || granularity is "15m"))
        {
            errors.Add("impute", "Only hours can be imputed. Ask for type=hourly with a granularity of hour or longer, or leave it out.");
        }

        if (type is Forecast && StoreId is null)
        {
            errors.Add("store_id", "store_id is missing. A forecast is about one store; GET /api/stores lists them.");
        }

        // Without dates a forecast is as long as forecasts are.
        var range = type is Forecast && string.IsNullOrEmpty(StartDate) && string.IsNullOrEmpty(EndDate)
            ? AnalyticsRange.Any
            : AnalyticsRange.Read(StartDate, EndDate, isOfHours ? MostYearsOfHours : MostYearsOfDays, isOfHours ? "hours" : "days", errors);
        var stores = ReadStores(type, errors);
        errors.ThrowIfAny();
        return new AnalyticsQuestion(
            type, range!, metric, granularity, calendar is "454" ? PeriodCalendar.Retail454 : PeriodCalendar.Iso, compare, GroupBy, stores, Impute == true);
    }

    private List<Guid>? ReadStores(string type, ValidationErrors errors)
    {
        if (type is not Comparison)
        {
            if (Stores is not null)
            {
                errors.Add("stores", $"type={type} takes store_id. Give stores with type=comparison.");
            }

            return null;
        }

        if (string.IsNullOrWhiteSpace(Stores))
        {
            errors.Add("stores", "stores is missing. Give the ids of the stores to compare with commas between them, or all.");
            return null;
        }

        if (Stores == "all")
        {
            return null;
        }

        var ids = new List<Guid>();
        foreach (var text in Stores.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Guid.TryParse(text, out var id))
            {
                errors.Add("stores", $"'{Shown(text)}' is no store id. Expected UUIDs with commas between them, or all.");
            }
            else if (!ids.Contains(id))
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    private static string Choose(ValidationErrors errors, string field, string? value, IReadOnlyList<string> allowed)
    {
        if (value is not null && !allowed.Contains(value))
        {
            errors.Add(field, allowed.Count == 0
                ? $"'{Shown(value)}' is not available here. Leave it out."
                : $"'{Shown(value)}' is not available. Give {string.Join(", ", allowed)}, or leave it out.");
        }

        return value ?? (allowed.Count == 0 ? "" : allowed[0]);
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
