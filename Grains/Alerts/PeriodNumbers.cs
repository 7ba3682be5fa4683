using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Storage.Sales;

namespace RetailOrleans.Grains.Alerts;

/// <summary>A store's numbers of one hour or of the business day that runs, by the definitions of rollups and analytics. Pure.</summary>
internal static class PeriodNumbers
{
    /// <summary>A metric of one of the day's hours, by its place; null where it is not known or not defined.</summary>
    public static double? OfHour(string metric, StoreView view, int hour)
    {
        var (start, end) = (view.Day.Hours[hour].Start, view.Day.Hours[hour].End);
        long Entries() => Today(view).Sum(sensor => (long)sensor.HourEntries[hour]);
        long Exits() => Today(view).Sum(sensor => (long)sensor.HourExits[hour]);
        return metric switch
        {
            "entries" => Entries(),
            "exits" => Exits(),
            "net_flow" => Entries() - Exits(),
            "passing_traffic" => Passing(view, hour),
            "capture_rate" => Rate(Entries(), Passing(view, hour)),
            "peak_occupancy" => view.State.PeakOccupancy(view.Day, hour, view.Now),

            // A record over the hour's ends tells nothing of the hour.
            _ => view.Sales is { } sales && !sales.Any(one => one.Start < end && one.End > start && (one.Start < start || one.End > end))
                ? OfSales(metric, [.. sales.Where(one => one.Start >= start && one.Start < end)], Entries())
                : null,
        };
    }

    /// <summary>A metric of the whole day; null where it is not known or not defined.</summary>
    public static double? OfDay(string metric, StoreView view) => metric switch
    {
        "entries" => view.Live.EntriesToday,
        "exits" => view.Live.ExitsToday,
        "net_flow" => view.Live.EntriesToday - view.Live.ExitsToday,
        "passing_traffic" => view.Live.PassingToday,
        "capture_rate" => Rate(view.Live.EntriesToday, view.Live.PassingToday),
        "peak_occupancy" => view.Live.PeakOccupancy,
        _ => view.Sales is { } sales ? OfSales(metric, sales, view.Live.EntriesToday) : null,
    };

    private static double? OfSales(string metric, ImmutableArray<SalesRecord> sales, long entries)
    {
        if (sales.IsEmpty)
        {
            return null;
        }

        var transactions = sales.Sum(one => (long)one.Transactions);
        var revenue = (double)sales.Sum(one => one.Revenue);
        return metric switch
        {
            "transactions" => transactions,
            "revenue" => revenue,
            "avg_transaction_value" => transactions == 0 ? null : Math.Round(revenue / transactions, 2),
            "sales_per_visitor" => entries == 0 ? null : Math.Round(revenue / entries, 2),
            _ => entries == 0 ? null : Math.Round(transactions / (double)entries, 4),
        };
    }

    private static double? Rate(long entries, long? passing) => passing is > 0 and var all ? Math.Round(100.0 * entries / all, 2) : null;

    /// <summary>Null when a sensor does not say by hour what passed it.</summary>
    private static long? Passing(StoreView view, int hour)
    {
        long sum = 0;
        foreach (var sensor in Today(view))
        {
            if (!sensor.HourPassing.IsDefaultOrEmpty)
            {
                sum += sensor.HourPassing[hour];
            }
            else if (sensor.Passing != 0)
            {
                return null;
            }
        }

        return sum;
    }

    private static IEnumerable<SensorSnapshot> Today(StoreView view) => view.State.Sensors.Where(sensor => sensor.Day == view.Day.Date);
}
