namespace RetailOrleans.Grains.Stores;

/// <summary>
/// How many of a silo's stores are loaded at once; the others wait their turn. Without it the hundreds that come over from a lost silo
/// would take every connection of the pool, and ingest none.
/// </summary>
internal sealed class StoreLoadPlaces : IDisposable
{
    private const int AtOnce = 6;

    private readonly SemaphoreSlim _places = new(AtOnce);

    /// <summary>Loads when there is a place.</summary>
    public async Task InTurnAsync(Func<Task> load)
    {
        await _places.WaitAsync();
        try
        {
            await load();
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
