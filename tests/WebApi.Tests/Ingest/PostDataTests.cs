using System.Text;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Ingest;

public sealed class PostDataTests(SiloFixture silo)
{
    [Fact]
    public async Task A_record_is_inserted_found_unchanged_when_it_comes_again_and_updated_by_other_numbers()
    {
        var shop = await Shop.OpenAsync(silo);
        var start = Reading.Yesterday();

        var first = (await shop.PostPeopleAsync(start, 3)).Expect(201).Json;
        var again = (await shop.PostPeopleAsync(start, 3)).Expect(201).Json;
        var other = (await shop.PostPeopleAsync(start, 4)).Expect(201).Json;

        Assert.Equal((1, 0, 0), Reading.TallyOf(first));
        Assert.Equal((0, 0, 1), Reading.TallyOf(again));
        Assert.Equal((0, 1, 0), Reading.TallyOf(other));
        Assert.Equal(1, first.GetProperty("count").GetInt32());
        Assert.NotEmpty(first.GetProperty("message").GetString()!);
        Assert.Equal(4, Assert.Single(await shop.StoredAsync()).GetProperty("line1_in").GetInt32());
    }

    [Fact]
    public async Task An_array_is_counted_by_what_became_of_each_record()
    {
        var shop = await Shop.OpenAsync(silo);
        await shop.PostAsync(
            "people_counting", Reading.People(shop.SensorId, Reading.Yesterday(), 1), Reading.People(shop.SensorId, Reading.Yesterday(300), 1));

        var answer = await shop.PostAsync(
            "people_counting", Reading.People(shop.SensorId, Reading.Yesterday(), 1), Reading.People(shop.SensorId, Reading.Yesterday(300), 2),
            Reading.People(shop.SensorId, Reading.Yesterday(600), 1));

        Assert.Equal((1, 1, 1), Reading.TallyOf(answer.Expect(201).Json));
        Assert.Equal(3, answer.Json.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Of_two_records_for_one_bucket_the_last_counts_and_the_overtaken_one_is_unchanged()
    {
        var shop = await Shop.OpenAsync(silo);

        var answer = await shop.PostAsync(
            "people_counting", Reading.People(shop.SensorId, Reading.Yesterday(), 9), Reading.People(shop.SensorId, Reading.Yesterday(), 5));

        Assert.Equal((1, 0, 1), Reading.TallyOf(answer.Expect(201).Json));
        Assert.Equal(5, Assert.Single(await shop.StoredAsync()).GetProperty("line1_in").GetInt32());
    }

    [Fact]
    public async Task Records_of_several_sensors_are_one_request()
    {
        var shop = await Shop.OpenAsync(silo);
        var other = await shop.AddSensorAsync();

        var answer = await shop.PostAsync(
            "people_counting", Reading.People(shop.SensorId, Reading.Yesterday(), 1), Reading.People(other, Reading.Yesterday(), 2));

        Assert.Equal((2, 0, 0), Reading.TallyOf(answer.Expect(201).Json));
        Assert.Equal(2, (await shop.StoredAsync()).Length);
    }

    [Fact]
    public async Task An_end_at_59_seconds_is_rounded_up()
    {
        var shop = await Shop.OpenAsync(silo);

        (await shop.PostAsync("people_counting", Reading.People(shop.SensorId, Reading.Yesterday(), 1, seconds: 3599))).Expect(201);
        (await shop.PostAsync("people_counting", Reading.People(shop.SensorId, Reading.Yesterday(3600), 1))).Expect(201);

        Assert.Equal(Reading.Iso(Reading.Yesterday(3600)), (await shop.StoredAsync())[1].GetProperty("end_time").GetString());
    }

    [Fact]
    public async Task The_properties_come_in_any_order_and_unknown_ones_are_ignored()
    {
        var shop = await Shop.OpenAsync(silo);
        var body = Reading.Fill(
            """
            {"meta": {"data": [1], "data_type": "x"}, "data": [{"line1_out": 2, "zone": {"a": [1, {}]}, "end_time": "{t+300}", "line1_in": 3, "firmware": null,
              "timestamp": "{t}", "sensor_id": "{sensor}", "line17_in": 5}], "data_type": "people_counting", "more": [[]]}
            """, shop.SensorId);

        (await shop.Admin.PostAsync("/api/sensors/data", body)).Expect(201);

        var stored = Assert.Single(await shop.StoredAsync());
        Assert.Equal((3, 2), (stored.GetProperty("line1_in").GetInt32(), stored.GetProperty("line1_out").GetInt32()));
        Assert.False(stored.TryGetProperty("line17_in", out _));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Any_content_type_is_accepted(string? contentType)
    {
        var shop = await Shop.OpenAsync(silo);
        using var content = new ByteArrayContent(
            Encoding.UTF8.GetBytes(Reading.Data("people_counting", Reading.People(shop.SensorId, Reading.Yesterday(), 1))));
        content.Headers.ContentType = contentType is null ? null : new(contentType);

        (await shop.Admin.SendAsync(HttpMethod.Post, "/api/sensors/data", content)).Expect(201);
    }

    [Fact]
    public async Task What_several_clients_send_at_once_is_stored_once()
    {
        var shop = await Shop.OpenAsync(silo);
        var records = Enumerable.Range(0, 12).Select(i => Reading.People(shop.SensorId, Reading.Yesterday(i * 300), i)).ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.PostAsync("people_counting", records)));

        Assert.All(answers, answer => answer.Expect(201));
        Assert.Equal(12, answers.Sum(answer => Reading.TallyOf(answer.Json).Inserted));
        Assert.Equal(0, answers.Sum(answer => Reading.TallyOf(answer.Json).Updated));
        Assert.Equal(12, (await shop.StoredAsync()).Length);
    }
}
