using System.Diagnostics;

namespace RetailOrleans.WebApi.Tests.Ingest;

/// <summary>What follows a write before long.</summary>
internal static class Soon
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is as expected. After <paramref name="within"/> the last answer fails the test.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> expected, TimeSpan within)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var isLast = watch.Elapsed > within;
            var answer = await ask();
            if (expected(answer))
            {
                return answer;
            }

            Assert.False(isLast, $"Not within {within.TotalSeconds} s; last: {answer}");
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
