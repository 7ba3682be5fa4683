namespace RetailOrleans.Grains.Sensors;

/// <summary>A silo's bounds on polls under way: per address first, then per lane, each first come, first served.</summary>
internal sealed class PollSlots(PollingOptions options) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Host> _hosts = new(StringComparer.OrdinalIgnoreCase);

    private readonly SemaphoreSlim[] _lanes =
        [new(options.MaxConcurrent), new(options.MaxConcurrentFailing), new(options.MaxConcurrentCatchUp)];

    /// <summary>Waits for a place; dispose what is returned to give it back.</summary>
    public async Task<IDisposable> TakeAsync(string host, PollLane lane, CancellationToken cancellationToken)
    {
        var slots = _lanes[(int)lane];
        var place = Enter(host);
        try
        {
            await place.Slots.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(host, place);
            throw;
        }

        try
        {
            await slots.WaitAsync(cancellationToken);
        }
        catch
        {
            place.Slots.Release();
            Leave(host, place);
            throw;
        }

        return new Slot(this, host, place, slots);
    }

    public void Dispose()
    {
        foreach (var lane in _lanes)
        {
            lane.Dispose();
        }
    }

    private Host Enter(string host)
    {
        lock (_gate)
        {
            if (!_hosts.TryGetValue(host, out var place))
            {
                _hosts.Add(host, place = new Host(new SemaphoreSlim(options.MaxPerHost)));
            }

            place.Polls++;
            return place;
        }
    }

    private void Leave(string host, Host place)
    {
        lock (_gate)
        {
            if (--place.Polls == 0)
            {
                _hosts.Remove(host);
            }
        }
    }

    /// <summary>An address, as long as somebody polls it or waits to.</summary>
    private sealed class Host(SemaphoreSlim slots)
    {
        public SemaphoreSlim Slots { get; } = slots;

        public int Polls { get; set; }
    }

    private sealed class Slot(PollSlots slots, string host, Host place, SemaphoreSlim lane) : IDisposable
    {
        public void Dispose()
        {
            lane.Release();
            place.Slots.Release();
            slots.Leave(host, place);
        }
    }
}
