using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Tests.Registry;

public sealed class SensorRegistryTests
{
    private static readonly DateTimeOffset Day = new(2026, 7, 15, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_raises_the_revision_and_keeps_what_it_does_not_name()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        var sensor = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "Door"), Cancellation);

        var change = await registry.Sensors.ChangeAsync(
            registry.Scope, sensor.SensorId, before => RegistryDatabase.Again(before) with { Location = "Left" }, Cancellation);

        Assert.Equal(sensor.Revision + 1, change!.Sensor.Revision);
        Assert.Equal(("Door", "Left", sensor.SensorKey), (change.Sensor.Name, change.Sensor.Location, change.Sensor.SensorKey));
    }

    [Fact]
    public async Task A_change_that_refuses_itself_changes_nothing()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        var sensor = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "Door"), Cancellation);

        await Assert.ThrowsAsync<UnknownStoreException>(() => registry.Sensors.ChangeAsync(
            registry.Scope, sensor.SensorId, before => RegistryDatabase.Again(before) with { StoreId = Guid.NewGuid(), Name = "New" }, Cancellation));

        Assert.Equal(sensor.Revision, (await registry.Reader.FindSensorAsync(sensor.SensorId, Cancellation))!.Revision);
        Assert.Equal(1, await registry.CountAsync("select count(*) from sensor_assignments"));
    }

    [Fact]
    public async Task Other_line_types_make_all_that_was_counted_dirty_and_other_names_do_not()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        var sensor = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "Door"), Cancellation);
        await registry.AddReadingAsync(sensor.SensorKey, Day.AddDays(-40));
        await registry.AddReadingAsync(sensor.SensorKey, Day);

        await registry.Sensors.ChangeAsync(registry.Scope, sensor.SensorId, before => RegistryDatabase.Again(before) with { Name = "Gate" }, Cancellation);
        Assert.Equal(0, await registry.CountAsync("select count(*) from dirty_ranges"));

        var lines = RegistryDatabase.Sensor(registry.Lisbon.StoreId, "x", """{"lines": {"line1": {"type": "passing"}}}""").Config;
        await registry.Sensors.ChangeAsync(registry.Scope, sensor.SensorId, before => RegistryDatabase.Again(before) with { Config = lines }, Cancellation);
        Assert.Equal(1, await registry.CountAsync(
            $"select count(*) from dirty_ranges where sensor_key = {sensor.SensorKey} and from_at = '2026-06-05Z' and to_at = '2026-07-16Z'"));
    }

    [Fact]
    public async Task A_moved_sensor_has_one_store_at_any_instant()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        var sensor = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "Door"), Cancellation);

        // Noon UTC on the 15th is 21:00 in Tokyo, where the 15th began at 15:00 UTC on the 14th.
        await MoveAsync(registry.Tokyo.StoreId);
        Assert.Equal(1, await registry.CountAsync($"select count(*) from sensor_assignments where store_id = '{registry.Tokyo.StoreId}' and valid_from = '2026-07-14 15:00Z' and valid_to = 'infinity'"));
        // In Lisbon the 15th began at 23:00 UTC on the 14th, after the sensor came to Tokyo.
        await MoveAsync(registry.Lisbon.StoreId);
        // And once more: the Tokyo day starts before all of that, so nothing of it remains.
        await MoveAsync(registry.Tokyo.StoreId);

        Assert.Equal(2, await registry.CountAsync("select count(*) from sensor_assignments"));
        Assert.Equal(0, await registry.CountAsync(
            "select count(*) from sensor_assignments a join sensor_assignments b on a.valid_from < b.valid_from and b.valid_from < a.valid_to"));

        async Task MoveAsync(Guid storeId) => Assert.NotNull(await registry.Sensors.ChangeAsync(
            registry.Scope, sensor.SensorId, before => RegistryDatabase.Again(before) with { StoreId = storeId }, Cancellation));
    }

    [Fact]
    public async Task A_move_has_the_hours_of_both_stores_recomputed()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        var stays = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "Stays"), Cancellation);
        var moves = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "Moves"), Cancellation);
        await AddRollupAsync(registry, 0, "2026-07-15 09:00Z");
        await AddRollupAsync(registry, moves.SensorKey, "2026-07-15 09:00Z");
        await AddRollupAsync(registry, stays.SensorKey, "2026-07-15 09:00Z");
        await AddRollupAsync(registry, 0, "2026-07-13 09:00Z");

        await registry.Sensors.ChangeAsync(
            registry.Scope, moves.SensorId, before => RegistryDatabase.Again(before) with { StoreId = registry.Tokyo.StoreId }, Cancellation);

        Assert.Equal(2, await registry.CountAsync("select count(*) from hourly_rollups"));
        Assert.Equal(2, await registry.CountAsync($"select count(distinct sensor_key) from dirty_ranges where sensor_key in ({stays.SensorKey}, {moves.SensorKey})"));
    }

    [Fact]
    public async Task A_deleted_sensor_leaves_its_readings_and_a_purged_one_leaves_none()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        var kept = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "Kept"), Cancellation);
        var purged = await registry.Sensors.CreateAsync(registry.Scope, RegistryDatabase.Sensor(registry.Lisbon.StoreId, "Purged"), Cancellation);
        foreach (var sensor in new[] { kept, purged })
        {
            await registry.AddReadingAsync(sensor.SensorKey, Day);
            await AddRollupAsync(registry, sensor.SensorKey, "2026-07-15 09:00Z");
        }

        await registry.Sensors.DeleteAsync(registry.Scope, kept.SensorId, purge: false, Cancellation);
        await registry.Sensors.DeleteAsync(registry.Scope, purged.SensorId, purge: true, Cancellation);

        Assert.Null(await registry.Reader.FindSensorAsync(kept.SensorId, Cancellation));
        Assert.Empty(await registry.Reader.ListStoreSensorsAsync(registry.Lisbon.StoreId, Cancellation));
        Assert.Equal(kept.SensorKey, await registry.CountAsync("select sensor_key from people_readings"));
        Assert.Equal(kept.SensorKey, await registry.CountAsync("select sensor_key from hourly_rollups"));
        Assert.Equal(purged.SensorKey, await registry.CountAsync("select sensor_key from dirty_ranges where from_at = '2026-07-15Z' and to_at = '2026-07-16Z'"));
    }

    private static Task AddRollupAsync(RegistryDatabase registry, int sensorKey, string hour) => registry.ExecuteAsync(
        $"""
         insert into hourly_rollups (store_id, sensor_key, hour_start, hour_end, organization_id, business_date, entries, exits, passing,
           avg_occupancy, peak_occupancy, drift, covered_s, expected_s)
         values ('{registry.Lisbon.StoreId}', {sensorKey}, '{hour}', timestamptz '{hour}' + interval '1 hour', '{registry.Scope.OrganizationId}',
           '2026-07-15', 1, 1, 0, 0, 0, 0, 3600, 3600)
         """);
}
