using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Tests.Fixture;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;
using RetailOrleans.TestKit;

namespace RetailOrleans.Grains.Tests.Alerts;

/// <summary>A cause that takes a whole region away is one alert.</summary>
[Collection(OneCluster.Name)]
public sealed class RegionAlertTests
{
    private readonly ClusterFixture _cluster;

    public RegionAlertTests(ClusterFixture cluster)
    {
        _cluster = cluster;
        cluster.BeginByDay();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stores_that_fall_silent_together_are_one_alert_of_their_region_and_a_lonely_one_is_its_own()
    {
        using var tenant = await Tenant.CreateAsync(_cluster.Database, _cluster.Time);
        var region = await StoresAsync(tenant, "North", 3);
        var lonely = await StoresAsync(tenant, "South", 3);
        var rule = await AddRuleAsync(region[0].Store.OrganizationId);
        foreach (var (store, sensor) in region.Concat(lonely))
        {
            await _cluster.RecordAsync(sensor, 5, 1);
            await _cluster.StoreIsAsync(store, live => live.Sensors.Healthy == 1);
        }

        // The whole North and one store of the South fall silent; their sensors are offline after half an hour.
        var silent = region.Append(lonely[0]).ToArray();
        await GoOnAsync([.. lonely.Skip(1)], silent, TimeSpan.FromMinutes(24));

        await UntilAsync(rule, ("region:North", "firing"), ($"sensor:{lonely[0].Sensor.SensorId:N}", "firing"));
        Assert.Equal(("Region North: 3 of 3 stores are offline", DBNull.Value), await TitleAsync(rule, "region:North"));

        // Back again, one after the other: the region is over when few are silent, and none of them has had an alert of its own.
        foreach (var (_, sensor) in region)
        {
            await _cluster.RecordAsync(sensor, 5, 1);
        }

        await UntilAsync(rule, ("region:North", "resolved"), ($"sensor:{lonely[0].Sensor.SensorId:N}", "firing"));
    }

    private static async Task<(StoreSettings Store, SensorSettings Sensor)[]> StoresAsync(Tenant tenant, string region, int count)
    {
        var stores = new List<(StoreSettings, SensorSettings)>();
        for (var i = 0; i < count; i++)
        {
            var store = await tenant.AddStoreAsync(region: region);
            stores.Add((store, await tenant.AddSensorAsync(store)));
        }

        return [.. stores];
    }

    /// <summary>Lets time go on; some are heard, the others not.</summary>
    private async Task GoOnAsync((StoreSettings Store, SensorSettings Sensor)[] heard, (StoreSettings Store, SensorSettings Sensor)[] silent, TimeSpan length)
    {
        for (var gone = TimeSpan.Zero; gone < length; gone += TimeSpan.FromMinutes(6))
        {
            _cluster.Time.Advance(TimeSpan.FromMinutes(6));
            foreach (var (_, sensor) in heard)
            {
                await _cluster.RecordAsync(sensor, 5, 1);
            }

            foreach (var (store, _) in silent)
            {
                await _cluster.Store(store).ReloadAsync(Cancellation);
            }
        }
    }

    private async Task<AlertRule> AddRuleAsync(Guid organizationId)
    {
        using var feed = new ChangeFeed(_cluster.Database, _cluster.Time, NullLogger<ChangeFeed>.Instance);
        var draft = AlertRuleJson.Read(JsonDocument.Parse("""{"name": "Gone", "type": "sensor_offline"}""").RootElement, new ValidationErrors());
        return await new AlertRuleRegistry(_cluster.Database, feed, Options.Create(new AlertOptions()), _cluster.Time)
            .CreateAsync(new TenantScope(organizationId), draft, Cancellation);
    }

    private async Task UntilAsync(AlertRule rule, params (string Subject, string Status)[] expected) => await Eventually.AnswersAsync(
        () =>
        {
            // A silent store says so every ten seconds, and is heard for a minute and a half.
            _cluster.Time.Advance(TimeSpan.FromSeconds(5));
            return AlertsAsync(rule);
        },
        alerts => alerts.SequenceEqual(expected), TimeSpan.FromSeconds(30), Cancellation);

    private async Task<(string Subject, string Status)[]> AlertsAsync(AlertRule rule)
    {
        await using var command = _cluster.Database.CreateCommand("select subject, status from alerts where rule_id = $1 order by subject");
        command.Parameters.Add(new NpgsqlParameter { Value = rule.Id });
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var alerts = new List<(string, string)>();
        while (await reader.ReadAsync(Cancellation))
        {
            alerts.Add((reader.GetString(0), reader.GetString(1)));
        }

        return [.. alerts];
    }

    private async Task<(string Title, object StoreId)> TitleAsync(AlertRule rule, string subject)
    {
        await using var command = _cluster.Database.CreateCommand("select title, store_id from alerts where rule_id = $1 and subject = $2");
        command.Parameters.Add(new NpgsqlParameter { Value = rule.Id });
        command.Parameters.Add(new NpgsqlParameter { Value = subject });
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        Assert.True(await reader.ReadAsync(Cancellation));
        return (reader.GetString(0), reader.GetValue(1));
    }
}
