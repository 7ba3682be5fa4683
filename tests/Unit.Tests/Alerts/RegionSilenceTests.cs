using System.Text.Json;
using RetailOrleans.Grains.Alerts;
using RetailOrleans.Grains.Interfaces.Alerts;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.Unit.Tests.Alerts;

public sealed class RegionSilenceTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly AlertRule Rule = RuleOf("""{"name": "x", "type": "sensor_offline"}""");

    [Fact]
    public void More_than_half_of_a_regions_stores_silent_and_one_offline_is_the_region()
    {
        var regions = Regions(("North", 6));
        Say(regions, 3, isOffline: false);
        Assert.Equal(Verdict.Between, VerdictOf(regions));
        Say(regions, 4, isOffline: false);

        // All of them are late, and none is offline yet.
        Assert.Equal(Verdict.Between, VerdictOf(regions));
        regions.Accept(Silence(0, "North", isOffline: true), Now);
        Assert.Equal(Verdict.Breach, VerdictOf(regions));
        Assert.Equal(4, Observe(regions)[0].Value);
    }

    [Fact]
    public void It_is_over_when_no_more_than_a_quarter_is_silent()
    {
        var regions = Regions(("North", 8));
        Say(regions, 8, isOffline: true);
        Well(regions, 4);
        Assert.Equal(Verdict.Between, VerdictOf(regions));
        Well(regions, 5);
        Assert.Equal(Verdict.Between, VerdictOf(regions));
        Well(regions, 6);
        Assert.Equal(Verdict.Clear, VerdictOf(regions));
        Well(regions, 8);
        Assert.False(regions.Any);
        Assert.Empty(Observe(regions));
    }

    [Fact]
    public void A_region_of_one_store_is_that_store()
    {
        var regions = Regions(("North", 1));
        Say(regions, 1, isOffline: true);
        Assert.NotEqual(Verdict.Breach, VerdictOf(regions));
    }

    [Fact]
    public void A_store_that_says_nothing_any_more_is_forgotten_and_one_that_moves_counts_where_it_is()
    {
        var regions = Regions(("North", 3), ("South", 3));
        Say(regions, 2, isOffline: true);
        Assert.Equal(Verdict.Breach, VerdictOf(regions));
        regions.Accept(Silence(0, "South", isOffline: true), Now.AddSeconds(60));
        Assert.Equal(["region:North", "region:South"], Observe(regions).Select(one => one.Subject.ToString()).Order(StringComparer.Ordinal));
        regions.Forget(Now.AddSeconds(100));
        Assert.Equal("region:South", Assert.Single(Observe(regions)).Subject.ToString());
        Assert.Equal(AlertSubject.Region("South"), AlertSubject.Parse("region:South"));
    }

    [Fact]
    public void It_is_raised_where_a_store_may_be_and_told_as_soon_as_one_may_be()
    {
        var regions = Regions(("North", 2));
        regions.Accept(Silence(0, "North", true, mayRaise: false, quietUntil: Now.AddHours(2)), Now);
        regions.Accept(Silence(1, "North", true, mayRaise: false, quietUntil: Now.AddHours(1)), Now);
        Assert.False(regions.MayRaise(Rule, "North"));
        Assert.Equal(Now.AddHours(1), regions.QuietUntil(Rule, "North"));
        regions.Accept(Silence(1, "North", true), Now);
        Assert.True(regions.MayRaise(Rule, "North"));
        Assert.Null(regions.QuietUntil(Rule, "North"));
    }

    private static RegionSilence Regions(params (string Name, int Stores)[] sizes) =>
        new() { Sizes = sizes.ToDictionary(region => region.Name, region => region.Stores) };

    private static void Say(RegionSilence regions, int stores, bool isOffline)
    {
        for (var store = 0; store < stores; store++)
        {
            regions.Accept(Silence(store, "North", isOffline), Now);
        }
    }

    private static void Well(RegionSilence regions, int stores)
    {
        for (var store = 0; store < stores; store++)
        {
            regions.Accept(new StoreSilence(Id(store), "North", []), Now);
        }
    }

    private static StoreSilence Silence(int store, string region, bool isOffline, bool mayRaise = true, DateTimeOffset? quietUntil = null) =>
        new(Id(store), region, [new RuleSilence(Rule.Id, isOffline, mayRaise, quietUntil)]);

    private static Guid Id(int store) => new(store, 0, 0, new byte[8]);

    private static Verdict VerdictOf(RegionSilence regions) => Assert.Single(Observe(regions)).Verdict;

    private static List<Observation> Observe(RegionSilence regions)
    {
        var seen = new List<Observation>();
        regions.Observe(Rule, Now, seen);
        return seen;
    }

    private static AlertRule RuleOf(string json)
    {
        var errors = new ValidationErrors();
        var draft = AlertRuleJson.Read(JsonDocument.Parse(json).RootElement, errors);
        errors.ThrowIfAny();
        return new AlertRule(
            Guid.NewGuid(), Guid.NewGuid(), draft.Name, draft.StoreId, draft.SensorId, draft.Type, draft.Condition, draft.Severity, draft.Schedule, draft.Escalation,
            draft.Channels, true, Now, Now, 1);
    }
}
