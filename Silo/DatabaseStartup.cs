using Npgsql;
using RetailOrleans.Storage.Migrations;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Silo;

/// <summary>Before anything else starts: the schema is brought up to date, and this month's partitions are there.</summary>
internal sealed class DatabaseStartup(
    IConfiguration configuration, NpgsqlDataSource database, ReadingPartitions partitions, TimeProvider time, ILogger<DatabaseStartup> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await MigrationRunner.MigrateAsync(configuration.GetConnectionString("Postgres")!, logger, cancellationToken);

        // Types and functions that the migrations made are unknown to connections that were opened before.
        await database.ReloadTypesAsync(cancellationToken);
        await partitions.EnsureAheadAsync(time.GetUtcNow(), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
