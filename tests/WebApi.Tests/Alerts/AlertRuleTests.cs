using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Alerts;

public sealed class AlertRuleTests(SiloFixture silo)
{
    [Fact]
    public async Task An_organization_begins_with_rules_for_silent_sensors_and_full_stores()
    {
        var admin = await silo.FoundOrganizationAsync();
        var rules = (await admin.GetAsync("/api/alert-rules")).Expect(200).Json.GetProperty("alert_rules").EnumerateArray().ToArray();
        Assert.Equal(
            [("occupancy", "critical", 1.0), ("occupancy", "warning", 0.9), ("sensor_offline", "warning", 0.0)],
            rules.Select(rule => (
                Type: rule.GetProperty("type").GetString()!, Severity: rule.GetProperty("severity").GetString()!,
                Value: rule.GetProperty("condition").GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : 0)).Order());
        Assert.All(rules, rule => Assert.True(rule.GetProperty("is_active").GetBoolean()));
    }

    [Fact]
    public async Task A_rule_is_answered_as_it_was_given_with_its_defaults()
    {
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync();
        var made = (await admin.PostAsync("/api/alert-rules",
            $$"""
            {"name": "Quiet evening", "store_id": "{{storeId}}", "type": "metric",
             "condition": {"metric": "entries", "operator": "<", "value": 5, "for_seconds": 60, "period": "hour"}, "severity": "info",
             "schedule": {"operating_hours": true, "days": ["friday", "saturday"], "quiet_hours": [{"from": "22:00", "to": "07:00"}],
               "maintenance": [{"from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00+01:00"}]},
             "escalation": {"after_minutes": 15} }
            """)).Expect(201);
        Assert.StartsWith("/api/alert-rules/", made.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var rule = made.Json.GetProperty("alert_rule");
        Assert.Equal(
            """{"metric":"entries","operator":"<","value":5,"clear_value":5,"for_seconds":60,"period":"hour"}""", rule.GetProperty("condition").GetRawText());
        Assert.Equal(
            """{"operating_hours":true,"days":["friday","saturday"],"quiet_hours":[{"from":"22:00","to":"07:00"}],"maintenance":[{"from":"2026-01-01T00:00:00Z","to":"2026-01-01T23:00:00Z"}]}""",
            rule.GetProperty("schedule").GetRawText());
        Assert.Equal("warning", rule.GetProperty("escalation").GetProperty("severity").GetString());

        var path = made.Headers.Location.OriginalString;
        var changed = (await admin.PatchAsync(path, """{"condition": {"value": 9}, "schedule": {"days": null}, "escalation": null}""")).Expect(200)
            .Json.GetProperty("alert_rule");
        Assert.Equal((9.0, 9.0), (
            changed.GetProperty("condition").GetProperty("value").GetDouble(), changed.GetProperty("condition").GetProperty("clear_value").GetDouble()));
        Assert.False(changed.GetProperty("schedule").TryGetProperty("days", out _));
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("escalation").ValueKind);
        Assert.Equal(changed.GetRawText(), (await admin.GetAsync(path)).Expect(200).Json.GetProperty("alert_rule").GetRawText());
    }

    [Theory]
    [InlineData("""{"type": "occupancy", "condition": {"operator": ">", "value": 1}}""", "name")]
    [InlineData("""{"name": "x", "type": "moonphase"}""", "type")]
    [InlineData("""{"name": "x", "type": "occupancy", "condition": {"value": 1}}""", "condition.operator")]
    [InlineData("""{"name": "x", "type": "occupancy", "condition": {"operator": "=", "value": 1}}""", "condition.operator")]
    [InlineData("""{"name": "x", "type": "occupancy", "condition": {"operator": ">", "value": "many"}}""", "condition.value")]
    [InlineData("""{"name": "x", "type": "occupancy", "condition": {"operator": ">", "value": 1, "clear_value": 2}}""", "condition.clear_value")]
    [InlineData("""{"name": "x", "type": "occupancy", "condition": {"metric": "utilization", "operator": ">", "value": 90}}""", "condition.value")]
    [InlineData("""{"name": "x", "type": "region", "condition": {"metric": "region17", "operator": ">", "value": 3}}""", "condition.metric")]
    [InlineData("""{"name": "x", "type": "sensor_offline", "severity": "bad"}""", "severity")]
    [InlineData("""{"name": "x", "type": "sensor_offline", "sound": "loud"}""", "sound")]
    [InlineData("""{"name": "x", "type": "sensor_offline", "condition": {"colour": 1}}""", "condition.colour")]
    [InlineData("""{"name": "x", "type": "sensor_offline", "schedule": {"days": ["someday"]}}""", "schedule.days")]
    [InlineData("""{"name": "x", "type": "sensor_offline", "schedule": {"quiet_hours": [{"from": "25:00", "to": "07:00"}]}}""", "schedule.quiet_hours[0].from")]
    [InlineData("""{"name": "x", "type": "sensor_offline", "store_id": "00000000-0000-0000-0000-000000000001"}""", "store_id")]
    [InlineData("""{"name": "x", "type": "sensor_offline", "channels": ["00000000-0000-0000-0000-000000000001"]}""", "channels")]
    [InlineData("""{"name": "x", "type": "sensor_offline", "escalation": {"after_minutes": 5, "severity": "info"}, "severity": "critical"}""", "escalation.severity")]
    public async Task What_is_wrong_with_a_rule_is_named(string body, string field)
    {
        var admin = await silo.FoundOrganizationAsync();
        (await admin.PostAsync("/api/alert-rules", body)).Expect(400).ErrorOf(field);
    }
}
