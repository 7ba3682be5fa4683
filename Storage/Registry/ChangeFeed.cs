using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace RetailOrleans.Storage.Registry;

/// <summary>
/// Keeps the caches of all silos fresh: every write to the registry notifies one channel in its own transaction, and every silo listens.
/// Each second the listening connection proves that it still hears; what was committed before the last proof has been delivered. So a cached
/// entry is never older than <see cref="MaxAge"/> without having been under watch, whatever happens to the connection.
/// </summary>
public sealed partial class ChangeFeed(NpgsqlDataSource database, TimeProvider time, ILogger<ChangeFeed> logger) : BackgroundService
{
    internal const string Channel = "registry_changes";

    /// <summary>How long the answer to an unwatched question may be used.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan ProofInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private long _provenAt = long.MinValue;

    /// <summary>A change by any silo. Null: anything may have changed, forget everything.</summary>
    internal event Action<RegistryChange?>? Changed;

    /// <summary>Tells this silo's caches of a committed change without the detour over the database.</summary>
    internal void Announce(RegistryChange change) => Changed?.Invoke(change);

    /// <summary>The clock of <see cref="IsFresh"/>.</summary>
    internal long Timestamp => time.GetTimestamp();

    /// <summary>Whether an entry that was read at <paramref name="loadedAt"/> and not been called off since may be used.</summary>
    internal bool IsFresh(long loadedAt)
    {
        var provenAt = Volatile.Read(ref _provenAt);
        return time.GetElapsedTime(Math.Max(loadedAt, provenAt)) <= MaxAge;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException or InvalidOperationException)
            {
                LogFeedLost(exception);
                await Task.Delay(RetryDelay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += OnNotification;
        await using (var listen = new NpgsqlCommand($"listen {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        // Whatever changed while nobody listened was not heard.
        Changed?.Invoke(null);
        await using var proof = new NpgsqlCommand("select 1", connection) { CommandTimeout = 2 };
        while (true)
        {
            var askedAt = time.GetTimestamp();
            await proof.ExecuteNonQueryAsync(cancellationToken);
            Volatile.Write(ref _provenAt, askedAt);
            await connection.WaitAsync(ProofInterval, cancellationToken);
        }
    }

    private void OnNotification(object sender, NpgsqlNotificationEventArgs notification) =>
        Changed?.Invoke(RegistryChange.TryParse(notification.Payload));

    [LoggerMessage(3201, LogLevel.Warning, "The feed of registry changes was lost; caches are used for at most 4 s until it is back")]
    private partial void LogFeedLost(Exception exception);
}
