using System.Collections.Concurrent;

namespace RetailOrleans.WebApi.Status;

/// <summary>
/// Whole answers of one store each, for half a second: screens that ask at once share one. Whoever asks has been found to have the right
/// before. At most <see cref="Capacity"/> stores; when it is full, everything is forgotten, and asked anew.
/// </summary>
internal sealed class StatusCache(TimeProvider time)
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<Guid, Entry> _answers = [];

    /// <summary>The store's answer, at most half a second old when it is given.</summary>
    /// <param name="storeId">Which store.</param>
    /// <param name="load">Makes the answer; several callers share it, so no one of them may cancel it.</param>
    public async Task<byte[]> GetAsync(Guid storeId, Func<Task<byte[]>> load)
    {
        if (_answers.TryGetValue(storeId, out var known) && time.GetElapsedTime(known.At) < MaxAge)
        {
            return await known.Answer.Value;
        }

        if (_answers.Count >= Capacity)
        {
            _answers.Clear();
        }

        var fresh = new Entry(time.GetTimestamp(), new Lazy<Task<byte[]>>(load));
        var entry = known is null ? _answers.GetOrAdd(storeId, fresh) : _answers.TryUpdate(storeId, fresh, known) ? fresh : _answers.GetOrAdd(storeId, fresh);
        try
        {
            return await entry.Answer.Value;
        }
        catch
        {
            _answers.TryRemove(new KeyValuePair<Guid, Entry>(storeId, entry));
            throw;
        }
    }

    private sealed record Entry(long At, Lazy<Task<byte[]>> Answer);
}
