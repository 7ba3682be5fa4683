using System.Reflection;
using DbUp;
using DbUp.Engine;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace RetailOrleans.Storage.Migrations;

/// <summary>Brings a database to the schema of this build. Safe to call from many processes at once.</summary>
public static class MigrationRunner
{
    /// <summary>The session lock that one runner holds from before it reads the journal until it has written it.</summary>
    private const long LockKey = 0x5265_7461_696C_4462;

    private const string ScriptPrefix = "RetailOrleans.Storage.Migrations.";

    private static readonly TimeSpan ConnectBudget = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs the scripts that the journal <c>public.schema_versions</c> does not name yet, in the order of their names, each in a
    /// transaction of its own. Waits while another process migrates, and up to a minute for a database that is not up yet.
    /// </summary>
    /// <param name="connectionString">An Npgsql connection string; its role owns the database or may create in schema public.</param>
    /// <param name="logger">Gets a line per script, and one per attempt to connect that failed.</param>
    /// <param name="cancellationToken">Stops the waiting; a script that runs is finished first.</param>
    /// <exception cref="MigrationException">The database could not be reached, or a script failed; the message says which.</exception>
    public static async Task MigrateAsync(string connectionString, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);

        // Not from the pool: the session, and with it the lock, ends with this connection whatever happens.
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 30 };
        var connection = await ConnectAsync(unpooled, logger, cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            using var take = new NpgsqlCommand("select pg_advisory_lock($1)", connection) { CommandTimeout = 0 };
            take.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });
            await take.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);

            // DbUp is synchronous; a script is not interrupted half-way.
            var result = await Task.Run(() => Upgrade(unpooled.ConnectionString, logger), cancellationToken).ConfigureAwait(false);
            if (!result.Successful)
            {
                throw new MigrationException(
                    $"The migration {result.ErrorScript?.Name ?? "(journal)"} failed and was rolled back: {result.Error.Message}", result.Error);
            }
        }
    }

    private static DatabaseUpgradeResult Upgrade(string connectionString, ILogger logger) =>
        DeployChanges.To
            .PostgresqlDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(
                Assembly.GetExecutingAssembly(),
                name => name.StartsWith(ScriptPrefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .WithScriptNameComparer(StringComparer.Ordinal)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .WithExecutionTimeout(TimeSpan.FromHours(1))
            .JournalToPostgresqlTable("public", "schema_versions")
            .LogTo(new MigrationLog(logger))
            .Build()
            .PerformUpgrade();

    private static async Task<NpgsqlConnection> ConnectAsync(
        NpgsqlConnectionStringBuilder settings, ILogger logger, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(250);
        while (true)
        {
            var connection = new NpgsqlConnection(settings.ConnectionString);
            try
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                return connection;
            }
            catch (NpgsqlException failure)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                var where = $"{settings.Host}:{settings.Port}, database \"{settings.Database}\", user \"{settings.Username}\"";
                if (!failure.IsTransient)
                {
                    throw new MigrationException(
                        $"PostgreSQL refused the connection to {where}: {failure.Message} Correct ConnectionStrings__Postgres.", failure);
                }

                if (time.GetElapsedTime(started) + pause > ConnectBudget)
                {
                    throw new MigrationException(
                        $"PostgreSQL at {where} did not answer within {ConnectBudget.TotalSeconds:0} s: {failure.Message} " +
                        "Start it, or correct ConnectionStrings__Postgres.", failure);
                }

                MigrationLog.DatabaseNotReady(logger, where, failure.Message, pause.TotalMilliseconds);
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
