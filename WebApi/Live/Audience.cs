using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Live;

/// <summary>The hub's group names. A client is put into one only after its right to it was checked; it never names one itself.</summary>
internal static class Audience
{
    public static string Store(Guid storeId) => $"store:{storeId:N}";

    public static string Sensor(Guid sensorId) => $"sensor:{sensorId:N}";

    /// <summary>Clients that see the same stores of an organization share their totals.</summary>
    public static string Organization(TenantScope scope) =>
        $"organization:{scope.OrganizationId:N}:{(scope.StoreIds is { } ids ? string.Join(',', ids.Order().Select(id => id.ToString("N"))) : "all")}";
}
