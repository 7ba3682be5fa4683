using RetailOrleans.Storage.Rollups;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>
/// One store, or one of its sensors, over a range: a row for every period, with nulls where nothing was counted. A period is a local hour,
/// or a part of one, or several.
/// </summary>
internal sealed class HourlySeries
{
    private readonly IReadOnlyCollection<SensorOutages>? _outages;

    /// <summary>Whether a period is made of several hours, of which some may have no row.</summary>
    private readonly bool _isGrouped;

    private HourlySeries(
        StoreClock clock, Guid? sensorId, IReadOnlyList<SeriesPeriod> periods, IReadOnlyList<HourRow?> rows, IReadOnlyList<double> imputed,
        IReadOnlyCollection<SensorOutages>? outages, bool isGrouped) =>
        (Clock, SensorId, Periods, Rows, ImputedShares, _outages, _isGrouped) = (clock, sensorId, periods, rows, imputed, outages, isGrouped);

    public StoreClock Clock { get; }

    public Guid? SensorId { get; }

    public IReadOnlyList<SeriesPeriod> Periods { get; }

    public IReadOnlyList<HourRow?> Rows { get; }

    /// <summary>Of each period, how much of what was filled in.</summary>
    public IReadOnlyList<double> ImputedShares { get; }

    public IEnumerable<HourResponse> Responses => Enumerable.Range(0, Periods.Count).Select(Response);

    /// <summary>Lays the found rows over the periods of a range.</summary>
    /// <param name="clock">The store.</param>
    /// <param name="sensorId">Null = the store's own rows.</param>
    /// <param name="from">UTC.</param>
    /// <param name="to">UTC, exclusive.</param>
    /// <param name="found">Rows of hours (quarters with granularity 15m), also of the weeks before where hours are imputed.</param>
    /// <param name="question">How long a period is.</param>
    /// <param name="outages">What kept the store's sensors, or this sensor, from delivering; null = not asked for.</param>
    public static HourlySeries Of(
        StoreClock clock, Guid? sensorId, DateTimeOffset from, DateTimeOffset to, IEnumerable<HourRow> found, AnalyticsQuestion question,
        IReadOnlyCollection<SensorOutages>? outages = null)
    {
        var byStart = found.ToDictionary(row => row.HourStart);
        var imputed = question.Impute ? Imputation.Of(clock, from, to, byStart) : [];
        var groups = SeriesPeriod.Of(clock.Calendar, from, to, question);
        var rows = new HourRow?[groups.Count];
        var shares = new double[groups.Count];
        for (var i = 0; i < groups.Count; i++)
        {
            var (period, hours) = groups[i];
            var known = new List<HourRow>(hours.Count);
            var filled = 0;
            foreach (var hour in hours)
            {
                if (byStart.TryGetValue(hour.Start, out var row))
                {
                    known.Add(row);
                }
                else if (imputed.TryGetValue(hour.Start, out var made))
                {
                    known.Add(made);
                    filled++;
                }
            }

            rows[i] = known.Count switch
            {
                0 => null,
                1 when hours.Count == 1 => known[0],
                _ => HourRows.Combine(known, period.Start, period.End),
            };
            shares[i] = known.Count == 0 ? 0 : filled / (double)known.Count;
        }

        return new HourlySeries(clock, sensorId, [.. groups.Select(group => group.Period)], rows, shares, outages, question.Granularity is not ("hour" or "15m"));
    }

    private HourResponse Response(int place)
    {
        var (store, period) = (Clock.Store, Periods[place]);
        var quality = _outages is null ? null : DataQualityResponse.Of(Clock, _outages, Rows[place], period.Start, period.End);
        if (Rows[place] is not { } row)
        {
            return new HourResponse(
                store.StoreId, SensorId, period.Start, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)
            {
                DataQuality = quality,
            };
        }

        return new HourResponse(
            store.StoreId, SensorId, period.Start, row.Entries, row.Exits, row.Entries - row.Exits, row.Passing,
            Rates.Capture(row.Entries, row.Passing), Math.Round(row.AvgOccupancy, 2), row.PeakOccupancy, row.PeakAt,
            Figures.Utilization(row.AvgOccupancy, Clock.CapacityAt(period.Start)),
            Figures.LineDistribution(row.Lines), Figures.Rounded(row.RegionAverages),
            row.RegionMaxima.IsEmpty ? null : row.RegionMaxima, row.RegionVisits.IsEmpty ? null : row.RegionVisits, Figures.RegionShare(row),
            row.HeatAverage is { } heat ? Math.Round(heat, 3) : null, row.HeatMaximum,
            Figures.Dwell(row.AvgOccupancy, HourRows.Minutes(row), row.Entries),
            _isGrouped && quality is not null ? Math.Round(quality.OnTime + quality.Delayed, 4)
                : Clock.Completeness(row.CoveredSeconds, row.ExpectedSeconds, row.HourStart, row.HourEnd),
            Math.Round(row.Drift, 2), Math.Round(ImputedShares[place], 4))
        {
            DataQuality = quality,
            Counted = CountedResponse.Of(row.Counted),
        };
    }
}
