using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Tests.Registry;

public sealed class RegistryReaderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_epoch_is_never_given_twice()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        var sensor = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "Door"), Cancellation);

        var epochs = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => registry.Reader.ActivateSensorsAsync([sensor.SensorId], Cancellation)));

        Assert.Equal(Enumerable.Range(1, 10).Select(epoch => (long)epoch), epochs.Select(activated => activated.Single().Takeover.Epoch).Order());
        Assert.Equal(1, await registry.Reader.TakeStoreEpochAsync(registry.Lisbon.StoreId, Cancellation));
        Assert.Equal(0, await registry.Reader.TakeStoreEpochAsync(Guid.NewGuid(), Cancellation));
    }

    [Fact]
    public async Task The_last_contact_never_goes_back()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        var one = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "One"), Cancellation);
        var two = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "Two"), Cancellation);

        await SaveAsync(new SensorContact(one.SensorId, Noon, null), new SensorContact(two.SensorId, null, "It refuses the password."));
        await SaveAsync(new SensorContact(one.SensorId, Noon.AddMinutes(-5), "An old trouble."), new SensorContact(two.SensorId, Noon, null));
        await SaveAsync(new SensorContact(two.SensorId, null, "It does not answer."));

        var (first, second) = (await registry.Reader.FindSensorAsync(one.SensorId, Cancellation), await registry.Reader.FindSensorAsync(two.SensorId, Cancellation));
        Assert.Equal((Noon, null), (first!.LastSeenAt, first.LastError));
        Assert.Equal((Noon, "It does not answer."), (second!.LastSeenAt, second.LastError));
        Assert.Equal(one.Revision, first.Revision);

        Task SaveAsync(params SensorContact[] contacts) => registry.Reader.SaveContactsAsync(contacts, Cancellation);
    }

    [Fact]
    public async Task Only_open_stores_are_active()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        await registry.Stores.ChangeAsync(registry.Scope, registry.Lisbon.StoreId, before => RegistryDatabase.Store(before.Name, before.TimeZone) with { IsActive = false }, Cancellation);

        Assert.Equal([registry.Tokyo.StoreId], await registry.Reader.ListActiveStoreIdsAsync(Cancellation));
        await registry.Stores.DeleteAsync(registry.Scope, registry.Tokyo.StoreId, Cancellation);
        Assert.Empty(await registry.Reader.ListActiveStoreIdsAsync(Cancellation));
    }
}
