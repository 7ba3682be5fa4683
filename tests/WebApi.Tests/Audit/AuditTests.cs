using RetailOrleans.WebApi.Tests.Alerts;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Audit;

public sealed class AuditTests(SiloFixture silo)
{
    [Fact]
    public async Task Every_change_of_the_registry_says_who_made_it_and_what_it_was()
    {
        var admin = await silo.FoundOrganizationAsync();
        var manager = await admin.WithRoleAsync("store_manager");
        var storeId = await manager.CreateStoreAsync("Chiado");
        (await manager.PatchAsync($"/api/stores/{storeId}", """{"capacity": 80}""")).Expect(200);
        var sensorId = (await manager.CreateSensorAsync(storeId)).GetProperty("id").GetGuid();
        (await manager.PatchAsync(
            $"/api/sensors/{sensorId}", """{"config": {"connection": {"auth": {"type": "basic", "username": "u", "password": "hunter2-hunter2"}}}}""")).Expect(200);
        var ruleId = await manager.AddRuleAsync(AlertLife.Above(10));
        (await admin.DeleteAsync($"/api/alert-rules/{ruleId}")).Expect(200);
        (await admin.DeleteAsync($"/api/sensors/{sensorId}")).Expect(200);

        var answer = (await admin.GetAsync("/api/audit")).Expect(200);
        Assert.Equal(
            [
                "deleted sensor", "deleted alert_rule", "created alert_rule", "changed sensor", "created sensor", "changed store", "created store", "created token",
            ],
            answer.Json.GetProperty("audit").EnumerateArray().Select(entry => $"{entry.GetProperty("action").GetString()} {entry.GetProperty("kind").GetString()}"));
        Assert.DoesNotContain("hunter2", answer.Text, StringComparison.Ordinal);
        var change = Assert.Single(
            (await admin.GetAsync($"/api/audit?kind=store&object_id={storeId}")).Expect(200).Json.GetProperty("audit").EnumerateArray(),
            entry => entry.GetProperty("action").GetString() == "changed");
        Assert.Equal(("Chiado", "store_manager"), (change.GetProperty("name").GetString(), change.GetProperty("actor").GetProperty("name").GetString()));
        Assert.Equal("""{"capacity":{"to":80,"from":null}}""", change.GetProperty("changes").GetRawText());

        Assert.Empty((await (await silo.FoundOrganizationAsync()).GetAsync($"/api/audit?object_id={storeId}")).Expect(200).Json.GetProperty("audit").EnumerateArray());
        var limited = await admin.WithTokenAsync($$"""{"name": "limited", "role": "tenant_admin", "store_ids": ["{{storeId}}"]}""");
        (await limited.GetAsync("/api/audit")).Expect(403);
        (await admin.GetAsync("/api/audit?kind=weather")).Expect(400).ErrorOf("kind");
    }
}
