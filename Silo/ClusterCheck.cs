using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RetailOrleans.Silo;

/// <summary>Whether this silo is an active member of its cluster.</summary>
internal sealed class ClusterCheck(ISiloStatusOracle oracle) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(oracle.CurrentStatus == SiloStatus.Active
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"This silo is {oracle.CurrentStatus}."));
}
