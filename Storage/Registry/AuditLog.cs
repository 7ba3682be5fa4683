using System.Text.Json.Nodes;
using Npgsql;

namespace RetailOrleans.Storage.Registry;

/// <summary>Who changed what, when. Written in the transaction of the change itself, so that neither is there without the other.</summary>
public sealed class AuditLog(NpgsqlDataSource database)
{
    private const string System = "system";

    // What is secret, and what changes by itself.
    private static readonly string[] Left =
    [
        "protected_secret", "token_hash", "epoch", "revision", "version", "created_at", "updated_at", "deleted_at", "last_seen_at", "last_error", "last_used_at",
        "lease", "leased_until", "organization_id", "id", "key", "is_polled", "changed_at",
    ];

    private static string KindOf(string table) => table switch
    {
        "stores" => "store",
        "sensors" => "sensor",
        "api_tokens" => "token",
        "alert_rules" => "alert_rule",
        "notification_channels" => "notification_channel",
        _ => "alert",
    };

    /// <summary>A part of an organization's entries, newest first.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="kind">Of this kind; null = of all.</param>
    /// <param name="objectId">About this; null = about all.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<Page<AuditEntry>> ListAsync(
        TenantScope scope, string? kind, Guid? objectId, PageRequest page, CancellationToken cancellationToken = default) => await Paging.ReadAsync(
            database, "id, created_at, actor, actor_token_id, action, kind, object_id, name, changes::text",
            "from audit_log where organization_id = $1 and ($2 is null or kind = $2) and ($3 is null or object_id = $3)",
            [scope.OrganizationId, Sql.Text(kind), Sql.Uuid(objectId)], page,
            row => new AuditEntry(
                row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.Nullable<Guid>(3), row.GetString(4), row.GetString(5), row.GetGuid(6),
                row.NullableText(7), row.NullableText(8)),
            entry => new PageCursor(entry.At, entry.Id), cancellationToken);

    /// <summary>A row as it is before a change, for <see cref="NoteAsync"/> after it.</summary>
    internal static async Task<JsonObject?> LookAsync(RegistryTransaction transaction, string table, Guid id, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command($"select (to_jsonb(t) - $2::text[])::text from {table} t where id = $1", id, Left);
        return await command.ExecuteScalarAsync(cancellationToken) is string json ? JsonNode.Parse(json)!.AsObject() : null;
    }

    /// <summary>Notes a change that this transaction made; with the row as it was before, what differs.</summary>
    internal static async Task NoteAsync(
        RegistryTransaction transaction, TenantScope scope, string action, string table, Guid id, JsonObject? before, CancellationToken cancellationToken)
    {
        var after = await LookAsync(transaction, table, id, cancellationToken);
        var name = (after?["name"] ?? after?["title"])?.GetValue<string>();
        await NoteObjectAsync(transaction, scope, action, KindOf(table), id, name, before, after, cancellationToken);
    }

    /// <summary>Notes a change of something that is no row of its own; with both states, what differs.</summary>
    internal static Task NoteObjectAsync(
        RegistryTransaction transaction, TenantScope scope, string action, string kind, Guid id, string? name, JsonObject? before, JsonObject? after,
        CancellationToken cancellationToken) => transaction.ExecuteAsync(
            """
            insert into audit_log (organization_id, created_at, actor, actor_token_id, action, kind, object_id, name, changes)
            values ($1, clock_timestamp(), $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                scope.OrganizationId, scope.By?.Name ?? System, Sql.Uuid(scope.By?.TokenId), action, kind, id, Sql.Text(name),
                Sql.Typed(before is null || after is null ? null : Difference(before, after).ToJsonString(), NpgsqlTypes.NpgsqlDbType.Jsonb),
            ],
            cancellationToken);

    private static JsonObject Difference(JsonObject before, JsonObject after)
    {
        var changes = new JsonObject();
        foreach (var name in before.Select(property => property.Key).Union(after.Select(property => property.Key)))
        {
            if (!JsonNode.DeepEquals(before[name], after[name]))
            {
                changes[name] = new JsonObject { ["from"] = before[name]?.DeepClone(), ["to"] = after[name]?.DeepClone() };
            }
        }

        return changes;
    }
}
