using System.Text.Json;
using RetailOrleans.TestKit;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;
using RetailOrleans.WebApi.Tests.Live;

namespace RetailOrleans.WebApi.Tests.Alerts;

public sealed class AlertLifeTests(SiloFixture silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reading_that_crosses_a_limit_is_told_to_watchers_and_ends_by_itself()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var ruleId = await shop.Admin.AddRuleAsync(AlertLife.Above(10));
        var minor = await shop.Admin.AddRuleAsync(AlertLife.Above(1));
        await using var ofStore = await LiveClient.ConnectAsync(silo, shop.Admin.Token);
        await using var ofOrganization = await LiveClient.ConnectAsync(silo, shop.Admin.Token);
        await ofStore.CallAsync("WatchStore", shop.StoreId);
        await ofOrganization.CallAsync("WatchOrganization");

        // When the lesser rule has told, the grain knows both.
        (await shop.PostPeopleAsync(DayTime.HoursAgo(3), 5)).Expect(201);
        await shop.UntilAlertAsync(minor, "firing");
        (await shop.PostPeopleAsync(DayTime.HoursAgo(2), 15)).Expect(201);
        var raised = await LiveClient.AlertAsync(ofStore.Raised, alert => alert.GetProperty("rule_id").GetGuid() == ruleId);
        var seenByAll = await LiveClient.AlertAsync(ofOrganization.Raised, alert => alert.GetProperty("rule_id").GetGuid() == ruleId);

        Assert.Equal(
            ["acknowledged_at", "acknowledged_by", "comments", "escalated_at", "id", "message", "metric", "pending_since", "resolved_at", "resolved_by", "rule_id",
                "sensor_id", "severity", "status", "store_id", "threshold", "title", "triggered_at", "value", "version"],
            raised.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.Equal(raised.GetRawText(), seenByAll.GetRawText());
        Assert.Equal(("firing", "critical", 20.0, 10.0), (
            raised.GetProperty("status").GetString(), raised.GetProperty("severity").GetString(), raised.GetProperty("value").GetDouble(),
            raised.GetProperty("threshold").GetDouble()));
        Assert.Equal(shop.StoreId, raised.GetProperty("store_id").GetGuid());
        Assert.Equal("Shop: 20 people inside", raised.GetProperty("title").GetString());
        await Eventually.AnswersAsync(
            () => shop.Admin.GetAsync($"/api/stores/{shop.StoreId}/live"), live => live.Json.GetProperty("active_alerts").GetInt32() == 2,
            TimeSpan.FromSeconds(10), Cancellation);
        var status = (await shop.Admin.GetAsync($"/api/sensors/status?store_id={shop.StoreId}")).Expect(200).Json;
        Assert.Equal(2, status.GetProperty("summary").GetProperty("total_alerts").GetInt32());

        (await shop.PostPeopleAsync(DayTime.HoursAgo(1), 0, 12)).Expect(201);
        var changed = await LiveClient.AlertAsync(ofStore.Changed, alert => alert.GetProperty("rule_id").GetGuid() == ruleId);
        Assert.Equal("resolved", changed.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("resolved_by").ValueKind);
        Assert.True(changed.GetProperty("version").GetInt64() > raised.GetProperty("version").GetInt64());

        // Once more above: another alert, not the old one again.
        (await shop.PostPeopleAsync(DayTime.HoursAgo(0).AddMinutes(-10), 9)).Expect(201);
        var again = await LiveClient.AlertAsync(ofStore.Raised, alert => alert.GetProperty("rule_id").GetGuid() == ruleId);
        Assert.NotEqual(raised.GetProperty("id").GetGuid(), again.GetProperty("id").GetGuid());
        Assert.Equal(2, (await shop.Admin.AlertsAsync($"rule_id={ruleId}")).Length);
        Assert.Single(await shop.Admin.AlertsAsync($"rule_id={ruleId}&status=firing,acknowledged"));
    }

    [Fact]
    public async Task People_acknowledge_comment_and_resolve_and_what_is_resolved_by_hand_is_not_raised_again()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var ruleId = await shop.Admin.AddRuleAsync(AlertLife.Above(10));
        var staff = await shop.Admin.WithRoleAsync("store_staff");
        (await shop.PostPeopleAsync(DayTime.HoursAgo(3), 15)).Expect(201);
        var id = (await shop.UntilAlertAsync(ruleId, "firing")).GetProperty("id").GetGuid();

        var seen = (await staff.PostAsync($"/api/alerts/{id}/acknowledge", """{"comment": "On my way"}""")).Expect(200).Json.GetProperty("alert");
        Assert.Equal(("acknowledged", "store_staff"), (seen.GetProperty("status").GetString(), seen.GetProperty("acknowledged_by").GetString()));
        Assert.Equal("On my way", Assert.Single(seen.GetProperty("comments").EnumerateArray()).GetProperty("text").GetString());
        var again = (await staff.SendAsync(HttpMethod.Post, $"/api/alerts/{id}/acknowledge")).Expect(200).Json.GetProperty("alert");
        Assert.Equal(seen.GetRawText(), again.GetRawText());
        (await staff.PostAsync($"/api/alerts/{id}/comment", """{"comment": "A coach party"}""")).Expect(200);
        (await staff.PostAsync($"/api/alerts/{id}/comment", "{}")).Expect(400);
        (await staff.PostAsync($"/api/alerts/{id}/comment", """{"comment": "x", "mood": "good"}""")).Expect(400);
        var over = (await staff.PostAsync($"/api/alerts/{id}/resolve", "{}")).Expect(200).Json.GetProperty("alert");
        Assert.Equal(("resolved", "store_staff"), (over.GetProperty("status").GetString(), over.GetProperty("resolved_by").GetString()));

        var detail = (await shop.Admin.GetAsync($"/api/alerts/{id}")).Expect(200).Json;
        Assert.Equal(
            ["raised", "commented", "acknowledged", "commented", "resolved"],
            detail.GetProperty("events").EnumerateArray().Select(step => step.GetProperty("event").GetString()));

        // Still above: nothing new. Below and above again: a new one.
        (await shop.PostPeopleAsync(DayTime.HoursAgo(2), 1)).Expect(201);
        await Eventually.AnswersAsync(
            () => shop.Admin.GetAsync($"/api/stores/{shop.StoreId}/live"), live => live.Json.GetProperty("occupancy").GetInt32() == 16, TimeSpan.FromSeconds(10), Cancellation);
        var low = await shop.Admin.AddRuleAsync(AlertLife.Below(10));
        (await shop.PostPeopleAsync(DayTime.HoursAgo(1), 0, 10)).Expect(201);

        // Rules look at a store twice a second: this one tells that they have seen it below.
        await shop.UntilAlertAsync(low, "firing");
        (await shop.PostPeopleAsync(DayTime.HoursAgo(0).AddMinutes(-10), 10)).Expect(201);
        var next = await shop.UntilAlertAsync(ruleId, "firing");
        Assert.NotEqual(id, next.GetProperty("id").GetGuid());
        Assert.Equal(2, (await shop.Admin.AlertsAsync($"rule_id={ruleId}")).Length);
    }

    [Fact]
    public async Task A_rule_that_is_switched_off_changed_or_deleted_ends_its_alerts()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        (await shop.PostPeopleAsync(DayTime.HoursAgo(2), 15)).Expect(201);
        var off = await shop.Admin.AddRuleAsync(AlertLife.Above(1));
        var changed = await shop.Admin.AddRuleAsync(AlertLife.Above(2));
        var deleted = await shop.Admin.AddRuleAsync(AlertLife.Above(3));
        foreach (var ruleId in new[] { off, changed, deleted })
        {
            await shop.UntilAlertAsync(ruleId, "firing");
        }

        (await shop.Admin.PatchAsync($"/api/alert-rules/{off}", """{"is_active": false}""")).Expect(200);
        (await shop.Admin.PatchAsync($"/api/alert-rules/{changed}", """{"condition": {"value": 100}}""")).Expect(200);
        (await shop.Admin.DeleteAsync($"/api/alert-rules/{deleted}")).Expect(200);

        Assert.Empty(await shop.Admin.AlertsAsync($"rule_id={off}&status=firing"));
        Assert.Empty(await shop.Admin.AlertsAsync($"rule_id={deleted}&status=firing"));
        await shop.UntilAlertAsync(changed, "resolved");
        await Eventually.AnswersAsync(
            () => shop.Admin.GetAsync($"/api/stores/{shop.StoreId}/live"), live => live.Json.GetProperty("active_alerts").GetInt32() == 0,
            TimeSpan.FromSeconds(15), Cancellation);
        (await shop.Admin.GetAsync($"/api/alert-rules/{deleted}")).Expect(404);
    }

    [Fact]
    public async Task Nothing_of_another_organization_or_store_is_seen_or_changed()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var ruleId = await shop.Admin.AddRuleAsync(AlertLife.Above(10));
        (await shop.PostPeopleAsync(DayTime.HoursAgo(2), 15)).Expect(201);
        var id = (await shop.UntilAlertAsync(ruleId, "firing")).GetProperty("id").GetGuid();
        var elsewhere = await shop.Admin.CreateStoreAsync("Elsewhere");
        var limited = await shop.Admin.WithTokenAsync($$"""{"name": "limited", "role": "tenant_admin", "store_ids": ["{{elsewhere}}"]}""");

        foreach (var stranger in new[] { await silo.FoundOrganizationAsync(), limited })
        {
            Assert.Empty(await stranger.AlertsAsync($"rule_id={ruleId}"));
            (await stranger.GetAsync($"/api/alerts/{id}")).Expect(404);
            foreach (var verb in new[] { "acknowledge", "resolve", "comment" })
            {
                (await stranger.PostAsync($"/api/alerts/{id}/{verb}", """{"comment": "mine"}""")).Expect(404);
            }
        }

        Assert.Equal("firing", Assert.Single(await shop.Admin.AlertsAsync($"rule_id={ruleId}")).GetProperty("status").GetString());

        // The organization's rule is seen by the limited token, and is not its to change.
        (await limited.GetAsync($"/api/alert-rules/{ruleId}")).Expect(200);
        (await limited.PatchAsync($"/api/alert-rules/{ruleId}", """{"is_active": false}""")).Expect(403);
        (await limited.DeleteAsync($"/api/alert-rules/{ruleId}")).Expect(403);
        (await limited.PostAsync("/api/alert-rules", AlertLife.Above(1))).Expect(400).ErrorOf("store_id");
        (await limited.PostAsync("/api/alert-rules", AlertLife.Above(1, $$""", "store_id": "{{shop.StoreId}}" """))).Expect(400).ErrorOf("store_id");
        var own = await limited.AddRuleAsync(AlertLife.Above(1, $$""", "store_id": "{{elsewhere}}" """));
        (await limited.DeleteAsync($"/api/alert-rules/{own}")).Expect(200);
    }
}
