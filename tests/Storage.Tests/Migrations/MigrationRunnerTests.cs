using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RetailOrleans.Storage.Migrations;
using RetailOrleans.TestKit;

namespace RetailOrleans.Storage.Tests.Migrations;

public sealed class MigrationRunnerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_runners_at_once_apply_each_script_once()
    {
        await using var database = await PostgresDatabase.CreateAsync(migrated: false, cancellationToken: Token);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            MigrationRunner.MigrateAsync(database.ConnectionString, NullLogger.Instance, Token)));

        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var scripts = typeof(MigrationRunner).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal));
        Assert.Equal(scripts.Order(StringComparer.Ordinal), await JournalAsync(source));
    }

    [Fact]
    public async Task Another_run_changes_nothing()
    {
        await using var database = await PostgresDatabase.CreateAsync(cancellationToken: Token);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var before = await JournalAsync(source);
        await MigrationRunner.MigrateAsync(database.ConnectionString, NullLogger.Instance, Token);
        Assert.Equal(before, await JournalAsync(source));
    }

    [Fact]
    public async Task A_migration_that_fails_is_rolled_back_and_named()
    {
        await using var database = await PostgresDatabase.CreateAsync(migrated: false, cancellationToken: Token);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using (var obstacle = source.CreateCommand("create table orleans_reminder (id int)"))
        {
            await obstacle.ExecuteNonQueryAsync(Token);
        }

        var failure = await Assert.ThrowsAsync<MigrationException>(() =>
            MigrationRunner.MigrateAsync(database.ConnectionString, NullLogger.Instance, Token));
        Assert.Contains("0001_orleans.sql", failure.Message, StringComparison.Ordinal);
        await using var left = source.CreateCommand("select count(*) from pg_tables where tablename = 'orleansquery'");
        Assert.Equal(0L, await left.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task A_refused_connection_says_what_to_correct()
    {
        await using var database = await PostgresDatabase.CreateAsync(migrated: false, cancellationToken: Token);
        var elsewhere = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "no_such_database" };
        var failure = await Assert.ThrowsAsync<MigrationException>(() =>
            MigrationRunner.MigrateAsync(elsewhere.ConnectionString, NullLogger.Instance, Token));
        Assert.Contains("no_such_database", failure.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__Postgres", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_comes_up_late_is_waited_for()
    {
        await using var server = await PostgresServer.StartDurableAsync(Token);
        await server.CrashAsync(Token);
        var migration = MigrationRunner.MigrateAsync(server.ConnectionString, NullLogger.Instance, Token);
        await server.StartAsync(Token);
        await migration;
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        Assert.NotEmpty(await JournalAsync(source));
    }

    private static async Task<List<string>> JournalAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select scriptname from public.schema_versions order by scriptname collate \"C\"");
        await using var reader = await command.ExecuteReaderAsync(Token);
        var names = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
