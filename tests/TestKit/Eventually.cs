using System.Diagnostics;

namespace RetailOrleans.TestKit;

/// <summary>For what becomes true by itself, soon.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks again and again until the answer is what is wanted. Returns how long that took.</summary>
    /// <param name="ask">What is asked; an exception counts as "not yet".</param>
    /// <param name="isWanted">Whether the answer is the one.</param>
    /// <param name="within">Gives up after this time.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="TimeoutException">It did not become true; the message holds the last answer.</exception>
    public static async Task<(T Answer, TimeSpan After)> AnswersAsync<T>(
        Func<Task<T>> ask, Func<T, bool> isWanted, TimeSpan within, CancellationToken cancellationToken = default)
    {
        var watch = Stopwatch.StartNew();
        object? last = null;
        while (true)
        {
            try
            {
                var answer = await ask().ConfigureAwait(false);
                if (isWanted(answer))
                {
                    return (answer, watch.Elapsed);
                }

                last = answer;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                last = exception;
            }

            if (watch.Elapsed > within)
            {
                throw new TimeoutException($"Not true after {watch.Elapsed.TotalSeconds:0.0} s; the last answer: {last}");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a condition holds, 15 s at most.</summary>
    public static async Task HoldsAsync(Func<bool> condition, CancellationToken cancellationToken = default) =>
        await AnswersAsync(() => Task.FromResult(condition()), holds => holds, TimeSpan.FromSeconds(15), cancellationToken).ConfigureAwait(false);
}
