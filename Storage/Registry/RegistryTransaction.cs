using Npgsql;

namespace RetailOrleans.Storage.Registry;

/// <summary>One change of the registry: its statements and its notifications become visible together, or not at all.</summary>
internal sealed class RegistryTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly ChangeFeed _feed;
    private readonly List<RegistryChange> _changes = [];

    private RegistryTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, ChangeFeed feed)
    {
        _connection = connection;
        _transaction = transaction;
        _feed = feed;
    }

    public static async Task<RegistryTransaction> BeginAsync(NpgsqlDataSource database, ChangeFeed feed, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            return new RegistryTransaction(connection, await connection.BeginTransactionAsync(cancellationToken), feed);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public NpgsqlCommand Command(string sql, params ReadOnlySpan<object?> values) =>
        new NpgsqlCommand(sql, _connection, _transaction).With(values);

    public async Task<int> ExecuteAsync(string sql, object?[] values, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Has every silo forget what it knows, once this is committed.</summary>
    public void Notify(RegistryChangeKind kind, Guid organizationId, Guid id) => _changes.Add(new RegistryChange(kind, organizationId, id));

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            "select pg_notify($1, payload) from unnest($2::text[]) payload",
            [ChangeFeed.Channel, _changes.Select(change => change.ToString()).ToArray()],
            cancellationToken);
        try
        {
            await _transaction.CommitAsync(cancellationToken);
        }
        finally
        {
            // Also when the outcome is unknown: to ask the database once more does no harm.
            foreach (var change in _changes)
            {
                _feed.Announce(change);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
