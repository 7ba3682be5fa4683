using RetailOrleans.Cluster.Tests.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.Cluster.Tests;

/// <summary>L3 when a silo is lost: the others compare what they hold with what is stored.</summary>
[Collection(OneClusterAtATime.Name)]
public sealed class AuditAfterLossTests
{
    private const int Sensors = 12;
    private const int Changed = 100_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_silos_that_are_left_show_what_is_stored_also_of_sensors_that_are_posted_to()
    {
        var rounds = 0;
        await using var deployment = await Deployment.CreateAsync();
        var stays = deployment.Silo(0);
        var (storeId, sensors) = await deployment.AddStoreAsync(Sensors);
        var start = DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 10 * 10) - (6 * 60 * 60));
        await PostAsync();
        Assert.Equal(Sensors, await deployment.SensorGrainsAsync(stays));

        // As a second activation of each sensor would have stored, and this one has not folded.
        var victim = await deployment.StartSiloAsync();
        await using (var change = deployment.Database.CreateCommand($"update people_readings set line1_in = {Changed}, received_after_s = received_after_s + 1"))
        {
            Assert.Equal(Sensors, await change.ExecuteNonQueryAsync(Cancellation));
        }

        await victim.KillAsync(Cancellation);

        // They are posted to all the time while they are compared: what changes meanwhile is compared again. Each round has every sensor tell
        // its store what it holds.
        var right = 0;
        await Eventually.AnswersAsync(
            async () =>
            {
                await PostAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancellation);
                var entries = await EntriesAsync();
                right = entries == Sensors * (Changed + rounds - 1) ? right + 1 : 0;
                return (right, entries, rounds);
            },
            now => now.right >= 5, TimeSpan.FromSeconds(60), Cancellation);

        async Task PostAsync()
        {
            var at = start.AddSeconds(10 * rounds++);
            await Parallel.ForEachAsync(
                sensors, Cancellation,
                async (sensor, _) => await Eventually.AnswersAsync(
                    () => deployment.TryPostAsync(stays, new SentReading(sensor, at, 1)), status => status == 201, TimeSpan.FromSeconds(30), Cancellation));
        }

        async Task<int> EntriesAsync() => (await deployment.LiveAsync(stays, storeId)).GetProperty("entries_today").GetInt32();
    }
}
