using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using RetailOrleans.Storage;

namespace RetailOrleans.WebApi.Health;

/// <summary>Whether the database answers.</summary>
internal sealed class DatabaseCheck(DatabasePing ping) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await ping.AnswerAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", exception);
        }
    }
}
