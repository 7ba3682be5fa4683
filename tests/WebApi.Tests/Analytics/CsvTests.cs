using System.Net.Http.Headers;
using System.Text;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Analytics;

public sealed class CsvTests(SeededDays seeded, SiloFixture silo) : IClassFixture<SeededDays>
{
    private static string Range => $"start_date={SeededDays.Date()}&end_date={SeededDays.Date()}";

    [Fact]
    public async Task Hours_are_a_table_with_the_numbers_of_the_rows()
    {
        var lines = await TableAsync($"/api/analytics?{Range}&store_id={seeded.First}");

        Assert.Equal(25, lines.Length);
        Assert.StartsWith("store_id,store_name,sensor_id,hour_start,local_start,total_entries,total_exits,net_flow", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{seeded.First},Alpha,,{Reading.Iso(SeededDays.At(10))},{SeededDays.Date()} 10:00,10,2,8,40,25", lines[11], StringComparison.Ordinal);
        Assert.Matches("^[^,]+,Alpha,,[^,]+,[^,]+,{28}$", lines[1]);
    }

    [Fact]
    public async Task Days_comparisons_and_readings_are_tables_too()
    {
        Assert.Contains(",24,2,22,48,50,", (await TableAsync($"/api/analytics?type=daily&{Range}&store_id={seeded.First}"))[1], StringComparison.Ordinal);
        Assert.Equal(3, (await TableAsync($"/api/analytics?type=comparison&stores=all&{Range}")).Length);
        Assert.Equal(169, (await TableAsync($"/api/analytics?group_by=hour_of_week&{Range}")).Length);
        var readings = await TableAsync($"/api/sensors/data?data_type=people_counting&sensor_id={seeded.Sensor}");
        Assert.Equal(7, readings.Length);
        Assert.StartsWith($"{seeded.Sensor},{Reading.Iso(SeededDays.At(11))},{Reading.Iso(SeededDays.At(12))},10,0,0,0,", readings[1], StringComparison.Ordinal);
        Assert.Equal(7, (await TableAsync($"/api/sensors/data?data_type=hourly_analytics&store_id={seeded.First}")).Length);
        Assert.Equal(5, (await TableAsync($"/api/sensors/data?data_type=daily_summary&store_id={seeded.First}")).Length);
    }

    [Fact]
    public async Task A_byte_order_mark_comes_when_it_is_asked_for()
    {
        var path = $"/api/analytics?type=daily&{Range}&store_id={seeded.First}";
        Assert.NotEqual(0xEF, (await BytesAsync(seeded.Admin, path)).Body[0]);
        Assert.Equal([0xEF, 0xBB, 0xBF], (await BytesAsync(seeded.Admin, $"{path}&bom=true")).Body[..3]);
    }

    [Fact]
    public async Task Exports_need_an_analyst()
    {
        var path = $"/api/analytics?{Range}";
        Assert.Equal(403, (await BytesAsync(await seeded.Admin.WithRoleAsync("store_staff"), path)).Status);
        Assert.Equal(200, (await BytesAsync(await seeded.Admin.WithRoleAsync("analyst"), path)).Status);
        Assert.Equal(403, (await BytesAsync(await seeded.Admin.WithRoleAsync("viewer"), "/api/sensors/data?data_type=people_counting")).Status);
    }

    [Fact]
    public async Task Text_is_quoted_and_never_a_formula()
    {
        var admin = await silo.FoundOrganizationAsync();
        await admin.CreateStoreAsync("=1+1, or \\\"two\\\"", "Africa/Lagos");

        var line = Encoding.UTF8.GetString((await BytesAsync(admin, $"/api/analytics?type=daily&{Range}")).Body).Split("\r\n")[1];

        Assert.Contains(",\"'=1+1, or \"\"two\"\"\",", line, StringComparison.Ordinal);
    }

    private async Task<string[]> TableAsync(string path)
    {
        var (status, type, body) = await BytesAsync(seeded.Admin, path);
        Assert.Equal((200, "text/csv"), (status, type));
        return Encoding.UTF8.GetString(body).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<(int Status, string? Type, byte[] Body)> BytesAsync(TestApi api, string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, silo.AddressOf(path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", api.Token);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
