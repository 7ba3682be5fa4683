using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RetailOrleans.Storage.Migrations;

namespace RetailOrleans.TestKit;

/// <summary>A database of one test's own, dropped when disposed.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private const long TemplateLock = 0x7465_6D70_6C61_7465;

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new(StringComparer.Ordinal);

    private readonly string _serverConnectionString;
    private readonly string _name;

    private PostgresDatabase(string serverConnectionString, string name)
    {
        _serverConnectionString = serverConnectionString;
        _name = name;
        ConnectionString = In(serverConnectionString, name).ConnectionString;
    }

    public string ConnectionString { get; }

    /// <summary>Makes a fresh database in a few tens of milliseconds.</summary>
    /// <param name="migrated">With this build's schema (a copy of a migrated template), or empty.</param>
    /// <param name="server">The server to make it on; the shared one by default.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<PostgresDatabase> CreateAsync(
        bool migrated = true, PostgresServer? server = null, CancellationToken cancellationToken = default)
    {
        server ??= await PostgresServer.GetSharedAsync().ConfigureAwait(false);
        var name = $"test_{Guid.NewGuid():N}";
        var template = migrated
            ? await Templates.GetOrAdd(server.ConnectionString, key => new(() => EnsureTemplateAsync(key))).Value.WaitAsync(cancellationToken).ConfigureAwait(false)
            : "template0";
        await ExecuteAsync(server.ConnectionString, $"create database {name} template {template}", cancellationToken).ConfigureAwait(false);
        return new PostgresDatabase(server.ConnectionString, name);
    }

    public async ValueTask DisposeAsync()
    {
        using (var pooled = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(pooled);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ExecuteAsync(_serverConnectionString, $"drop database if exists {_name} with (force)", CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (PostgresException busy) when (attempt < 50 && busy.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ObjectInUse)
            {
                // An autovacuum worker is there, which is not ours to end; it leaves by itself.
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The template is named after the migrations' content, so that suites of one build share it and no other one.</summary>
    private static async Task<string> EnsureTemplateAsync(string server)
    {
        var template = $"migrated_{await SchemaHashAsync().ConfigureAwait(false)}";
        var connection = new NpgsqlConnection(Unpooled(server));
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync().ConfigureAwait(false);
            using var take = new NpgsqlCommand("select pg_advisory_lock($1)", connection);
            take.Parameters.Add(new NpgsqlParameter<long> { TypedValue = TemplateLock });
            await take.ExecuteNonQueryAsync().ConfigureAwait(false);
            using var exists = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection);
            exists.Parameters.Add(new NpgsqlParameter<string> { TypedValue = template });
            if (!(bool)(await exists.ExecuteScalarAsync().ConfigureAwait(false))!)
            {
                // Renamed when complete: an interrupted migration leaves no half template behind.
                var building = $"{template}_building";
                await ExecuteAsync(server, $"drop database if exists {building} with (force)", CancellationToken.None).ConfigureAwait(false);
                await ExecuteAsync(server, $"create database {building} template template0", CancellationToken.None).ConfigureAwait(false);
                await MigrationRunner.MigrateAsync(In(server, building).ConnectionString, NullLogger.Instance, CancellationToken.None).ConfigureAwait(false);
                await ExecuteAsync(server, $"alter database {building} rename to {template}", CancellationToken.None).ConfigureAwait(false);
            }
        }

        return template;
    }

    private static async Task<string> SchemaHashAsync()
    {
        var assembly = typeof(MigrationRunner).Assembly;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var script in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(script)!;
            using var content = new MemoryStream();
            await stream.CopyToAsync(content).ConfigureAwait(false);
            hash.AppendData(content.ToArray());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static async Task ExecuteAsync(string server, string sql, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(Unpooled(server));
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Unpooled(string server) => new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString;

    private static NpgsqlConnectionStringBuilder In(string server, string database) => new(server) { Database = database };
}
