using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;
using RetailOrleans.WebApi.Tests.Live;

namespace RetailOrleans.WebApi.Tests.Alerts;

public sealed class PlatformRuleTests(SiloFixture silo)
{
    // At least nothing of the queue: it always holds.
    private const string Backlog = """{"name": "Late", "type": "platform", "condition": {"metric": "writer_backlog", "operator": ">=", "value": 0}}""";

    [Fact]
    public async Task The_platform_s_own_health_is_told_to_who_asked_for_it_and_to_nobody_else()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var limited = await shop.Admin.WithTokenAsync($$"""{"name": "limited", "role": "tenant_admin", "store_ids": ["{{shop.StoreId}}"]}""");
        await using var client = await LiveClient.ConnectAsync(silo, shop.Admin.Token);
        await client.CallAsync("WatchOrganization");
        var rule = await shop.Admin.AddRuleAsync(Backlog);

        var raised = await LiveClient.AlertAsync(client.Raised, alert => alert.GetProperty("rule_id").GetGuid() == rule);
        Assert.Equal((JsonValueKind.Null, "firing", "writer_backlog"), (
            raised.GetProperty("store_id").ValueKind, raised.GetProperty("status").GetString(), raised.GetProperty("metric").GetString()));
        Assert.Empty(await limited.AlertsAsync($"rule_id={rule}"));
        Assert.Empty(await (await silo.FoundOrganizationAsync()).AlertsAsync($"rule_id={rule}"));

        // Ended by hand it is not raised again while it holds; the grain goes on from that.
        var id = raised.GetProperty("id").GetGuid();
        (await shop.Admin.PostAsync($"/api/alerts/{id}/acknowledge", "{}")).Expect(200);
        (await shop.Admin.PostAsync($"/api/alerts/{id}/resolve", """{"comment": "We know"}""")).Expect(200);
        (await shop.Admin.PatchAsync($"/api/alert-rules/{rule}", """{"condition": {"value": 1}}""")).Expect(200);
        (await shop.Admin.PatchAsync($"/api/alert-rules/{rule}", """{"condition": {"value": 0}}""")).Expect(200);
        var second = await shop.Admin.AddRuleAsync(Backlog);
        await LiveClient.AlertAsync(client.Raised, alert => alert.GetProperty("rule_id").GetGuid() == second);
        (await shop.Admin.DeleteAsync($"/api/alert-rules/{second}")).Expect(200);
        Assert.Equal("resolved", Assert.Single(await shop.Admin.AlertsAsync($"rule_id={second}")).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("""{"condition": {}}""", "condition.metric")]
    [InlineData("""{"condition": {"metric": "weather"}}""", "condition.metric")]
    [InlineData("""{"condition": {"metric": "silos_lost", "operator": "<", "value": 1}}""", "condition.operator")]
    [InlineData("""{"condition": {"metric": "writer_backlog", "value": 50}}""", "condition.value")]
    [InlineData("""{"condition": {"metric": "silos_lost"}, "schedule": {"operating_hours": true}}""", "schedule.operating_hours")]
    [InlineData("""{"condition": {"metric": "silos_lost"}, "store_id": "{store}"}""", "store_id")]
    public async Task What_is_wrong_with_a_rule_about_the_platform_is_named(string rest, string field)
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var body = rest.Replace("{store}", $"{shop.StoreId}", StringComparison.Ordinal)[1..];
        (await shop.Admin.PostAsync("/api/alert-rules", $$"""{"name": "x", "type": "platform", {{body}}""")).Expect(400).ErrorOf(field);
    }

    [Fact]
    public async Task What_a_rule_about_the_platform_leaves_out_is_filled_in()
    {
        var admin = await silo.FoundOrganizationAsync();
        var rule = (await admin.PostAsync("/api/alert-rules", """{"name": "x", "type": "platform", "condition": {"metric": "database_unreachable"}}"""))
            .Expect(201).Json.GetProperty("alert_rule");
        Assert.Equal(
            """{"metric":"database_unreachable","operator":">=","value":5,"clear_value":5,"for_seconds":0,"period":"now"}""",
            rule.GetProperty("condition").GetRawText());
    }
}
