using Npgsql;

namespace RetailOrleans.Storage;

/// <summary>Asks the database whether it is there.</summary>
public sealed class DatabasePing(NpgsqlDataSource database)
{
    /// <summary>Returns when it answered.</summary>
    /// <exception cref="NpgsqlException">It did not within 2 s.</exception>
    public async Task AnswerAsync(CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand("select 1");
        command.CommandTimeout = 2;
        await command.ExecuteScalarAsync(cancellationToken);
    }
}
