using Npgsql;

namespace RetailOrleans.Storage.Readings;

/// <summary>
/// Inserts rows into a partition by a binary COPY, within the connection's transaction. Fails, and undoes its whole transaction, when the
/// bucket of one is taken, or the end of the COPY is not answered within the time limit.
/// </summary>
internal sealed class RowCopy(string partition, string columns, ReadingRow[] rows, RowCopy.RowWriter write)
{
    /// <summary>From here on a COPY and the round trips of its own cost less than an insert from arrays.</summary>
    public const int FewestRows = 200;

    public delegate void RowWriter(BinaryRows rows, in ReadingRow row);

    /// <param name="connection">In a transaction.</param>
    /// <param name="limit">For the end of the COPY, which can't be cancelled.</param>
    /// <param name="cancellationToken">Ends what comes before.</param>
    public async Task WriteAsync(NpgsqlConnection connection, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var binary = new BinaryRows(rows.Length);
        foreach (ref readonly var row in rows.AsSpan())
        {
            write(binary, row);
        }

        var copy = await connection.BeginRawBinaryCopyAsync($"copy {partition} ({columns}) from stdin (format binary)", cancellationToken);
        copy.ReadTimeout = (int)limit.TotalMilliseconds;
        try
        {
            await copy.WriteAsync(binary.Finish(), cancellationToken);
        }
        catch
        {
            await copy.CancelAsync();
            throw;
        }

        // Ends the COPY, and brings its error if there is one.
        await copy.DisposeAsync();
    }
}
