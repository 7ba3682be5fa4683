using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>What became of the time that was expected to be counted: a share for each state, which add up to 1.</summary>
/// <param name="OnTime">Counted, and here within the time that a bucket lasts (a quarter of an hour for shorter ones).</param>
/// <param name="Delayed">Counted, and here later: after an outage of the line, or corrected.</param>
/// <param name="DeviceOffline">Not counted; the device was not heard of.</param>
/// <param name="Refused">Not counted; the device answered what could not be used.</param>
/// <param name="Lost">Not counted, and nothing says why.</param>
public sealed record DataQualityResponse(double OnTime, double Delayed, double DeviceOffline, double Refused, double Lost)
{
    /// <summary>Of a stretch of time.</summary>
    /// <param name="clock">The store.</param>
    /// <param name="sensors">Of which the row is, with what kept them from delivering.</param>
    /// <param name="row">What was counted; null = nothing.</param>
    /// <param name="start">UTC.</param>
    /// <param name="end">UTC, exclusive. Of time to come nothing is expected.</param>
    /// <returns>Null when nothing was expected.</returns>
    internal static DataQualityResponse? Of(
        StoreClock clock, IReadOnlyCollection<SensorOutages> sensors, HourRow? row, DateTimeOffset start, DateTimeOffset end)
    {
        // Hours without a row are not in what was expected of a longer period.
        var isHour = end - start <= TimeSpan.FromHours(1);
        if (isHour && row is { DelayedSeconds: 0 } && row.ExpectedSeconds > 0 && row.CoveredSeconds >= row.ExpectedSeconds)
        {
            return AllOnTime;
        }

        var last = end < clock.Now ? end : clock.Now;
        var open = start < last ? clock.OpenTimes(start, last) : [];
        double Within(DateTimeOffset from, DateTimeOffset to) => open.Sum(hours => Seconds(Later(from, hours.Open), Earlier(to, hours.Close)));
        double Away(bool isRefused) => sensors.Sum(sensor => sensor.Stretches.Where(stretch => stretch.IsRefused == isRefused).Sum(stretch => Within(stretch.From, stretch.To)));

        // What is due of an hour is what its row says; of one that still runs, of a gap and of what has gaps, the open time of each sensor that there was.
        double covered = row?.CoveredSeconds ?? 0;
        double due = row is not null && end <= clock.Now ? row.ExpectedSeconds : 0;
        if (due == 0 || !isHour)
        {
            due = Math.Max(due, sensors.Where(sensor => sensor.IsActive).Sum(sensor => Within(sensor.From, Earlier(sensor.To, last))));
        }

        due = Math.Max(due, covered);
        if (due < 1)
        {
            return null;
        }

        double delayed = Math.Min(row?.DelayedSeconds ?? 0, covered);
        var offline = Math.Min(due - covered, Away(false));
        var refused = Math.Min(due - covered - offline, Away(true));
        double Share(double seconds) => Math.Round(seconds / due, 4);
        return new DataQualityResponse(
            Share(covered - delayed), Share(delayed), Share(offline), Share(refused), Share(due - covered - offline - refused));
    }

    private static readonly DataQualityResponse AllOnTime = new(1, 0, 0, 0, 0);

    private static double Seconds(DateTimeOffset from, DateTimeOffset to) => to > from ? (to - from).TotalSeconds : 0;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
