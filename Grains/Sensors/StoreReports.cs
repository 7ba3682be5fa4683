using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Stores;

namespace RetailOrleans.Grains.Sensors;

/// <summary>
/// Brings the newest states of a silo's sensors to their stores: one call to a store is under way at a time, and it carries what all of the
/// store's sensors have to tell by then. So a store with twenty sensors that report at once costs one call or two, not twenty, and no
/// sensor's turn waits for a store. What did not arrive goes again after a moment, newer states in place of older ones.
/// </summary>
internal sealed partial class StoreReports(IGrainFactory grains, ILogger<StoreReports> logger)
{
    /// <summary>Between two calls to a store: as long as nobody notices, and long enough to share a call when a store is busy.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, Mail> _mail = [];

    /// <summary>Sends a whole state as soon as the call before has arrived or failed. Returns at once.</summary>
    public void Put(SensorSnapshot state)
    {
        var mail = _mail.GetOrAdd(state.StoreId, static _ => new Mail());
        if (mail.Add(state))
        {
            // Not on the scheduler of the grain that happens to put: its turns would wait for other sensors' news. Nobody waits for the
            // task: it catches what a call throws, and goes on until nothing waits.
            ThreadPool.UnsafeQueueUserWorkItem(
                static send => _ = send.Reports.SendAsync(send.StoreId, send.Mail), (Reports: this, state.StoreId, Mail: mail), preferLocal: true);
        }
    }

    private async Task SendAsync(Guid storeId, Mail mail)
    {
        while (mail.Take() is { Length: > 0 } states)
        {
            try
            {
                await grains.GetGrain<IStoreGrain>(storeId).ReportAsync(ImmutableCollectionsMarshal.AsImmutableArray(states));
            }
            catch (Exception exception)
            {
                LogNotReported(logger, storeId, exception);
                mail.PutBack(states);

                // The machine's clock here and below: calls on their way know no other.
                await Task.Delay(RetryPause, TimeProvider.System);
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>What waits for one store: the newest state of each of its sensors.</summary>
    private sealed class Mail
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<Guid, SensorSnapshot> _waiting = [];
        private bool _isSending;

        /// <summary>Whether the caller has to begin to send.</summary>
        public bool Add(SensorSnapshot state)
        {
            lock (_lock)
            {
                _waiting[state.SensorId] = state;
                var begins = !_isSending;
                _isSending = true;
                return begins;
            }
        }

        /// <summary>All that waits; null ends the sending.</summary>
        public SensorSnapshot[]? Take()
        {
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    _isSending = false;
                    return null;
                }

                var states = new SensorSnapshot[_waiting.Count];
                _waiting.Values.CopyTo(states, 0);
                _waiting.Clear();
                return states;
            }
        }

        /// <summary>States that did not arrive; a newer one of the same sensor stays.</summary>
        public void PutBack(SensorSnapshot[] states)
        {
            lock (_lock)
            {
                foreach (var state in states)
                {
                    _waiting.TryAdd(state.SensorId, state);
                }
            }
        }
    }

    [LoggerMessage(2105, LogLevel.Warning, "The states of sensors did not reach their store {StoreId}; they go again in a moment")]
    private static partial void LogNotReported(ILogger logger, Guid storeId, Exception exception);
}
