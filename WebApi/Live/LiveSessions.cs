using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Live;

/// <summary>
/// This silo's live clients. Each second it asks which of their tokens have ended, and ends those clients and the ones that take nothing.
/// While the database can't be asked nobody hears more than a token could have ended ago: the newest states wait.
/// </summary>
internal sealed partial class LiveSessions(
    TokenRegistry tokens, IOptions<LiveOptions> options, TimeProvider time, LiveMeasurements measurements, ILogger<LiveSessions> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>How long the last answer about tokens may be relied on.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<LiveSession, Guid> _sessions = [];
    private int _count;
    private long _provenAt;
    private volatile bool _isHolding;

    /// <summary>Takes a client in; false when there are as many as may be.</summary>
    public bool TryBegin(LiveSession session)
    {
        if (Interlocked.Increment(ref _count) > options.Value.MaxClients)
        {
            Interlocked.Decrement(ref _count);
            measurements.Refused.Add(1);
            return false;
        }

        _sessions[session] = session.Caller.TokenId;
        measurements.Clients.Add(1);
        if (_isHolding)
        {
            session.Hold();
            if (!_isHolding)
            {
                // Released between the two looks, and this one was missed.
                session.Release();
            }
        }

        return true;
    }

    /// <summary>A client is gone.</summary>
    public void Finish(LiveSession session)
    {
        if (_sessions.TryRemove(session, out _))
        {
            Interlocked.Decrement(ref _count);
            measurements.Clients.Add(-1);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _provenAt = time.GetTimestamp();
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            EndStalled();
            await EndWithoutTokenAsync(stoppingToken);
        }
    }

    private void EndStalled()
    {
        var most = TimeSpan.FromSeconds(options.Value.StallSeconds);
        foreach (var (session, _) in _sessions)
        {
            if (session.WritingFor > most)
            {
                End(session, LiveEnd.Stalled);
            }
        }
    }

    private async Task EndWithoutTokenAsync(CancellationToken stoppingToken)
    {
        var askedAt = time.GetTimestamp();
        try
        {
            if (!_sessions.IsEmpty)
            {
                var ended = await tokens.FindEndedAsync([.. _sessions.Values.Distinct()], stoppingToken);
                foreach (var (session, tokenId) in _sessions)
                {
                    if (ended.Contains(tokenId))
                    {
                        End(session, LiveEnd.TokenEnded);
                    }
                }
            }

            _provenAt = askedAt;
            if (_isHolding)
            {
                _isHolding = false;
                foreach (var (session, _) in _sessions)
                {
                    session.Release();
                }
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException && time.GetElapsedTime(_provenAt) >= MaxAge - Period)
        {
            if (!_isHolding)
            {
                LogHolding(logger, exception);
            }

            _isHolding = true;
            foreach (var (session, _) in _sessions)
            {
                session.Hold();
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            // Asked again in a second.
        }
    }

    private void End(LiveSession session, LiveEnd reason)
    {
        measurements.Ended.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
        session.End(reason);
    }

    [LoggerMessage(4121, LogLevel.Warning, "The database does not say which tokens are valid; live clients hear nothing until it does")]
    private static partial void LogHolding(ILogger logger, Exception exception);
}
