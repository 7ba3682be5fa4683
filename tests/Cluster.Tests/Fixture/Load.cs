using System.Collections.Concurrent;
using RetailOrleans.TestKit;

namespace RetailOrleans.Cluster.Tests.Fixture;

/// <summary>
/// Clients that post one reading after another through a silo, each of a bucket of its own, and keep what was acknowledged. What was
/// not is sent again, as a client should.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Deployment _deployment;
    private readonly Func<SiloProcess> _through;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _clients;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    private readonly TimeSpan _breath;

    private Load(Deployment deployment, Func<SiloProcess> through, Guid[] sensors, int firstBucket, TimeSpan breath)
    {
        (_deployment, _through, _breath) = (deployment, through, breath);
        _clients = [.. sensors.Select(sensor => RunAsync(sensor, firstBucket))];
    }

    public ConcurrentDictionary<(Guid SensorId, DateTimeOffset Start), int> Acknowledged { get; } = [];

    /// <summary>How often each status came; 0 stands for no answer.</summary>
    public ConcurrentDictionary<int, int> Statuses { get; } = [];

    /// <summary>One client per sensor.</summary>
    /// <param name="deployment">Whose API.</param>
    /// <param name="through">Which silo is asked, each time anew.</param>
    /// <param name="sensors">Whose readings.</param>
    /// <param name="firstBucket">Another load's buckets are not touched again.</param>
    /// <param name="breath">Between two readings of a sensor: without one, a day's buckets are used up within seconds.</param>
    public static Load Start(Deployment deployment, Func<SiloProcess> through, Guid[] sensors, int firstBucket = 0, TimeSpan breath = default) =>
        new(deployment, through, sensors, firstBucket, breath);

    /// <summary>Waits for so many more acknowledgements. Returns how long that took.</summary>
    public async Task<TimeSpan> ProgressAsync(int acknowledgements, TimeSpan within)
    {
        var wanted = Acknowledged.Count + acknowledgements;
        return (await Eventually.AnswersAsync(
            () => Task.FromResult(Acknowledged.Count), count => count >= wanted, within, TestContext.Current.CancellationToken)).After;
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_clients);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    /// <summary>Everything acknowledged is stored, as it was acknowledged.</summary>
    public async Task AssertStoredAsync()
    {
        var stored = await _deployment.StoredAsync();
        var lost = Acknowledged.Where(entry => !stored.TryGetValue(entry.Key, out var count) || count != entry.Value).ToArray();
        Assert.True(lost.Length == 0, $"{lost.Length} of {Acknowledged.Count} acknowledged readings are lost, the first: {lost.FirstOrDefault()}");
    }

    private async Task RunAsync(Guid sensor, int firstBucket)
    {
        // From five minutes ago backwards; the day has ten hours of it.
        var start = DateTimeOffset.FromUnixTimeSeconds((_now.ToUnixTimeSeconds() / 10 * 10) - 300);
        for (var bucket = firstBucket; !_stop.IsCancellationRequested && bucket < 3_600; bucket++)
        {
            var reading = new SentReading(sensor, start.AddSeconds(-10 * bucket), 1 + (bucket % 7));
            int status;
            while ((status = await _deployment.TryPostAsync(_through(), reading)) != 201 && !_stop.IsCancellationRequested)
            {
                Statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
                await Task.Delay(Pause, TimeProvider.System);
            }

            if (status == 201)
            {
                Statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
                Acknowledged[(sensor, reading.Start)] = reading.In;

                // Whoever stops the load cuts the breath short; that is no failure of a client.
                await Task.Delay(_breath, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
