using System.Text.Json;
using RetailOrleans.TestKit;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Alerts;

/// <summary>A shop with rules, and what they raise.</summary>
internal static class AlertLife
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>A rule for people above a limit.</summary>
    public static string Above(int limit, string more = "") =>
        $$"""{"name": "More than {{limit}}", "type": "occupancy", "condition": {"metric": "occupancy", "operator": ">", "value": {{limit}}}, "severity": "critical"{{more}}}""";

    /// <summary>A rule for people below a limit.</summary>
    public static string Below(int limit) =>
        $$"""{"name": "Less than {{limit}}", "type": "occupancy", "condition": {"metric": "occupancy", "operator": "<", "value": {{limit}}}, "severity": "info"}""";

    public static async Task<Guid> AddRuleAsync(this TestApi api, string body) =>
        (await api.PostAsync("/api/alert-rules", body)).Expect(201).Json.GetProperty("alert_rule").GetProperty("id").GetGuid();

    /// <summary>Makes sure that the shop's grain knows the rule: rules reach it within seconds.</summary>
    public static async Task<JsonElement> UntilAlertAsync(this Shop shop, Guid ruleId, string status) =>
        (await Eventually.AnswersAsync(
            async () => (await shop.Admin.GetAsync($"/api/alerts?rule_id={ruleId}&status={status}")).Expect(200).Json.GetProperty("alerts"),
            alerts => alerts.GetArrayLength() > 0, Patience, TestContext.Current.CancellationToken)).Answer[0];

    public static async Task<JsonElement[]> AlertsAsync(this TestApi api, string query) =>
        [.. (await api.GetAsync($"/api/alerts?{query}")).Expect(200).Json.GetProperty("alerts").EnumerateArray()];
}
