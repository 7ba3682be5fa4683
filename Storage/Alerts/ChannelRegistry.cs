using Microsoft.Extensions.Options;
using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Alerts;

/// <summary>The notification channels of an organization.</summary>
public sealed class ChannelRegistry(NpgsqlDataSource database, ChangeFeed feed, IOptions<AlertOptions> options)
{
    private const string Own = "organization_id = $1 and deleted_at is null";

    /// <summary>Makes a channel.</summary>
    /// <exception cref="RegistryConflictException">The organization has as many as may be.</exception>
    public async Task<NotificationChannel> CreateAsync(TenantScope scope, ChannelDraft draft, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        await AlertLimits.CheckAsync(
            transaction, scope.OrganizationId, "notification_channels", options.Value.MaxChannels, "Alerts:MaxChannels", cancellationToken);
        var channel = await WriteAsync(
            transaction,
            $"""
             insert into notification_channels (organization_id, name, type, target, protected_secret, rate_per_minute, is_active)
             values ($1, $2, $3, $4, $5, $6, $7)
             returning {ChannelRows.Columns}
             """,
            scope.OrganizationId, draft, [], cancellationToken);
        await AuditLog.NoteAsync(transaction, scope, "created", "notification_channels", channel.Id, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return channel;
    }

    /// <summary>A channel; null when the organization has none of this identity.</summary>
    public async Task<NotificationChannel?> FindAsync(TenantScope scope, Guid channelId, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand($"select {ChannelRows.Columns} from notification_channels where {Own} and id = $2")
            .With(scope.OrganizationId, channelId);
        return await command.FindAsync(ChannelRows.Read, cancellationToken);
    }

    /// <summary>A part of the channels, newest first.</summary>
    public async Task<Page<NotificationChannel>> ListAsync(TenantScope scope, PageRequest page, CancellationToken cancellationToken = default) =>
        await Paging.ReadAsync(
            database, ChannelRows.Columns, $"from notification_channels where {Own}", [scope.OrganizationId], page, ChannelRows.Read,
            channel => new PageCursor(channel.CreatedAt, channel.Id), cancellationToken);

    /// <summary>Changes a channel: <paramref name="change"/> gets it as it is and gives it as it should be. What waits goes the new way.</summary>
    /// <returns>Null when there is no such channel.</returns>
    public async Task<NotificationChannel?> ChangeAsync(
        TenantScope scope, Guid channelId, Func<NotificationChannel, ChannelDraft> change, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        if (await LockAsync(transaction, scope, channelId, cancellationToken) is not { } before)
        {
            return null;
        }

        var was = await AuditLog.LookAsync(transaction, "notification_channels", channelId, cancellationToken);
        var channel = await WriteAsync(
            transaction,
            $"""
             update notification_channels
             set name = $2, type = $3, target = $4, protected_secret = $5, rate_per_minute = $6, is_active = $7, updated_at = now()
             where organization_id = $1 and id = $8
             returning {ChannelRows.Columns}
             """,
            scope.OrganizationId, change(before), [channelId], cancellationToken);
        await AuditLog.NoteAsync(transaction, scope, "changed", "notification_channels", channelId, was, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return channel;
    }

    /// <summary>Deletes a channel. What waits for it is given up.</summary>
    /// <returns>The channel as it was; null when there is no such channel.</returns>
    public async Task<NotificationChannel?> DeleteAsync(TenantScope scope, Guid channelId, CancellationToken cancellationToken = default)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(database, feed, cancellationToken);
        if (await LockAsync(transaction, scope, channelId, cancellationToken) is not { } channel)
        {
            return null;
        }

        await transaction.ExecuteAsync(
            "update notification_channels set deleted_at = now(), updated_at = now(), protected_secret = null where organization_id = $1 and id = $2",
            [scope.OrganizationId, channelId], cancellationToken);
        await transaction.ExecuteAsync(
            "update notifications set status = 'dead', last_error = 'The channel was deleted.' where channel_id = $1 and status = 'waiting'",
            [channelId], cancellationToken);
        await AuditLog.NoteAsync(transaction, scope, "deleted", "notification_channels", channelId, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return channel;
    }

    private static async Task<NotificationChannel?> LockAsync(
        RegistryTransaction transaction, TenantScope scope, Guid channelId, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(
            $"select {ChannelRows.Columns} from notification_channels where {Own} and id = $2 for update", scope.OrganizationId, channelId);
        return await command.FindAsync(ChannelRows.Read, cancellationToken);
    }

    private static async Task<NotificationChannel> WriteAsync(
        RegistryTransaction transaction, string sql, Guid organizationId, ChannelDraft draft, object?[] more, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(sql, [
            organizationId, draft.Name, draft.Type.NameOf(), draft.Target, Sql.Typed(draft.ProtectedSecret, NpgsqlTypes.NpgsqlDbType.Bytea),
            draft.RatePerMinute, draft.IsActive, .. more]);
        return (await command.FindAsync(ChannelRows.Read, cancellationToken))!;
    }
}
