using Npgsql;

namespace RetailOrleans.Storage.Registry;

/// <summary>The API tokens of an organization: create, list, rotate, revoke. A caller sees no token of a higher role than its own.</summary>
public sealed class TokenRegistry(NpgsqlDataSource database, ChangeFeed feed, TimeProvider time)
{
    private const string Columns =
        "organization_id, id, name, role, store_ids, sensor_id, allowed_networks, created_at, expires_at, last_used_at";

    // Of a caller with some stores: tokens of those stores alone, or of a sensor in one of them.
    private const string InScope =
        """
        organization_id = $1
          and ($2::uuid[] is null or store_ids <@ $2 or sensor_id in (select s.id from sensors s where s.store_id = any($2)))
          and role = any($3)
          and revoked_at is null
        """;

    /// <summary>Makes a token.</summary>
    public Task<NewToken> CreateAsync(Guid organizationId, TokenDraft draft, CancellationToken cancellationToken = default) =>
        CreateAsync(new TenantScope(organizationId), draft, cancellationToken);

    /// <summary>Makes a token in the scope's organization.</summary>
    public async Task<NewToken> CreateAsync(TenantScope scope, TokenDraft draft, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        var token = await InsertAsync(transaction, scope.OrganizationId, draft, cancellationToken);
        await AuditLog.NoteAsync(transaction, scope, "created", "api_tokens", token.Token.Id, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return token;
    }

    /// <summary>A part of the tokens that are not revoked, newest first.</summary>
    public async Task<Page<ApiToken>> ListAsync(Caller caller, PageRequest page, CancellationToken cancellationToken = default) =>
        await Paging.ReadAsync(
            database, Columns, $"from api_tokens where {InScope}", Scope(caller), page, Read,
            token => new PageCursor(token.CreatedAt, token.Id), cancellationToken);

    /// <summary>Makes a token with the same rights; the old one ends after the grace period at the latest.</summary>
    /// <returns>Null when there is no such token within the caller's scope.</returns>
    public async Task<NewToken?> RotateAsync(Caller caller, Guid tokenId, TimeSpan grace, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        await using var find = transaction.Command($"select {Columns} from api_tokens where {InScope} and id = $4 for update", [.. Scope(caller), tokenId]);
        if (await find.FindAsync(Read, cancellationToken) is not { } old)
        {
            return null;
        }

        await transaction.ExecuteAsync(
            "update api_tokens set expires_at = least(expires_at, $3) where organization_id = $1 and id = $2",
            [old.OrganizationId, tokenId, time.GetUtcNow() + grace], cancellationToken);
        transaction.Notify(RegistryChangeKind.Token, old.OrganizationId, tokenId);
        var draft = new TokenDraft(old.Name, old.Role, old.StoreIds, old.SensorId, old.AllowedNetworks, old.ExpiresAt);
        var token = await InsertAsync(transaction, old.OrganizationId, draft, cancellationToken);
        await AuditLog.NoteAsync(transaction, caller.Scope, "rotated", "api_tokens", tokenId, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return token;
    }

    /// <summary>Ends a token, everywhere within 5 s. False when there is no such token within the caller's scope.</summary>
    public async Task<bool> RevokeAsync(Caller caller, Guid tokenId, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        var revoked = await transaction.ExecuteAsync(
            $"update api_tokens set revoked_at = now() where {InScope} and id = $4", [.. Scope(caller), tokenId], cancellationToken);
        if (revoked > 0)
        {
            await AuditLog.NoteAsync(transaction, caller.Scope, "revoked", "api_tokens", tokenId, null, cancellationToken);
        }

        transaction.Notify(RegistryChangeKind.Token, caller.OrganizationId, tokenId);
        await transaction.CommitAsync(cancellationToken);
        return revoked > 0;
    }

    /// <summary>Those of some tokens that are revoked, have expired or do not exist. Asks the database, for 2 s at most.</summary>
    public async Task<IReadOnlySet<Guid>> FindEndedAsync(IReadOnlyCollection<Guid> tokenIds, CancellationToken cancellationToken = default)
    {
        await using var command = database
            .CreateCommand(
                """
                select asked.id from unnest($1) asked (id)
                where not exists (select from api_tokens t where t.id = asked.id and t.revoked_at is null and (t.expires_at is null or t.expires_at > $2))
                """)
            .With(tokenIds.ToArray(), time.GetUtcNow());
        command.CommandTimeout = 2;
        return (await command.ListAsync(row => row.GetGuid(0), cancellationToken)).ToHashSet();
    }

    internal async Task<Caller?> FindCallerAsync(TokenHash hash, CancellationToken cancellationToken)
    {
        await using var command = database
            .CreateCommand($"select {Columns} from api_tokens where token_hash = $1 and revoked_at is null")
            .With(hash.ToBytes());
        return await command.FindAsync(row => new Caller(Read(row)), cancellationToken);
    }

    internal async Task SaveUsedAsync(IReadOnlyCollection<Guid> tokenIds, CancellationToken cancellationToken)
    {
        await using var command = database
            .CreateCommand("update api_tokens set last_used_at = $2 where id = any($1)")
            .With(tokenIds.Order().ToArray(), time.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal static async Task<NewToken> InsertAsync(
        RegistryTransaction transaction, Guid organizationId, TokenDraft draft, CancellationToken cancellationToken)
    {
        var secret = TokenSecret.Create();
        await using var command = transaction.Command(
            $"""
             insert into api_tokens (organization_id, name, role, token_hash, store_ids, sensor_id, allowed_networks, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             returning {Columns}
             """,
            organizationId, draft.Name, draft.Role.NameOf(), TokenHash.Of(secret)!.Value.ToBytes(), Sql.Uuids(draft.StoreIds?.ToArray()),
            Sql.Uuid(draft.SensorId),
            Sql.Typed(draft.AllowedNetworks?.ToArray(), NpgsqlTypes.NpgsqlDbType.Text | NpgsqlTypes.NpgsqlDbType.Array), Sql.Instant(draft.ExpiresAt));
        var token = (await command.FindAsync(Read, cancellationToken))!;
        transaction.Notify(RegistryChangeKind.Token, organizationId, token.Id);
        return new NewToken(token, secret);
    }

    private static object?[] Scope(Caller caller) =>
    [
        caller.OrganizationId,
        Sql.Uuids(caller.StoreIds?.ToArray()),
        RoleNames.All.Take((int)caller.Role + 1).ToArray(),
    ];

    private static ApiToken Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), RoleNames.Find(row.GetString(3)) ?? Role.Viewer, row.NullableArray<Guid>(4),
        row.Nullable<Guid>(5), row.NullableArray<string>(6), row.GetFieldValue<DateTimeOffset>(7), row.Nullable<DateTimeOffset>(8),
        row.Nullable<DateTimeOffset>(9));
}
