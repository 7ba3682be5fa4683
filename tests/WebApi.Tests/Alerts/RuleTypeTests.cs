using RetailOrleans.TestKit;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;
using RetailOrleans.WebApi.Tests.Sensors;

namespace RetailOrleans.WebApi.Tests.Alerts;

/// <summary>What each type of rule sees, from a client's POST to the alert.</summary>
public sealed class RuleTypeTests(SiloFixture silo)
{
    private const string DoorAndStreet =
        """{"collection": {"mode": "push"}, "lines": {"line1": {"name": "Door", "type": "entrance"}, "line2": {"name": "Street", "type": "passing"}}}""";

    [Fact]
    public async Task A_region_above_its_limit_fires_and_another_does_not()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var rule = await AddAsync(shop, "region", """{"operator": ">", "value": 5}""");
        (await PostRegionsAsync(shop, 2, 4, 8)).Expect(201);

        var alert = await shop.UntilAlertAsync(rule, "firing");
        Assert.Equal((shop.SensorId, 8.0), (alert.GetProperty("sensor_id").GetGuid(), alert.GetProperty("value").GetDouble()));
        Assert.Contains("8 in region2", alert.GetProperty("title").GetString(), StringComparison.Ordinal);
        (await PostRegionsAsync(shop, 0, 4, 3)).Expect(201);
        await shop.UntilAlertAsync(rule, "resolved");
        Assert.Single(await shop.Admin.AlertsAsync($"rule_id={rule}"));
    }

    [Fact]
    public async Task An_alarm_of_the_device_is_an_alert_until_the_device_takes_it_back()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var any = await AddAsync(shop, "device_alarm", "{}");
        var other = await AddAsync(shop, "device_alarm", """{"metric": "region2_in"}""");
        (await shop.PostAsync("vca_alarm", Alarm(shop, 2, 1))).Expect(201);

        Assert.Contains("region1_in", (await shop.UntilAlertAsync(any, "firing")).GetProperty("title").GetString(), StringComparison.Ordinal);
        (await shop.PostAsync("vca_alarm", Alarm(shop, 1, 0))).Expect(201);
        await shop.UntilAlertAsync(any, "resolved");
        Assert.Empty(await shop.Admin.AlertsAsync($"rule_id={other}"));
    }

    [Fact]
    public async Task A_clock_that_is_off_fires_until_somebody_sets_it()
    {
        var minutes = -62;
        await using var camera = new RawDevice(request => Camera.Answer(request, $"Date: {TimeProvider.System.GetUtcNow().AddMinutes(minutes):R}\r\n"));
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync();
        var rule = await admin.AddRuleAsync("""{"name": "Clock", "type": "clock"}""");
        var sensor = await admin.CreateSensorAsync(
            storeId, ip: "127.0.0.1", port: camera.Port, config: """{"collection": {"interval_seconds": 5}}""");
        var shop = new Shop(admin, storeId, sensor.GetProperty("id").GetGuid());

        var alert = await shop.UntilAlertAsync(rule, "firing");
        Assert.InRange(alert.GetProperty("value").GetDouble(), 3_715, 3_725);
        Assert.Contains("behind", alert.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((shop.SensorId, "clock_offset"), (alert.GetProperty("sensor_id").GetGuid(), alert.GetProperty("metric").GetString()));
        minutes = 0;
        await shop.UntilAlertAsync(rule, "resolved");
    }

    [Fact]
    public async Task An_hour_that_few_come_in_from_the_street_fires_when_it_is_over()
    {
        var shop = await OpenAtTheStreetAsync();
        var low = await AddAsync(shop, "metric", """{"metric": "capture_rate", "operator": "<", "value": 10, "period": "hour"}""");
        var busy = await AddAsync(shop, "metric", """{"metric": "passing_traffic", "operator": ">=", "value": 100, "period": "hour"}""");
        var never = await AddAsync(shop, "metric", """{"metric": "capture_rate", "operator": "<", "value": 4, "period": "hour"}""");
        foreach (var hours in new[] { 2, 1, 0 })
        {
            (await PostStreetAsync(shop, DayTime.HoursAgo(hours).AddMinutes(-1), 5, 60, 40)).Expect(201);
        }

        var alert = await shop.UntilAlertAsync(low, "firing");
        Assert.Equal((5.0, "Shop: capture rate 5 % in the hour"), (alert.GetProperty("value").GetDouble(), alert.GetProperty("title").GetString()));
        Assert.Equal(100, (await shop.UntilAlertAsync(busy, "firing")).GetProperty("value").GetDouble());
        Assert.Empty(await shop.Admin.AlertsAsync($"rule_id={never}"));
    }

    [Fact]
    public async Task An_hour_that_sells_to_few_of_its_visitors_fires_once_its_sales_are_reported()
    {
        // Ten minutes after its end an hour is judged; before, it would be the one before it.
        var shop = await Shop.OpenAsync(silo, DayTime.Zone(fromMinute: 12));
        var rule = await AddAsync(shop, "metric", """{"metric": "conversion_rate", "operator": "<", "value": 0.5, "period": "hour"}""");
        foreach (var hours in new[] { 2, 1, 0 })
        {
            (await shop.PostAsync("people_counting", Reading.People(shop.SensorId, DayTime.HoursAgo(hours).AddMinutes(-1), 10, seconds: 60))).Expect(201);
        }

        // As long as the hour's sales may not all be there, nobody says that it sold little.
        (await PostSalesAsync(shop, DayTime.HoursAgo(2), 1)).Expect(201);
        (await PostSalesAsync(shop, DayTime.HoursAgo(1), 1)).Expect(201);
        var seen = await AddAsync(shop, "metric", """{"metric": "transactions", "operator": ">", "value": 1, "period": "day"}""");
        await shop.UntilAlertAsync(seen, "firing");
        Assert.Empty(await shop.Admin.AlertsAsync($"rule_id={rule}"));

        (await PostSalesAsync(shop, DayTime.HoursAgo(0).AddMinutes(-1), 9)).Expect(201);
        var alert = await shop.UntilAlertAsync(rule, "firing");
        Assert.Equal((0.1, "Shop: conversion rate 10 % in the hour"), (alert.GetProperty("value").GetDouble(), alert.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task An_hour_that_is_unlike_the_same_hour_of_the_weeks_before_fires()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        await SeedWeeksAsync(shop, 40);
        var any = await AddAsync(shop, "anomaly", "{}");
        var quiet = await AddAsync(shop, "anomaly", """{"operator": "<"}""");
        var bucket = DayTime.HoursAgo(0).AddMinutes(-1);
        foreach (var (hours, entries) in new[] { (2, 40), (1, 43), (0, 300) })
        {
            (await shop.PostPeopleAsync(bucket.AddHours(-hours), entries)).Expect(201);
        }

        var alert = await shop.UntilAlertAsync(any, "firing");
        Assert.Equal((300.0, "Shop is unusually busy"), (alert.GetProperty("value").GetDouble(), alert.GetProperty("title").GetString()));
        Assert.Contains("in the 12 weeks before it was", alert.GetProperty("message").GetString(), StringComparison.Ordinal);

        // A correction, and it is as usual.
        (await shop.PostPeopleAsync(bucket, 41)).Expect(201);
        await shop.UntilAlertAsync(any, "resolved");
        Assert.Empty(await shop.Admin.AlertsAsync($"rule_id={quiet}"));
    }

    [Theory]
    [InlineData("anomaly", """{"value": 99}""", "condition.value")]
    [InlineData("anomaly", """{"period": "day"}""", "condition.period")]
    [InlineData("anomaly", """{"metric": "exits"}""", "condition.metric")]
    [InlineData("clock", """{"operator": "<", "value": 5}""", "condition.operator")]
    [InlineData("clock", """{"value": -5}""", "condition.value")]
    [InlineData("clock", """{"metric": "entries"}""", "condition.metric")]
    [InlineData("clock", """{"value": 60, "clear_value": 90}""", "condition.clear_value")]
    [InlineData("metric", """{"metric": "conversion_rate", "operator": "<", "value": 25}""", "condition.value")]
    [InlineData("metric", """{"metric": "footfall", "operator": "<", "value": 25}""", "condition.metric")]
    [InlineData("metric", """{"metric": "revenue", "operator": "<", "value": 25, "period": "now"}""", "condition.period")]
    [InlineData("device_alarm", """{"value": 25}""", "condition.value")]
    [InlineData("no_data", """{"operator": "<", "value": 25}""", "condition.operator")]
    [InlineData("region", """{"metric": "region17", "operator": "<", "value": 25}""", "condition.metric")]
    public async Task What_is_wrong_with_a_condition_is_named(string type, string condition, string field)
    {
        var admin = await silo.FoundOrganizationAsync();
        (await admin.PostAsync("/api/alert-rules", Rule(type, condition))).Expect(400).ErrorOf(field);
    }

    private static string Rule(string type, string condition) => $$"""{"name": "Of type {{type}}", "type": "{{type}}", "condition": {{condition}} }""";

    private static Task<Guid> AddAsync(Shop shop, string type, string condition) => shop.Admin.AddRuleAsync(Rule(type, condition));

    private static Task<Answer> PostRegionsAsync(Shop shop, int minutesAgo, int region1, int region2)
    {
        var start = DayTime.ThisMinute().AddMinutes(-minutesAgo).AddMinutes(-1);
        return shop.PostAsync("regional_counting", $$"""
            {"sensor_id": "{{shop.SensorId}}", "timestamp": "{{Reading.Iso(start)}}", "end_time": "{{Reading.Iso(start.AddMinutes(1))}}",
             "kind": "occupancy", "region1_count": {{region1}}, "region2_count": {{region2}}}
            """);
    }

    private static string Alarm(Shop shop, int minutesAgo, int isRaised) =>
        $$"""{"sensor_id": "{{shop.SensorId}}", "timestamp": "{{Reading.Iso(DayTime.ThisMinute().AddMinutes(-minutesAgo))}}", "region1_in_alarm": {{isRaised}}}""";

    /// <summary>The hours around this one, in the twelve weeks before: the zone has no summer time.</summary>
    private async Task SeedWeeksAsync(Shop shop, int entries) => await silo.ScalarAsync(
        """
        insert into hourly_rollups (store_id, sensor_key, hour_start, hour_end, organization_id, business_date, entries, exits, passing, avg_occupancy,
          peak_occupancy, drift, covered_s, expected_s)
        select s.id, 0, h, h + interval '1 hour', s.organization_id, h::date, $2 + w % 3, 0, 0, 0, 0, 0, 3600, 3600
        from stores s, generate_series(1, 12) w, generate_series(-3, 1) n,
          lateral (select date_trunc('hour', now() at time zone s.time_zone) at time zone s.time_zone - w * interval '7 days' + n * interval '1 hour' as h) hours
        where s.id = $1
        """, shop.StoreId, entries);

    private async Task<Shop> OpenAtTheStreetAsync()
    {
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync("Shop", DayTime.Zone());
        return new Shop(admin, storeId, (await admin.CreateSensorAsync(storeId, config: DoorAndStreet)).GetProperty("id").GetGuid());
    }

    private static Task<Answer> PostStreetAsync(Shop shop, DateTimeOffset start, int entered, int there, int back) => shop.PostAsync("people_counting", $$"""
        {"sensor_id": "{{shop.SensorId}}", "timestamp": "{{Reading.Iso(start)}}", "end_time": "{{Reading.Iso(start.AddMinutes(1))}}",
         "line1_in": {{entered}}, "line2_in": {{there}}, "line2_out": {{back}}}
        """);

    private static Task<Answer> PostSalesAsync(Shop shop, DateTimeOffset start, int transactions) => shop.Admin.PostAsync($"/api/stores/{shop.StoreId}/sales", $$"""
        {"records": [{"timestamp": "{{Reading.Iso(start)}}", "end_time": "{{Reading.Iso(start.AddMinutes(1))}}", "transactions": {{transactions}}, "revenue": 20, "currency": "EUR"}]}
        """);
}
