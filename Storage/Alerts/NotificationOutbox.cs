using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Alerts;

/// <summary>
/// The outbox from its other end: silos claim a channel with what is due for it, one silo a channel at a time, and note how it went. A claim of
/// a silo that died ends with its lease.
/// </summary>
public sealed class NotificationOutbox(NpgsqlDataSource database)
{
    /// <summary>How long a claim lasts, should its silo not end it. Longer than a silo works at one claim.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>How many are claimed at once.</summary>
    public const int MostAtOnce = 50;

    private static readonly TimeSpan KeepSent = TimeSpan.FromDays(7);
    private static readonly TimeSpan KeepDead = TimeSpan.FromDays(30);

    /// <summary>Claims the channel that has been left alone for longest of those that have something due. Null when there is none.</summary>
    /// <param name="mailDelay">How long the oldest of an e-mail's waits for others.</param>
    /// <param name="now">The clock.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<ClaimedChannel?> ClaimAsync(TimeSpan mailDelay, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lease = Guid.NewGuid();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var claim = new NpgsqlCommand(
            $"""
             update notification_channels set lease = $2, leased_until = $3
             where id = (
               select c.id
               from notification_channels c
               where c.deleted_at is null and (c.lease is null or c.leased_until <= $1)
                 and exists (
                   select from notifications n
                   where n.channel_id = c.id and n.status = 'waiting' and n.next_attempt_at <= case when c.type = 'email' then $4 else $1 end)
                 and c.rate_per_minute > (select count(distinct n.last_attempt_at) from notifications n where n.channel_id = c.id and n.last_attempt_at > $5)
               order by c.leased_until nulls first
               limit 1
               for update of c skip locked)
             returning {ChannelRows.Columns}
             """, connection).With(now, lease, now + Lease, now - mailDelay, now - TimeSpan.FromMinutes(1));
        if (await claim.FindAsync(ChannelRows.Read, cancellationToken) is not { } channel)
        {
            return null;
        }

        await using var used = new NpgsqlCommand(
            "select count(distinct last_attempt_at) from notifications where channel_id = $1 and last_attempt_at > $2", connection)
            .With(channel.Id, now - TimeSpan.FromMinutes(1));
        var left = channel.RatePerMinute - (int)(long)(await used.ExecuteScalarAsync(cancellationToken))!;

        // One e-mail tells of all that waits, also of what came just now.
        var most = channel.Type == ChannelType.Email ? MostAtOnce : Math.Min(left, MostAtOnce);
        await using var due = new NpgsqlCommand(
            $"""
             select {NotificationRows.Columns} from notifications
             where channel_id = $1 and status = 'waiting' and next_attempt_at <= $2
             order by next_attempt_at, created_at, id limit $3
             """, connection).With(channel.Id, now, Math.Max(most, 0));
        return new ClaimedChannel(channel, lease, await due.ListAsync(NotificationRows.Read, cancellationToken), left);
    }

    /// <summary>Notes that the receiver took them. Idempotent.</summary>
    public Task SentAsync(IEnumerable<Guid> ids, DateTimeOffset attemptedAt, CancellationToken cancellationToken) => ExecuteAsync(
        """
        update notifications set status = 'sent', sent_at = $2, last_attempt_at = $2, attempts = attempts + 1, last_error = null
        where id = any($1) and status = 'waiting'
        """,
        [ids.ToArray(), attemptedAt], cancellationToken);

    /// <summary>Notes that the receiver did not take them. Without a next attempt they are given up.</summary>
    public Task FailedAsync(
        IEnumerable<Guid> ids, DateTimeOffset attemptedAt, string problem, DateTimeOffset? nextAttemptAt, CancellationToken cancellationToken) => ExecuteAsync(
        """
        update notifications
        set attempts = attempts + 1, last_attempt_at = $2, last_error = $3, status = case when $4 is null then 'dead' else 'waiting' end,
            next_attempt_at = coalesce($4, next_attempt_at)
        where id = any($1) and status = 'waiting'
        """,
        [ids.ToArray(), attemptedAt, problem, Sql.Instant(nextAttemptAt)], cancellationToken);

    /// <summary>Ends a claim. With an instant to resume at, nobody claims the channel before.</summary>
    public Task ReleaseAsync(ClaimedChannel claimed, DateTimeOffset now, DateTimeOffset? resumeAt, CancellationToken cancellationToken) => ExecuteAsync(
        """
        update notification_channels set lease = case when $4 is null then null else lease end, leased_until = coalesce($4, $3)
        where id = $1 and lease = $2
        """,
        [claimed.Channel.Id, claimed.Lease, now, Sql.Instant(resumeAt)], cancellationToken);

    /// <summary>How things stand.</summary>
    public async Task<NotificationBacklog> BacklogAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select (select count(*) from alerts where status in ('firing', 'acknowledged')),
              count(*) filter (where status = 'waiting'), count(*) filter (where status = 'dead'),
              coalesce(extract(epoch from $1 - min(next_attempt_at) filter (where status = 'waiting')), 0)::double precision
            from notifications where status <> 'sent'
            """).With(now);
        return (await command.FindAsync(
            row => new NotificationBacklog(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), TimeSpan.FromSeconds(Math.Max(0, row.GetDouble(3)))),
            cancellationToken))!;
    }

    /// <summary>Forgets what was sent a week ago and what was given up a month ago.</summary>
    public Task SweepAsync(DateTimeOffset now, CancellationToken cancellationToken) => ExecuteAsync(
        """
        delete from notifications
        where ctid = any(array(
          select ctid from notifications where (status = 'sent' and sent_at < $1) or (status = 'dead' and created_at < $2) limit 10000))
        """,
        [now - KeepSent, now - KeepDead], cancellationToken);

    /// <summary>A part of an organization's notifications, newest first.</summary>
    public async Task<Page<Notification>> ListAsync(
        TenantScope scope, string? status, Guid? channelId, PageRequest page, CancellationToken cancellationToken = default) =>
        await Paging.ReadAsync(
            database, NotificationRows.Columns,
            "from notifications where organization_id = $1 and ($2 is null or status = $2) and ($3 is null or channel_id = $3)",
            [scope.OrganizationId, Sql.Text(status), Sql.Uuid(channelId)], page, NotificationRows.Read,
            notification => new PageCursor(notification.CreatedAt, notification.Id), cancellationToken);

    /// <summary>Has one that was given up, or was sent, be sent again at once under its old identity.</summary>
    /// <returns>Null when there is none in the organization, or its channel is gone.</returns>
    public async Task<Notification?> ReplayAsync(
        TenantScope scope, Guid id, DateTimeOffset now, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand(
            $"""
             update notifications n set status = 'waiting', next_attempt_at = $3, expires_at = $4, sent_at = null
             where organization_id = $1 and id = $2
               and exists (select from notification_channels c where c.id = n.channel_id and c.deleted_at is null)
             returning {NotificationRows.Columns}
             """).With(scope.OrganizationId, id, now, expiresAt);
        return await command.FindAsync(NotificationRows.Read, cancellationToken);
    }

    private async Task ExecuteAsync(string sql, object?[] values, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql).With(values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
