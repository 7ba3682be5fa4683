using System.Globalization;
using Npgsql;

namespace RetailOrleans.Storage.Registry;

/// <summary>Reads a part of a list that is sorted by created_at and id, newest first.</summary>
internal static class Paging
{
    /// <summary><paramref name="fromWhere"/> is over a table with created_at and id, and uses $1 to $n for the n <paramref name="values"/>.</summary>
    public static async Task<Page<T>> ReadAsync<T>(
        NpgsqlDataSource database, string columns, string fromWhere, object?[] values, PageRequest page,
        Func<NpgsqlDataReader, T> map, Func<T, PageCursor> cursorOf, CancellationToken cancellationToken)
    {
        var after = values.Length;
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
             select {columns} {fromWhere}
               and (${after + 1} is null or (created_at, id) < (${after + 1}, ${after + 2}))
             order by created_at desc, id desc
             limit ${after + 3} offset ${after + 4}
             """);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // One more than wanted tells whether there is a next page.
        await using var list = new NpgsqlCommand(sql, connection).With(
            [.. values, Sql.Instant(page.After?.CreatedAt), Sql.Uuid(page.After?.Id), page.Limit + 1, page.After is null ? page.Offset : 0]);
        var rows = await list.ListAsync(map, cancellationToken);
        list.Parameters.Clear();

        await using var count = new NpgsqlCommand($"select count(*) {fromWhere}", connection).With(values);
        var total = (long)(await count.ExecuteScalarAsync(cancellationToken))!;
        return rows.Length > page.Limit
            ? new Page<T>(rows[..page.Limit], total, cursorOf(rows[page.Limit - 1]))
            : new Page<T>(rows, total, null);
    }
}
