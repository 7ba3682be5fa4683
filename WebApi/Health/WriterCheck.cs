using Microsoft.Extensions.Diagnostics.HealthChecks;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.WebApi.Health;

/// <summary>Whether the writer's queue has room; a silo that is nearly full is better left alone for a moment.</summary>
internal sealed class WriterCheck(ReadingWriter writer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(writer.HasRoom ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Nearly as many readings wait as may."));
}
