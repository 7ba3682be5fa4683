using Npgsql;
using RetailOrleans.Storage.Migrations;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Silo;

/// <summary>Before anything else starts: the schema is brought up to date, this month's partitions are there, and the first tokens are written.</summary>
internal sealed class DatabaseStartup(
    IConfiguration configuration, NpgsqlDataSource database, ReadingPartitions partitions, BootstrapTokens bootstrap, TimeProvider time,
    ILogger<DatabaseStartup> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await MigrationRunner.MigrateAsync(configuration.GetConnectionString("Postgres")!, logger, cancellationToken);

        // Types and functions that the migrations made are unknown to connections that were opened before.
        await database.ReloadTypesAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        await partitions.EnsureAsync(now.AddDays(-35), now.AddDays(62), cancellationToken);
        await bootstrap.EnsureAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
