using System.Data;
using Npgsql;
using RetailOrleans.TestKit;

namespace RetailOrleans.Storage.Tests.Orleans;

/// <summary>Calls the queries as Orleans does: texts from OrleansQuery, parameters by name, with the types that it binds.</summary>
public sealed class OrleansCatalog : IAsyncLifetime
{
    public static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private PostgresDatabase? _database;
    private Dictionary<string, string> _texts = [];

    public NpgsqlDataSource Source { get; private set; } = null!;

    public IReadOnlyCollection<string> Keys => _texts.Keys;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        Source = NpgsqlDataSource.Create(_database.ConnectionString);
        await using var command = Source.CreateCommand("select QueryKey, QueryText from OrleansQuery");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            _texts[reader.GetString("QueryKey")] = reader.GetString("QueryText");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    /// <summary>The rows of a query's answer, each a dictionary that ignores the case of its columns' names.</summary>
    public async Task<List<Dictionary<string, object?>>> RowsAsync(string key, params (string Name, object? Value)[] parameters)
    {
        await using var command = Source.CreateCommand(_texts[key]);
        AddParameters(command, parameters);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var row = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < reader.FieldCount; i++)
            {
                row[reader.GetName(i)] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            rows.Add(row);
        }

        return rows;
    }

    public async Task<object?> ScalarAsync(string key, params (string Name, object? Value)[] parameters) =>
        Assert.Single(Assert.Single(await RowsAsync(key, parameters))).Value;

    public async Task<bool> FlagAsync(string key, params (string Name, object? Value)[] parameters) =>
        Convert.ToBoolean(await ScalarAsync(key, parameters), null);

    public async Task ExecuteAsync(string key, params (string Name, object? Value)[] parameters) => await RowsAsync(key, parameters);

    private static void AddParameters(NpgsqlCommand command, (string Name, object? Value)[] parameters)
    {
        foreach (var (name, value) in parameters)
        {
            var parameter = new NpgsqlParameter(name, value ?? DBNull.Value);
            if (value is null)
            {
                parameter.DbType = name switch
                {
                    "GrainStateVersion" => DbType.Int32,
                    "PayloadBinary" => DbType.Binary,
                    _ => DbType.String,
                };
            }

            command.Parameters.Add(parameter);
        }
    }
}
