using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Core.Internal;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Tests.Fixture;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;
using RetailOrleans.TestKit;

namespace RetailOrleans.Grains.Tests.Alerts;

/// <summary>Rules in stores' grains on real PostgreSQL: what they store, and what a restart leaves as it is.</summary>
[Collection(OneCluster.Name)]
public sealed class StoreAlertTests
{
    private readonly ClusterFixture _cluster;

    public StoreAlertTests(ClusterFixture cluster)
    {
        _cluster = cluster;
        cluster.BeginByDay();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_fires_twice_over_a_restart_of_the_store()
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store);
        var rule = await AddRuleAsync(store, """{"operator": ">", "value": 10}""");
        await _cluster.RecordAsync(sensor, 20, 15);
        await UntilAsync(rule, ("firing", 1));
        await _cluster.StoreIsAsync(store, live => live.ActiveAlerts == 1);

        await RestartAsync(store);
        var live = await _cluster.StoreIsAsync(store, live => live.Occupancy == 15);
        Assert.Equal(1, live.ActiveAlerts);
        await _cluster.RecordAsync(sensor, 15, 1);
        await _cluster.StoreIsAsync(store, live => live.Occupancy == 16);
        Assert.Equal([("firing", 1)], await CountsAsync(rule));
        var status = await _cluster.Store(store).GetStatusAsync(Cancellation);
        Assert.Equal(rule.Id, Assert.Single(status!.ActiveAlerts).RuleId);

        await _cluster.RecordAsync(sensor, 10, 0, 12);
        await UntilAsync(rule, ("resolved", 1));
        Assert.Equal(0, (await _cluster.StoreIsAsync(store, live => live.Occupancy == 4)).ActiveAlerts);
    }

    [Fact]
    public async Task A_condition_that_must_hold_goes_on_being_timed_over_a_restart()
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store);
        var rule = await AddRuleAsync(store, """{"operator": ">", "value": 10, "for_seconds": 60}""");
        await _cluster.RecordAsync(sensor, 20, 15);
        await UntilAsync(rule, ("pending", 1));

        await RestartAsync(store);
        await _cluster.StoreIsAsync(store, live => live.Occupancy == 15);
        _cluster.Time.Advance(TimeSpan.FromSeconds(45));
        await _cluster.Store(store).ReloadAsync(Cancellation);
        Assert.Equal([("pending", 1)], await CountsAsync(rule));
        _cluster.Time.Advance(TimeSpan.FromSeconds(20));
        await UntilAsync(rule, ("firing", 1));
    }

    [Fact]
    public async Task Two_activations_that_raise_at_once_leave_one_alert_and_one_event()
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var rule = await AddRuleAsync(store, """{"operator": ">", "value": 1000}""");
        using var feed = new ChangeFeed(_cluster.Database, _cluster.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<ChangeFeed>.Instance);
        var ledger = new AlertLedger(_cluster.Database, feed, Options.Create(new AlertOptions()));
        AlertChange Step(AlertChangeKind kind, Guid id) => new(kind, id, rule, "store", store.StoreId, null, "Full", "It is full.", 7, _cluster.Now, null);

        Guid[] own = [Guid.NewGuid(), Guid.NewGuid()];
        var ids = await Task.WhenAll(own.Select(id => ledger.StoreAsync([Step(AlertChangeKind.Raise, id)], Cancellation)));
        var id = Assert.Single(ids.SelectMany(both => both).Distinct())!.Value;
        Assert.Contains(id, own);

        // The same steps again, as after a commit whose outcome nobody knows.
        Assert.Equal<Guid?>(id, Assert.Single(await ledger.StoreAsync([Step(AlertChangeKind.Raise, id)], Cancellation)));
        await ledger.StoreAsync([Step(AlertChangeKind.Resolve, id)], Cancellation);
        await ledger.StoreAsync([Step(AlertChangeKind.Resolve, id)], Cancellation);
        Assert.Equal([("resolved", 1)], await CountsAsync(rule));
        await using var events = _cluster.Database.CreateCommand("select string_agg(event, ' ' order by id) from alert_events where alert_id = $1");
        events.Parameters.Add(new NpgsqlParameter { Value = id });
        Assert.Equal("raised resolved", await events.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task A_sensor_without_readings_is_told_of_and_is_over_with_the_next()
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store);
        var rule = await AddRuleAsync(store, """{"value": 30}""", "no_data");
        await _cluster.RecordAsync(sensor, 5, 1);
        await _cluster.StoreIsAsync(store, live => live.Occupancy == 1);
        _cluster.Time.Advance(TimeSpan.FromMinutes(24));
        await _cluster.Store(store).ReloadAsync(Cancellation);
        Assert.Empty(await CountsAsync(rule));

        await UntilAsync(rule, TimeSpan.FromSeconds(30), ("firing", 1));
        await _cluster.RecordAsync(sensor, 5, 1);
        await UntilAsync(rule, ("resolved", 1));
    }

    private async Task<AlertRule> AddRuleAsync(StoreSettings store, string condition, string type = "occupancy")
    {
        using var feed = new ChangeFeed(_cluster.Database, _cluster.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<ChangeFeed>.Instance);
        var errors = new ValidationErrors();
        var draft = AlertRuleJson.Read(
            JsonDocument.Parse($$"""{"name": "Full", "type": "{{type}}", "store_id": "{{store.StoreId}}", "condition": {{condition}} }""").RootElement, errors);
        errors.ThrowIfAny();
        return await new AlertRuleRegistry(_cluster.Database, feed, Options.Create(new AlertOptions()), _cluster.Time).CreateAsync(new TenantScope(store.OrganizationId), draft, Cancellation);
    }

    /// <summary>The grain is gone from memory, and came back: its versions are of a later epoch.</summary>
    private async Task RestartAsync(StoreSettings store)
    {
        var grain = _cluster.Store(store);
        var before = (await grain.GetLiveAsync(Cancellation))!.Version >> 28;
        await grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle(Cancellation);
        await Eventually.AnswersAsync(
            () => grain.GetLiveAsync(Cancellation), live => live!.Version >> 28 > before, TimeSpan.FromSeconds(15), Cancellation);
    }

    private Task UntilAsync(AlertRule rule, (string Status, int Count) expected) => UntilAsync(rule, TimeSpan.FromSeconds(1), expected);

    private async Task UntilAsync(AlertRule rule, TimeSpan step, (string Status, int Count) expected) => await Eventually.AnswersAsync(
        () =>
        {
            // Rules are looked at when time goes on.
            _cluster.Time.Advance(step);
            return CountsAsync(rule);
        },
        counts => counts.SequenceEqual([expected]), TimeSpan.FromSeconds(20), Cancellation);

    private async Task<(string Status, int Count)[]> CountsAsync(AlertRule rule)
    {
        await using var command = _cluster.Database.CreateCommand("select status, count(*)::int from alerts where rule_id = $1 group by status order by status");
        command.Parameters.Add(new NpgsqlParameter { Value = rule.Id });
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var counts = new List<(string, int)>();
        while (await reader.ReadAsync(Cancellation))
        {
            counts.Add((reader.GetString(0), reader.GetInt32(1)));
        }

        return [.. counts];
    }
}
