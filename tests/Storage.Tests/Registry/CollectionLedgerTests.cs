using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Tests.Registry;

public sealed class CollectionLedgerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_owed_is_a_set_whoever_writes_it_how_often()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        var sensor = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "Door"), Cancellation);
        var ledger = new CollectionLedger(registry.Database);
        Assert.Equal((null, 0), Known(await TakeOverAsync()));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ledger.OweAsync(sensor.SensorId, Hours(0, 72), Cancellation)));
        await ledger.PayAsync(sensor.SensorId, Hours(48, 72), Cancellation);
        await ledger.PayAsync(sensor.SensorId, Hours(48, 72), Cancellation);
        await ledger.PayAsync(sensor.SensorId, Hours(10, 20), Cancellation);
        await registry.Reader.SaveContactsAsync([new SensorContact(sensor.SensorId, Noon, null, Noon)], Cancellation);
        await registry.Reader.SaveContactsAsync([new SensorContact(sensor.SensorId, Noon.AddMinutes(1), null)], Cancellation);

        var takeover = await TakeOverAsync();
        Assert.Equal([Hours(0, 10), Hours(20, 48)], takeover.Owed);
        Assert.Equal((2L, Noon), (takeover.Epoch, takeover.CollectedUntil));

        async Task<SensorTakeover> TakeOverAsync() => Assert.Single(await registry.Reader.ActivateSensorsAsync([sensor.SensorId], Cancellation)).Takeover;
    }

    [Fact]
    public async Task Events_are_kept_once_and_for_so_long()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        var sensor = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "Door"), Cancellation);
        var events = new SensorEvents(registry.Database);
        var old = new SensorEvent(sensor.SensorId, Noon.AddDays(-91), SensorEventType.Online, "First contact.");
        var late = new SensorEvent(sensor.SensorId, Noon, SensorEventType.Offline, null);
        await events.AppendAsync([late, old, late, late with { SensorId = Guid.NewGuid() }], Cancellation);
        await events.AppendAsync([late], Cancellation);
        Assert.Equal([late, old], await ListAsync());

        Assert.Equal(1, await events.DeleteBeforeAsync(Noon - SensorEvents.Retention, Cancellation));
        Assert.Equal([late], await ListAsync());

        async Task<IEnumerable<SensorEvent>> ListAsync() =>
            await events.ListAsync(registry.Scope.OrganizationId, sensor.SensorId, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, 10, Cancellation);
    }

    private static (DateTimeOffset?, int) Known(SensorTakeover takeover) => (takeover.CollectedUntil, takeover.Owed.Length);

    private static Stretch Hours(int from, int to) => new(Noon.AddHours(from), Noon.AddHours(to));
}
