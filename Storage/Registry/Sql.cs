using System.Collections.Immutable;
using Npgsql;

namespace RetailOrleans.Storage.Registry;

/// <summary>Short forms for positional parameters and mapped rows.</summary>
internal static class Sql
{
    /// <summary>A command with the values of $1, $2, …</summary>
    public static NpgsqlCommand With(this NpgsqlCommand command, params ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    /// <summary>A value whose type can't be told from it when it is null.</summary>
    public static NpgsqlParameter Typed(object? value, NpgsqlTypes.NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    public static NpgsqlParameter Text(string? value) => Typed(value, NpgsqlTypes.NpgsqlDbType.Text);

    public static NpgsqlParameter Uuid(Guid? value) => Typed(value, NpgsqlTypes.NpgsqlDbType.Uuid);

    public static NpgsqlParameter Uuids(Guid[]? value) => Typed(value, NpgsqlTypes.NpgsqlDbType.Uuid | NpgsqlTypes.NpgsqlDbType.Array);

    public static NpgsqlParameter Boolean(bool? value) => Typed(value, NpgsqlTypes.NpgsqlDbType.Boolean);

    public static NpgsqlParameter Instant(DateTimeOffset? value) => Typed(value, NpgsqlTypes.NpgsqlDbType.TimestampTz);

    public static NpgsqlParameter Json(string value) => Typed(value, NpgsqlTypes.NpgsqlDbType.Jsonb);

    public static async Task<ImmutableArray<T>> ListAsync<T>(
        this NpgsqlCommand command, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = ImmutableArray.CreateBuilder<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(map(reader));
        }

        return rows.DrainToImmutable();
    }

    public static async Task<T?> FindAsync<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
        where T : class
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? map(reader) : null;
    }

    public static T? Nullable<T>(this NpgsqlDataReader reader, int ordinal) where T : struct =>
        reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<T>(ordinal);

    public static string? NullableText(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    public static ImmutableArray<T>? NullableArray<T>(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : [.. reader.GetFieldValue<T[]>(ordinal)];

    /// <summary>A pattern for ILIKE that finds the text itself anywhere.</summary>
    public static string? Containing(string? text) => text is null
        ? null
        : $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
