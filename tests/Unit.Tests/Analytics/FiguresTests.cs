using System.Collections.Immutable;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.WebApi.Analytics;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.Unit.Tests.Analytics;

/// <summary>Each metric by an example that was worked by hand.</summary>
public sealed class FiguresTests
{
    private static readonly DateTimeOffset Nine = new(2026, 7, 15, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Capture_is_entries_per_hundred_who_passed()
    {
        Assert.Equal(12.5, Rates.Capture(25, 200));
        Assert.Equal(33.33, Rates.Capture(1, 3));
        Assert.Null(Rates.Capture(25, 0));
    }

    [Fact]
    public void Dwell_is_by_Littles_law_of_at_least_ten_people()
    {
        // 15 people inside on average over 60 minutes, 30 came: each stayed 30 minutes.
        Assert.Equal(30, Figures.Dwell(15, 60, 30));
        Assert.Null(Figures.Dwell(15, 60, 9));
    }

    [Fact]
    public void Conversion_is_a_fraction_of_entries()
    {
        Assert.Equal(0.25, Figures.Conversion(5, 20));
        Assert.Equal(0, Figures.Conversion(0, 20));
        Assert.Null(Figures.Conversion(5, 0));
        Assert.Null(Figures.Conversion(null, 20));
        Assert.Null(Figures.Conversion(5, null));
    }

    [Fact]
    public void Money_per_transaction_and_per_visitor_has_two_decimals()
    {
        Assert.Equal(33.33m, Figures.Per(100m, 3));
        Assert.Equal(0.13m, Figures.Per(0.25m, 2));
        Assert.Null(Figures.Per(100m, 0));
        Assert.Null(Figures.Per(null, 3));
    }

    [Fact]
    public void A_change_is_relative_to_what_was()
    {
        Assert.Equal(0.5, Figures.Change(150, 100));
        Assert.Equal(-1, Figures.Change(0, 100));
        Assert.Null(Figures.Change(150, 0));
        Assert.Null(Figures.Change(150, null));
        Assert.Null(Figures.Change(null, 100));
    }

    [Fact]
    public void Lines_and_regions_have_shares_that_sum_to_one()
    {
        var shares = Figures.LineDistribution(Map<long>(("line1", 30), ("line2", 10)))!;
        Assert.Equal([0.75, 0.25], shares.Values);
        Assert.Null(Figures.LineDistribution(Map<long>(("line1", 0))));

        var row = Row(visits: Map<long>(("region1", 1), ("region2", 3)), averages: Map(("region1", 9.0)));
        Assert.Equal([0.25, 0.75], Figures.RegionShare(row)!.Values);
        Assert.Equal([0.2, 0.8], Figures.RegionShare(Row(Map<long>(), Map(("region1", 0.5), ("region2", 2.0))))!.Values);
        Assert.Null(Figures.RegionShare(Row(Map<long>(), Map<double>())));
    }

    [Fact]
    public void Utilization_needs_a_capacity()
    {
        Assert.Equal(0.3, Figures.Utilization(12, 40));
        Assert.Null(Figures.Utilization(12, null));
    }

    [Fact]
    public void Completeness_is_covered_time_over_expected_time()
    {
        Assert.Equal(0.75, Completeness(2700, 3600, Nine.AddDays(1)));
        Assert.Equal(1, Completeness(4000, 3600, Nine.AddDays(1)));
        Assert.Null(Completeness(0, 0, Nine.AddDays(1)));

        // 20 minutes into the hour, of which it was open for 10.
        Assert.Equal(0.5, Completeness(300, 3000, Nine.AddMinutes(20)));
    }

    [Fact]
    public void Hours_combine_by_time_and_rates_are_made_of_totals()
    {
        var hour = Row(Map<long>(("region1", 2)), Map(("region1", 1.0))) with { Entries = 10, AvgOccupancy = 4, PeakOccupancy = 7, PeakAt = Nine };
        var half = Row(Map<long>(("region1", 3)), Map(("region1", 4.0))) with
        {
            HourStart = Nine.AddHours(1), HourEnd = Nine.AddMinutes(90), Entries = 5, AvgOccupancy = 10, PeakOccupancy = 7, PeakAt = Nine.AddHours(1),
        };

        var both = HourRows.Combine([hour, half], Nine, Nine.AddMinutes(90));

        Assert.Equal((15, 7, Nine), (both.Entries, both.PeakOccupancy, both.PeakAt));
        Assert.Equal(((4 * 60) + (10 * 30)) / 90.0, both.AvgOccupancy, 9);
        Assert.Equal(((1.0 * 60) + (4 * 30)) / 90, both.RegionAverages["region1"], 9);
        Assert.Equal(5, both.RegionVisits["region1"]);
    }

    private static double? Completeness(long covered, long expected, DateTimeOffset now) =>
        Figures.Completeness(covered, expected, Nine, Nine.AddHours(1), now, () => [(Nine.AddMinutes(10), Nine.AddMinutes(60))]);

    private static ImmutableSortedDictionary<string, T> Map<T>(params (string Key, T Value)[] entries) =>
        entries.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);

    private static HourRow Row(ImmutableSortedDictionary<string, long> visits, ImmutableSortedDictionary<string, double> averages) => new(
        HourRow.Store, Nine, Nine.AddHours(1), 0, 0, 0, Map<long>(), 0, 0, null, 0, averages, Map<int>(), visits, null, null, 3600, 3600);
}
