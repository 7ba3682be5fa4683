using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Auth;

public sealed class RoleTests(SiloFixture silo)
{
    private static readonly string[] Roles =
        ["viewer", "store_staff", "analyst", "store_manager", "regional_manager", "tenant_admin"];

    // Each call with the lowest role that may make it, and what it answers to a role that may.
    public static TheoryData<string, string, string, int> Calls => new()
    {
        { "GET", "/api/sensors", "viewer", 200 },
        { "GET", "/api/sensors/{sensor}", "viewer", 200 },
        { "POST", "/api/sensors", "store_manager", 400 },
        { "PATCH", "/api/sensors", "store_manager", 400 },
        { "PATCH", "/api/sensors/{sensor}", "store_manager", 200 },
        { "DELETE", "/api/sensors", "tenant_admin", 400 },
        { "DELETE", "/api/sensors/{unknown}", "tenant_admin", 404 },
        { "POST", "/api/sensors/{sensor}/test", "store_manager", 200 },
        { "POST", "/api/sensors/test", "store_manager", 400 },
        { "GET", "/api/sensors/{sensor}/heatmap", "viewer", 404 },
        { "GET", "/api/stores/{store}/heatmap", "viewer", 200 },
        { "GET", "/api/stores/{store}/floor-plan", "viewer", 404 },
        { "GET", "/api/stores/{store}/floor-plan/picture", "viewer", 404 },
        { "PUT", "/api/stores/{store}/floor-plan", "store_manager", 400 },
        { "PATCH", "/api/stores/{store}/floor-plan", "store_manager", 404 },
        { "DELETE", "/api/stores/{store}/floor-plan", "tenant_admin", 404 },
        { "GET", "/api/stores", "viewer", 200 },
        { "GET", "/api/stores/{store}", "viewer", 200 },
        { "POST", "/api/stores", "store_manager", 400 },
        { "PATCH", "/api/stores/{store}", "store_manager", 200 },
        { "DELETE", "/api/stores/{unknown}", "tenant_admin", 404 },
        { "GET", "/api/alert-rules", "viewer", 200 },
        { "POST", "/api/alert-rules", "store_manager", 400 },
        { "PATCH", "/api/alert-rules/{unknown}", "store_manager", 404 },
        { "DELETE", "/api/alert-rules/{unknown}", "tenant_admin", 404 },
        { "GET", "/api/notification-channels", "store_manager", 200 },
        { "POST", "/api/notification-channels", "store_manager", 400 },
        { "PATCH", "/api/notification-channels/{unknown}", "store_manager", 404 },
        { "POST", "/api/notification-channels/{unknown}/test", "store_manager", 404 },
        { "DELETE", "/api/notification-channels/{unknown}", "tenant_admin", 404 },
        { "GET", "/api/notifications", "store_manager", 200 },
        { "GET", "/api/audit", "tenant_admin", 200 },
        { "GET", "/api/alerts", "viewer", 200 },
        { "POST", "/api/alerts/{unknown}/acknowledge", "store_staff", 404 },
        { "POST", "/api/alerts/{unknown}/resolve", "store_staff", 404 },
        { "GET", "/api/tokens", "tenant_admin", 200 },
        { "POST", "/api/tokens", "tenant_admin", 400 },
        { "POST", "/api/tokens/{unknown}/rotate", "tenant_admin", 404 },
        { "DELETE", "/api/tokens/{unknown}", "tenant_admin", 404 },
        { "GET", "/api/organizations", "platform_admin", 200 },
        { "POST", "/api/organizations", "platform_admin", 400 },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_needs_its_role(string method, string path, string lowest, int answerToAllowed)
    {
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync();
        var sensorId = (await admin.CreateSensorAsync(storeId)).GetProperty("id").GetGuid();
        var ingest = await admin.WithTokenAsync($$"""{"name": "ingest", "sensor_id": "{{sensorId}}"}""");
        var target = path
            .Replace("{store}", $"{storeId}", StringComparison.Ordinal)
            .Replace("{sensor}", $"{sensorId}", StringComparison.Ordinal)
            .Replace("{unknown}", $"{Guid.NewGuid()}", StringComparison.Ordinal);
        var body = method is "POST" or "PATCH" or "PUT" ? "{}" : null;

        foreach (var role in Roles)
        {
            var api = await admin.WithRoleAsync(role);
            var allowed = lowest != "platform_admin" && Array.IndexOf(Roles, role) >= Array.IndexOf(Roles, lowest);
            (await api.SendAsync(new HttpMethod(method), target, body)).Expect(allowed ? answerToAllowed : 403);
        }

        (await ingest.SendAsync(new HttpMethod(method), target, body)).Expect(403);
        if (lowest == "platform_admin")
        {
            (await silo.Platform.SendAsync(new HttpMethod(method), target, body)).Expect(answerToAllowed);
        }
    }
}
