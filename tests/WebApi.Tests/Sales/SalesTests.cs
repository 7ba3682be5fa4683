using System.Text.Json;
using RetailOrleans.WebApi.Tests.Analytics;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Sales;

public sealed class SalesTests(SiloFixture silo)
{
    private static readonly DateTimeOffset Noon = SeededDays.At(12);

    [Fact]
    public async Task The_same_again_has_no_effect_other_numbers_replace_and_days_follow()
    {
        var shop = await Shop.OpenAsync(silo);
        (await shop.PostPeopleAsync(Noon, 40)).Expect(201);
        Assert.Equal((1, 0, 0), Reading.TallyOf((await PostAsync(shop, Record(Noon, 3, "60"))).Expect(201).Json));
        Assert.Equal((0, 0, 1), Reading.TallyOf((await PostAsync(shop, Record(Noon, 3, "60"))).Expect(201).Json));
        await UntilAsync(shop, (3, 0.075));

        Assert.Equal((1, 1, 0), Reading.TallyOf((await PostAsync(shop, Record(Noon, 8, "100.5"), Record(Noon.AddHours(1), 2, "0"))).Expect(201).Json));
        await UntilAsync(shop, (10, 0.25));
    }

    [Fact]
    public async Task A_store_has_one_currency()
    {
        var shop = await Shop.OpenAsync(silo);
        (await PostAsync(shop, Record(Noon, 3, "60"))).Expect(201);

        Assert.Contains("EUR", (await PostAsync(shop, Record(Noon.AddHours(1), 3, "60", "USD"))).Expect(400).ErrorOf("records[0].currency"), StringComparison.Ordinal);
        Assert.Equal(1L, await silo.ScalarAsync("select count(*) from sales where store_id = $1", shop.StoreId));
    }

    [Fact]
    public async Task Intervals_do_not_overlap()
    {
        var shop = await Shop.OpenAsync(silo);
        (await PostAsync(shop, Record(Noon, 3, "60"))).Expect(201);

        (await PostAsync(shop, Record(Noon.AddMinutes(30), 3, "60"))).Expect(400).ErrorOf("records[0].timestamp");
        (await PostAsync(shop, Record(Noon.AddHours(5), 1, "1"), Record(Noon.AddHours(5.5), 1, "1"))).Expect(400).ErrorOf("records[1].timestamp");
    }

    [Theory]
    [InlineData("""{}""", "records")]
    [InlineData("""{"records": []}""", "records")]
    [InlineData("""{"records": [{}]}""", "records[0].timestamp")]
    [InlineData("""{"records": [{"timestamp": "{t}", "end_time": "{t+3600}", "transactions": -1, "revenue": 1, "currency": "EUR"}]}""", "records[0].transactions")]
    [InlineData("""{"records": [{"timestamp": "{t}", "end_time": "{t+3600}", "transactions": 1.5, "revenue": 1, "currency": "EUR"}]}""", "records[0].transactions")]
    [InlineData("""{"records": [{"timestamp": "{t}", "end_time": "{t+3600}", "transactions": 1, "revenue": -1, "currency": "EUR"}]}""", "records[0].revenue")]
    [InlineData("""{"records": [{"timestamp": "{t}", "end_time": "{t+3600}", "transactions": 1, "revenue": "1", "currency": "EUR"}]}""", "records[0].revenue")]
    [InlineData("""{"records": [{"timestamp": "{t}", "end_time": "{t+3600}", "transactions": 1, "revenue": 1, "currency": "euro"}]}""", "records[0].currency")]
    [InlineData("""{"records": [{"timestamp": "{t}", "end_time": "{t}", "transactions": 1, "revenue": 1, "currency": "EUR"}]}""", "records[0].end_time")]
    [InlineData("""{"records": [{"timestamp": "{t+172800}", "end_time": "{t+176400}", "transactions": 1, "revenue": 1, "currency": "EUR"}]}""", "records[0].timestamp")]
    public async Task What_is_wrong_is_named(string body, string field)
    {
        var shop = await Shop.OpenAsync(silo);
        (await shop.Admin.PostAsync($"/api/stores/{shop.StoreId}/sales", Reading.Fill(body, shop.SensorId))).Expect(400).ErrorOf(field);
        Assert.Equal(0L, await silo.ScalarAsync("select count(*) from sales where store_id = $1", shop.StoreId));
    }

    [Fact]
    public async Task Staff_may_report_sales_of_their_own_stores_alone()
    {
        var shop = await Shop.OpenAsync(silo);
        var body = SeededDays.Sales(Noon, Noon.AddHours(1), 1, "1");
        var path = $"/api/stores/{shop.StoreId}/sales";

        (await (await shop.Admin.WithRoleAsync("viewer")).PostAsync(path, body)).Expect(403);
        (await (await silo.FoundOrganizationAsync()).PostAsync(path, body)).Expect(404);
        (await (await shop.Admin.WithRoleAsync("store_staff")).PostAsync(path, body)).Expect(201);
    }

    private static Task<Answer> PostAsync(Shop shop, params string[] records) =>
        shop.Admin.PostAsync($"/api/stores/{shop.StoreId}/sales", $$"""{"records": [{{string.Join(", ", records)}}]}""");

    private static string Record(DateTimeOffset start, int transactions, string revenue, string currency = "EUR") => $$"""
        {"timestamp": "{{Reading.Iso(start)}}", "end_time": "{{Reading.Iso(start.AddMinutes(59).AddSeconds(59))}}", "transactions": {{transactions}}, "revenue": {{revenue}}, "currency": "{{currency}}"}
        """;

    private static Task<JsonElement> UntilAsync(Shop shop, (int Transactions, double Conversion) expected) => Soon.UntilAsync(
        async () => (await shop.Admin.GetAsync($"/api/analytics?type=daily&start_date={SeededDays.Date()}&end_date={SeededDays.Date()}&store_id={shop.StoreId}")).Expect(200).Json,
        daily => daily.GetProperty("data") is { } data && data.GetArrayLength() == 1 && data[0].GetProperty("transactions") is { ValueKind: JsonValueKind.Number } sold
            && sold.GetInt32() == expected.Transactions && data[0].GetProperty("store_conversion_rate") is { ValueKind: JsonValueKind.Number } rate
            && Math.Abs(rate.GetDouble() - expected.Conversion) < 1e-9,
        SeededAnalytics.RolledUp);
}
