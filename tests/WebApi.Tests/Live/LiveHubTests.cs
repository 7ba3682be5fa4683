using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Live;

public sealed class LiveHubTests(SiloFixture silo)
{
    [Fact]
    public async Task WatchStore_answers_the_state_and_whole_states_with_higher_versions_follow()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        (await shop.Admin.PatchAsync($"/api/stores/{shop.StoreId}", """{"capacity": 10}""")).Expect(200);
        await using var client = await LiveClient.ConnectAsync(silo, shop.Admin.Token);

        var snapshot = await client.CallAsync("WatchStore", shop.StoreId);
        (await shop.PostPeopleAsync(DayTime.HoursAgo(2), 4, 1)).Expect(201);
        (await shop.PostPeopleAsync(DayTime.HoursAgo(1), 2, 3)).Expect(201);
        var live = await LiveClient.UntilAsync(client.Stores, VersionOf(snapshot), state => state.GetProperty("entries_today").GetInt32() == 6);

        Assert.Equal(
            ["active_alerts", "at", "capacity", "capture_rate_today", "drift", "entries_today", "exits_today", "last_reading_at", "occupancy", "passing_today",
                "peak_today", "regions", "sensors", "store_id", "utilization", "version"], NamesOf(live));
        Assert.Equal(NamesOf(live), NamesOf(snapshot));
        Assert.Equal(0, snapshot.GetProperty("entries_today").GetInt32());
        Assert.Equal(JsonValueKind.Null, snapshot.GetProperty("last_reading_at").ValueKind);
        Assert.Equal(shop.StoreId, live.GetProperty("store_id").GetGuid());
        Assert.Equal(2, live.GetProperty("occupancy").GetInt32());
        Assert.Equal(4, live.GetProperty("exits_today").GetInt32());
        Assert.Equal(10, live.GetProperty("capacity").GetInt32());
        Assert.Equal(0.2, live.GetProperty("utilization").GetDouble());
        Assert.Equal(3, live.GetProperty("peak_today").GetProperty("occupancy").GetInt32());
        Assert.Equal(1, live.GetProperty("sensors").GetProperty("healthy").GetInt32());
        Assert.Equal(1, live.GetProperty("sensors").GetProperty("total").GetInt32());
        Assert.True(VersionOf(live) < 1L << 53);

        var asked = (await shop.Admin.GetAsync($"/api/stores/{shop.StoreId}/live")).Expect(200).Json;
        Assert.Equal(VersionOf(live), VersionOf(asked));
        Assert.Equal(2, asked.GetProperty("occupancy").GetInt32());
    }

    [Fact]
    public async Task WatchOrganization_totals_the_stores_that_the_token_may_see()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var otherStore = await shop.Admin.CreateStoreAsync("Other", DayTime.Zone());
        var other = (await shop.Admin.CreateSensorAsync(otherStore)).GetProperty("id").GetGuid();
        (await shop.PostPeopleAsync(DayTime.HoursAgo(2), 4, 1)).Expect(201);
        var limitedToken = await shop.Admin.WithTokenAsync($$"""{"name": "limited", "role": "viewer", "store_ids": ["{{otherStore}}"]}""");
        await using var all = await LiveClient.ConnectAsync(silo, shop.Admin.Token);
        await using var limited = await LiveClient.ConnectAsync(silo, limitedToken.Token);

        var snapshot = await all.CallAsync("WatchOrganization");
        var part = await limited.CallAsync("WatchOrganization");
        (await shop.PostAsync("people_counting", Reading.People(other, DayTime.HoursAgo(1), 5))).Expect(201);
        var live = await LiveClient.UntilAsync(all.Organizations, VersionOf(snapshot), state => state.GetProperty("entries_today").GetInt32() == 9);
        var own = await LiveClient.UntilAsync(limited.Organizations, VersionOf(part), state => state.GetProperty("entries_today").GetInt32() == 5);

        Assert.Equal((2, 1), (snapshot.GetProperty("stores").GetInt32(), part.GetProperty("stores").GetInt32()));
        Assert.Equal((8, 5), (live.GetProperty("occupancy").GetInt32(), own.GetProperty("occupancy").GetInt32()));
        Assert.Equal(1, live.GetProperty("exits_today").GetInt32());
        Assert.Equal(2, live.GetProperty("sensors").GetProperty("total").GetInt32());
        Assert.Equal(NamesOf(snapshot), NamesOf(live));
        var asked = (await shop.Admin.GetAsync("/api/organization/live")).Expect(200).Json;
        Assert.Equal(NamesOf(live), NamesOf(asked));
        Assert.Equal(9, asked.GetProperty("entries_today").GetInt32());
    }

    [Fact]
    public async Task WatchSensor_answers_the_state_and_follows_the_sensor()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        await using var client = await LiveClient.ConnectAsync(silo, shop.Admin.Token);

        var snapshot = await client.CallAsync("WatchSensor", shop.SensorId);
        (await shop.PostPeopleAsync(DayTime.ThisMinute(), 6, 2)).Expect(201);
        var live = await LiveClient.UntilAsync(client.Sensors, VersionOf(snapshot), state => InToday(state) == 6);
        (await shop.PostAsync(
            "vca_alarm", $$"""{"sensor_id": "{{shop.SensorId}}", "timestamp": "{{Reading.Iso(DayTime.ThisMinute())}}", "region2_in_alarm": 1}""")).Expect(201);
        var alarmed = await LiveClient.UntilAsync(client.Sensors, VersionOf(live), state => state.GetProperty("alarms").GetArrayLength() == 1);

        Assert.Superset(
            new HashSet<string>
            {
                "sensor_id", "store_id", "version", "at", "health", "last_seen_at", "last_error", "today", "current_hour", "lines", "regions", "alarms",
            }, NamesOf(live).ToHashSet());
        Assert.Equal("unknown", snapshot.GetProperty("health").GetString());
        Assert.Equal("healthy", live.GetProperty("health").GetString());
        Assert.Equal(2, live.GetProperty("today").GetProperty("out").GetInt32());
        Assert.Equal(6, live.GetProperty("current_hour").GetProperty("entries").GetInt32());
        Assert.Equal(2, live.GetProperty("current_hour").GetProperty("exits").GetInt32());
        var line = Assert.Single(live.GetProperty("lines").EnumerateArray());
        Assert.Equal(["in_today", "line", "name", "out_today", "type"], NamesOf(line));
        Assert.Equal((6, 2), (line.GetProperty("in_today").GetInt32(), line.GetProperty("out_today").GetInt32()));
        Assert.Equal("region2_in", alarmed.GetProperty("alarms")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Unwatch_stops_it_for_that_client_alone()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        await using var leaving = await LiveClient.ConnectAsync(silo, shop.Admin.Token);
        await using var staying = await LiveClient.ConnectAsync(silo, shop.Admin.Token);
        await leaving.CallAsync("WatchSensor", shop.SensorId);
        await leaving.CallAsync("WatchStore", shop.StoreId);
        await leaving.CallAsync("WatchStore", shop.StoreId);
        await leaving.CallAsync("WatchOrganization");
        var snapshot = await staying.CallAsync("WatchStore", shop.StoreId);
        var total = await staying.CallAsync("WatchOrganization");

        await leaving.TellAsync("UnwatchSensor", shop.SensorId);
        await leaving.TellAsync("UnwatchStore", shop.StoreId);
        await leaving.TellAsync("UnwatchOrganization");
        while (leaving.Stores.TryRead(out _) || leaving.Sensors.TryRead(out _) || leaving.Organizations.TryRead(out _))
        {
        }

        (await shop.PostPeopleAsync(DayTime.HoursAgo(2), 4, 1)).Expect(201);
        await LiveClient.UntilAsync(staying.Stores, VersionOf(snapshot), state => state.GetProperty("entries_today").GetInt32() == 4);
        await LiveClient.UntilAsync(staying.Organizations, VersionOf(total), state => state.GetProperty("entries_today").GetInt32() == 4);

        // A call after the news: what the hub had sent before would have come before its answer.
        await leaving.TellAsync("UnwatchStore", shop.StoreId);
        Assert.False(leaving.Stores.TryRead(out _));
        Assert.False(leaving.Sensors.TryRead(out _));
        Assert.False(leaving.Organizations.TryRead(out _));
        Assert.Equal(4, (await leaving.CallAsync("WatchStore", shop.StoreId)).GetProperty("entries_today").GetInt32());
    }

    [Fact]
    public async Task A_burst_is_conflated_to_four_updates_a_second_and_the_last_state_arrives()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        await using var client = await LiveClient.ConnectAsync(silo, shop.Admin.Token);
        var snapshot = await client.CallAsync("WatchStore", shop.StoreId);
        var first = DayTime.HoursAgo(3);

        for (var i = 0; i < 60; i++)
        {
            (await shop.PostAsync("people_counting", Reading.People(shop.SensorId, first.AddMinutes(i), 1, seconds: 60))).Expect(201);
        }

        var times = new List<TimeSpan>();
        var version = VersionOf(snapshot) - 1;
        var entries = 0;
        while (entries < 60)
        {
            var (live, at) = await LiveClient.NextAsync(client.Stores);
            Assert.True(VersionOf(live) > version);
            (version, entries) = (VersionOf(live), live.GetProperty("entries_today").GetInt32());
            times.Add(at);
        }

        // The times of arrival jitter; four a second is what was sent over the whole burst.
        var most = ((times[^1] - times[0]).TotalSeconds * 4) + 2;
        Assert.True(times.Count <= most, $"{times.Count} updates in {times[^1] - times[0]}");
        Assert.Equal(60, (await shop.Admin.GetAsync($"/api/stores/{shop.StoreId}/live")).Expect(200).Json.GetProperty("occupancy").GetInt32());
    }

    private static long VersionOf(JsonElement live) => live.GetProperty("version").GetInt64();

    private static int InToday(JsonElement live) => live.GetProperty("today").GetProperty("in").GetInt32();

    private static string[] NamesOf(JsonElement json) => [.. json.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal)];
}
