using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>Answers questions about the business days of all stores together, without reading each of them.</summary>
internal sealed class OrganizationAnalytics(OrganizationDayQueries days, TimeProvider time)
{
    public async Task<OrganizationAnalyticsResponse> AnswerAsync(TenantScope scope, AnalyticsQuestion question, CancellationToken cancellationToken)
    {
        var (first, last) = question.Range.Dates(Calendar.StoreCalendar.Create("Etc/UTC"));
        var found = (await days.ListAsync(scope, first, last, cancellationToken)).ToDictionary(day => day.Date);
        if (found.Count == 0)
        {
            return new OrganizationAnalyticsResponse([], new ChartResponse([], []), new DailySummary(0, 0, null, null));
        }

        var dates = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).Select(date => (Date: date, Day: found.GetValueOrDefault(date))).ToArray();
        var counted = found.Values.Where(day => day.Stores > 0).OrderBy(day => day.Date).ToArray();
        return new OrganizationAnalyticsResponse(
            [.. dates.Select(date => Response(date.Date, date.Day))],
            new ChartResponse(
                [.. dates.Select(date => $"{date.Date:yyyy-MM-dd}")],
                [
                    Charts.Dataset("Total Visitors", 0, [.. dates.Select(date => date.Day is { Stores: > 0 } day ? (double?)day.Entries : null)], "y"),
                    Charts.Dataset("Stores", 1, [.. dates.Select(date => (double?)date.Day?.Stores)], "y1"),
                ]),
            new DailySummary(
                counted.Sum(day => day.Entries), counted.Length == 0 ? 0 : Math.Round(counted.Average(day => day.Entries), 2),
                counted.Length == 0 ? null : counted.MaxBy(day => day.Entries)!.Date,
                Figures.Conversion(
                    found.Values.Any(day => day.BothTransactions is not null) ? found.Values.Sum(day => day.BothTransactions ?? 0) : null,
                    found.Values.Sum(day => day.BothEntries))));
    }

    private OrganizationDayResponse Response(DateOnly date, OrganizationDay? day)
    {
        if (day is null)
        {
            return new OrganizationDayResponse(date, 0, null, null, null, null, null, null, null, null, null, null, null);
        }

        // Only then the day is over in every zone, and all of it was due.
        var isOver = new DateTimeOffset(date.AddDays(2), TimeOnly.MinValue, TimeSpan.Zero) <= time.GetUtcNow();
        return day.Stores == 0
            ? new OrganizationDayResponse(date, 0, null, null, null, null, null, null, null, null, day.Transactions, day.Revenue, null)
            : new OrganizationDayResponse(
                date, day.Stores, day.Entries, day.Exits, day.Entries - day.Exits, day.Passing, Rates.Capture(day.Entries, day.Passing), day.BusinessHoursEntries,
                day.Entries - day.BusinessHoursEntries, Figures.Conversion(day.BothTransactions, day.BothEntries), day.Transactions,
                day.Revenue.IsEmpty ? null : day.Revenue,
                isOver && day.ExpectedSeconds > 0 ? Math.Round(Math.Min(1, day.CoveredSeconds / (double)day.ExpectedSeconds), 4) : null);
    }
}
