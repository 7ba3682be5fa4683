using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Ingest;

public sealed class OverlapTests(SiloFixture silo)
{
    [Theory]
    [InlineData(0, 301)]
    [InlineData(-300, 310)]
    [InlineData(290, 60)]
    [InlineData(60, 60)]
    [InlineData(-86_000, 86_400)]
    public async Task An_interval_that_overlaps_a_stored_one_is_refused(int start, int seconds)
    {
        var shop = await Shop.OpenAsync(silo);
        (await shop.PostAsync(
            "people_counting", Reading.People(shop.SensorId, Reading.Yesterday(), 1), Reading.People(shop.SensorId, Reading.Yesterday(300), 1))).Expect(201);

        var answer = await shop.PostAsync("people_counting", Reading.People(shop.SensorId, Reading.Yesterday(start), 2, seconds: seconds));

        Assert.Contains("overlaps", answer.Expect(400).ErrorOf("data.timestamp"), StringComparison.Ordinal);
        Assert.All(await shop.StoredAsync(), stored => Assert.Equal(1, stored.GetProperty("line1_in").GetInt32()));
    }

    [Fact]
    public async Task Neighbours_other_types_and_other_sensors_do_not_overlap()
    {
        var shop = await Shop.OpenAsync(silo);
        (await shop.PostPeopleAsync(Reading.Yesterday(), 1)).Expect(201);

        (await shop.PostPeopleAsync(Reading.Yesterday(300), 1)).Expect(201);
        (await shop.PostPeopleAsync(Reading.Yesterday(-300), 1)).Expect(201);
        (await shop.PostAsync("people_counting", Reading.People(await shop.AddSensorAsync(), Reading.Yesterday(60), 1))).Expect(201);
        (await shop.PostAsync(
            "regional_counting",
            Reading.Fill("""{"sensor_id": "{sensor}", "timestamp": "{t+60}", "end_time": "{t+120}", "region1_count": 1}""", shop.SensorId))).Expect(201);
    }

    [Fact]
    public async Task Two_intervals_of_a_request_that_overlap_refuse_it()
    {
        var shop = await Shop.OpenAsync(silo);

        var answer = await shop.PostAsync(
            "people_counting", Reading.People(shop.SensorId, Reading.Yesterday(60), 1), Reading.People(shop.SensorId, Reading.Yesterday(), 1));

        Assert.Contains("overlaps", answer.Expect(400).ErrorOf("data[0].timestamp"), StringComparison.Ordinal);
        Assert.Empty(await shop.StoredAsync());
    }

    [Fact]
    public async Task A_request_of_several_sensors_stores_nothing_when_one_of_them_overlaps_what_is_stored()
    {
        var shop = await Shop.OpenAsync(silo);
        var other = await shop.AddSensorAsync();
        (await shop.PostPeopleAsync(Reading.Yesterday(), 1)).Expect(201);

        var answer = await shop.PostAsync(
            "people_counting", Reading.People(other, Reading.Yesterday(), 1), Reading.People(shop.SensorId, Reading.Yesterday(60), 1));

        answer.Expect(400).ErrorOf("data[1].timestamp");
        Assert.Single(await shop.StoredAsync());
    }

    [Fact]
    public async Task A_request_of_several_sensors_stores_nothing_when_one_of_them_overlaps_itself()
    {
        var shop = await Shop.OpenAsync(silo);
        var other = await shop.AddSensorAsync();

        var answer = await shop.PostAsync(
            "people_counting", Reading.People(other, Reading.Yesterday(), 1), Reading.People(shop.SensorId, Reading.Yesterday(), 1),
            Reading.People(shop.SensorId, Reading.Yesterday(60), 1));

        answer.Expect(400).ErrorOf("data[2].timestamp");
        Assert.Empty(await shop.StoredAsync());
    }

    [Fact]
    public async Task An_overtaken_record_overlaps_nothing_also_among_several_sensors()
    {
        var shop = await Shop.OpenAsync(silo);
        var other = await shop.AddSensorAsync();
        (await shop.PostPeopleAsync(Reading.Yesterday(300), 1)).Expect(201);

        var answer = await shop.PostAsync(
            "people_counting", Reading.People(shop.SensorId, Reading.Yesterday(), 1, seconds: 600), Reading.People(shop.SensorId, Reading.Yesterday(), 2),
            Reading.People(other, Reading.Yesterday(), 1));

        Assert.Equal((2, 0, 1), Reading.TallyOf(answer.Expect(201).Json));
    }

    [Fact]
    public async Task Visits_and_occupancy_are_series_of_their_own()
    {
        var shop = await Shop.OpenAsync(silo);
        (await PostAsync(0, 3600, "visits")).Expect(201);
        (await PostAsync(600, 600, "occupancy")).Expect(201);
        (await PostAsync(1200, 600, "occupancy")).Expect(201);
        (await PostAsync(1800, 600, "occupancy")).Expect(201);

        (await PostAsync(2400, 600, "visits")).Expect(400).ErrorOf("data.timestamp");

        Task<Answer> PostAsync(int start, int seconds, string kind) => shop.PostAsync(
            "regional_counting", Reading.Fill(
                $$"""{"sensor_id": "{sensor}", "timestamp": "{t+{{start}}}", "end_time": "{t+{{start + seconds}}}", "kind": "{{kind}}", "region1_count": 1}""",
                shop.SensorId));
    }
}
