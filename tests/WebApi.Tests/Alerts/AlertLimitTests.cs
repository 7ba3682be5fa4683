using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Alerts;

/// <summary>What one organization may have of alerting.</summary>
public sealed class AlertLimitTests(SiloFixture silo)
{
    [Fact]
    public async Task One_rule_or_channel_too_many_is_refused_and_says_what_to_do()
    {
        var admin = await silo.FoundOrganizationAsync();
        var rules = await UntilRefusedAsync(() => admin.PostAsync("/api/alert-rules", AlertLife.Above(10)));
        Assert.Contains($"{SiloFixture.MaxRules} alert rules", rules.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(SiloFixture.MaxRules, (await admin.GetAsync("/api/alert-rules")).Json.GetProperty("pagination").GetProperty("total").GetInt32());
        var channels = await UntilRefusedAsync(
            () => admin.PostAsync("/api/notification-channels", """{"name": "ops", "type": "email", "to": "ops@example.com"}"""));
        Assert.Contains("Alerts:MaxChannels", channels.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);

        // Another organization has room of its own, and so has this one when something is gone.
        await (await silo.FoundOrganizationAsync()).AddRuleAsync(AlertLife.Above(10));
        var some = (await admin.GetAsync("/api/alert-rules")).Json.GetProperty("alert_rules")[0].GetProperty("id").GetGuid();
        (await admin.DeleteAsync($"/api/alert-rules/{some}")).Expect(200);
        await admin.AddRuleAsync(AlertLife.Above(10));
    }

    [Fact]
    public async Task Beyond_so_many_open_alerts_rules_raise_nothing_more()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var rule = await shop.Admin.AddRuleAsync("""{"name": "Somebody", "type": "region", "condition": {"operator": ">", "value": 0}}""");
        var start = DayTime.ThisMinute().AddMinutes(-1);
        var counts = string.Join(", ", Enumerable.Range(1, 16).Select(region => $"\"region{region}_count\": 1"));
        (await shop.PostAsync("regional_counting", $$"""
            {"sensor_id": "{{shop.SensorId}}", "timestamp": "{{Reading.Iso(start)}}", "end_time": "{{Reading.Iso(start.AddMinutes(1))}}", "kind": "occupancy", {{counts}}}
            """)).Expect(201);

        await shop.UntilAlertAsync(rule, "firing");
        Assert.Equal(SiloFixture.MaxOpenAlerts, (await shop.Admin.AlertsAsync($"rule_id={rule}&status=firing")).Length);

        // Another organization's alerts have room of their own.
        var other = await Shop.OpenAsync(silo, DayTime.Zone());
        var others = await other.Admin.AddRuleAsync(AlertLife.Above(10));
        (await other.PostPeopleAsync(DayTime.HoursAgo(1), 15)).Expect(201);
        await other.UntilAlertAsync(others, "firing");
    }

    private static async Task<Answer> UntilRefusedAsync(Func<Task<Answer>> makeAsync)
    {
        for (var i = 0; ; i++)
        {
            var answer = await makeAsync();
            if (answer.Status != 201)
            {
                Assert.True(i > 3);
                return answer.Expect(409);
            }
        }
    }
}
