using RetailOrleans.Cluster.Tests.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.Cluster.Tests;

/// <summary>A silo that joins takes its share of what is active already.</summary>
[Collection(OneClusterAtATime.Name)]
public sealed class ScaleOutTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_that_joins_gets_its_share_of_the_active_sensors_while_they_are_written()
    {
        await using var deployment = await Deployment.CreateAsync();
        var first = deployment.Silo(0);
        var (storeId, sensors) = await deployment.AddStoreAsync(sensors: 24);
        await using var load = Load.Start(deployment, () => first, sensors, breath: TimeSpan.FromMilliseconds(20));
        await load.ProgressAsync(24 * 2, TimeSpan.FromSeconds(60));
        Assert.Equal(24, await deployment.SensorGrainsAsync(first));

        var second = await deployment.StartSiloAsync();
        var (moved, after) = await Eventually.AnswersAsync(
            () => deployment.SensorGrainsAsync(second), count => count > 0, TimeSpan.FromSeconds(60), Cancellation);
        TestContext.Current.SendDiagnosticMessage("{0} of 24 sensors moved {1:0.0} s after the second silo was ready", moved, after.TotalSeconds);
        await load.ProgressAsync(24 * 2, TimeSpan.FromSeconds(60));
        await load.StopAsync();

        Assert.Empty(load.Statuses.Keys.Except([201, 503]));
        await load.AssertStoredAsync();
        var entries = (await deployment.StoredAsync()).Values.Sum();
        foreach (var silo in new[] { first, second })
        {
            await Eventually.AnswersAsync(
                () => deployment.LiveAsync(silo, storeId), live => live.GetProperty("entries_today").GetInt32() == entries, TimeSpan.FromSeconds(20), Cancellation);
        }

        Assert.InRange(await deployment.SensorGrainsAsync(first), 1, 23);
    }
}
