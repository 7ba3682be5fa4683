using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.Storage.Tests.Registry;

namespace RetailOrleans.Storage.Tests.Rollups;

public sealed class OutageQueriesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_began_before_the_stretch_still_holds_and_sensors_of_other_stores_are_left_out()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        var door = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "Door"), Cancellation);
        var quiet = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "Quiet"), Cancellation);
        var other = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Tokyo.StoreId, "Other"), Cancellation);
        await new SensorEvents(registry.Database).AppendAsync(
            [
                new SensorEvent(door.SensorId, Noon.AddDays(-3), SensorEventType.Offline, null), new SensorEvent(door.SensorId, Noon.AddHours(1), SensorEventType.Online, null),
                new SensorEvent(door.SensorId, Noon.AddHours(2), SensorEventType.Error, "It answers with a web page."),
                new SensorEvent(other.SensorId, Noon, SensorEventType.Offline, null),
            ], Cancellation);

        var found = await new OutageQueries(registry.Database).ListAsync(registry.Lisbon.StoreId, Noon, Noon.AddHours(5), Cancellation);

        Assert.Equal([door.SensorKey, quiet.SensorKey], found.Select(sensor => sensor.SensorKey));
        Assert.Equal([new Outage(Noon.AddDays(-3), Noon.AddHours(1), false), new Outage(Noon.AddHours(2), Noon.AddHours(5), true)], found[0].Stretches);
        Assert.Empty(found[1].Stretches);
        Assert.All(found, sensor => Assert.True(sensor.IsActive));
    }
}
