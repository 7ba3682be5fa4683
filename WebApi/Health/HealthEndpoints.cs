using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RetailOrleans.WebApi.Json;

namespace RetailOrleans.WebApi.Health;

/// <summary>/health/live: the process runs. /health/ready: it can take requests.</summary>
public static class HealthEndpoints
{
    /// <summary>The tag of checks that decide on readiness.</summary>
    public const string Ready = "ready";

    /// <summary>Maps both; nobody needs a token for them.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync });
    }

    // Without descriptions and exceptions, which could name hosts.
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var checks = report.Entries.ToDictionary(entry => entry.Key, entry => NameOf(entry.Value.Status));
        return context.Response.WriteAsJsonAsync(new HealthResponse(NameOf(report.Status), checks), ApiJson.Default.HealthResponse);
    }

    private static string NameOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
