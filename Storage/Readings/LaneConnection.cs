using System.Data;
using Npgsql;

namespace RetailOrleans.Storage.Readings;

/// <summary>The connection that a lane keeps for as long as it works: what is prepared stays prepared, and nothing is reset between commits.</summary>
internal sealed class LaneConnection(NpgsqlDataSource database) : IAsyncDisposable
{
    // A lane asks a few statements over and over, all of them by index; planning them anew costs more than running them.
    private const string Session = """
        set plan_cache_mode = force_generic_plan;
        set enable_seqscan = off;
        set enable_hashjoin = off;
        set enable_mergejoin = off;
        set jit = off
        """;

    private NpgsqlConnection? _connection;

    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is { State: ConnectionState.Open } open)
        {
            return open;
        }

        await DisposeAsync();
        _connection = await database.OpenConnectionAsync(cancellationToken);
        await using var session = new NpgsqlCommand(Session, _connection);
        await session.ExecuteNonQueryAsync(cancellationToken);
        return _connection;
    }

    /// <summary>Closes it. With the pool: nobody else shall get a connection with these settings, and after a failure the others are no better.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            database.Clear();
            await connection.DisposeAsync();
        }
    }
}
