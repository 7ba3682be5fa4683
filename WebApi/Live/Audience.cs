using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Live;

/// <summary>Clients that get the same news.</summary>
internal static class Audience
{
    /// <summary>Clients that see the same stores of an organization share their totals.</summary>
    public static string Organization(TenantScope scope) =>
        $"{scope.OrganizationId:N}:{(scope.StoreIds is { } ids ? string.Join(',', ids.Order().Select(id => id.ToString("N"))) : "all")}";
}
