using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.FloorPlans;

public sealed class FloorPlanTests(SiloFixture silo)
{
    [Fact]
    public async Task A_plan_is_uploaded_seen_replaced_and_deleted_and_each_is_in_the_audit_log()
    {
        var admin = await silo.FoundOrganizationAsync();
        var store = await admin.CreateStoreAsync("Chiado");
        var path = $"/api/stores/{store}/floor-plan";
        (await admin.GetAsync(path)).Expect(404);

        var plan = (await UploadAsync(admin, store, Png(640, 400))).Expect(200).Json.GetProperty("floor_plan");
        Assert.Equal(("image/png", 640, 400), (plan.GetProperty("media_type").GetString(), plan.GetProperty("width").GetInt32(), plan.GetProperty("height").GetInt32()));
        Assert.Equal(plan.GetRawText(), (await admin.GetAsync(path)).Expect(200).Json.GetProperty("floor_plan").GetRawText());

        // The same picture again changes nothing; another one is another.
        Assert.Equal(plan.GetRawText(), (await UploadAsync(admin, store, Png(640, 400))).Expect(200).Json.GetProperty("floor_plan").GetRawText());
        var other = (await UploadAsync(admin, store, Png(641, 400))).Expect(200).Json.GetProperty("floor_plan");
        Assert.NotEqual(plan.GetProperty("etag").GetString(), other.GetProperty("etag").GetString());

        (await admin.DeleteAsync(path)).Expect(200);
        (await admin.GetAsync(path)).Expect(404);
        (await admin.GetAsync($"{path}/picture")).Expect(404);
        (await admin.DeleteAsync(path)).Expect(404);
        var audit = (await admin.GetAsync($"/api/audit?kind=floor_plan&object_id={store}")).Expect(200).Json.GetProperty("audit").EnumerateArray().ToArray();
        Assert.Equal(["deleted", "changed", "created"], audit.Select(entry => entry.GetProperty("action").GetString()));
        Assert.All(audit, entry => Assert.Equal("Chiado", entry.GetProperty("name").GetString()));
        Assert.Equal(641, audit[1].GetProperty("changes").GetProperty("width").GetProperty("to").GetInt32());
    }

    [Fact]
    public async Task The_picture_comes_as_it_was_sent_whatever_it_was_called_and_is_not_sent_twice()
    {
        var admin = await silo.FoundOrganizationAsync();
        var store = await admin.CreateStoreAsync();
        var picture = Png(32, 20);
        var etag = (await UploadAsync(admin, store, picture, "text/html")).Expect(200).Json.GetProperty("floor_plan").GetProperty("etag").GetString()!;
        var viewer = await admin.WithRoleAsync("viewer");

        using var first = await PictureAsync(viewer, store, null);
        Assert.Equal((HttpStatusCode.OK, "image/png", etag), (first.StatusCode, first.Content.Headers.ContentType?.MediaType, first.Headers.ETag?.ToString()));
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(first.Headers.CacheControl is { Private: true });
        Assert.Equal(picture, await first.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        using var again = await PictureAsync(viewer, store, etag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_no_picture_or_too_large_is_refused_and_nothing_is_stored()
    {
        var admin = await silo.FoundOrganizationAsync();
        var store = await admin.CreateStoreAsync();

        var svg = (await UploadAsync(admin, store, "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"u8.ToArray(), "image/svg+xml")).Expect(400);
        Assert.Contains("exported", svg.ErrorOf("body"), StringComparison.Ordinal);
        (await UploadAsync(admin, store, [])).Expect(400);
        Assert.Contains("8192", (await UploadAsync(admin, store, Png(9_000, 10))).Expect(400).ErrorOf("body"), StringComparison.Ordinal);
        (await UploadAsync(admin, store, [.. Png(10, 10), .. RandomNumberGenerator.GetBytes(1 << 20)])).Expect(413);
        (await admin.GetAsync($"/api/stores/{store}/floor-plan")).Expect(404);
    }

    [Fact]
    public async Task Sensors_of_the_store_are_placed_and_a_new_picture_or_a_deleted_sensor_leaves_the_others_where_they_are()
    {
        var admin = await silo.FoundOrganizationAsync();
        var store = await admin.CreateStoreAsync();
        var door = (await admin.CreateSensorAsync(store, ip: "127.1.0.1")).GetProperty("id").GetGuid();
        var till = (await admin.CreateSensorAsync(store, ip: "127.1.0.2")).GetProperty("id").GetGuid();
        var foreign = (await admin.CreateSensorAsync(await admin.CreateStoreAsync())).GetProperty("id").GetGuid();
        var path = $"/api/stores/{store}/floor-plan";
        (await admin.PatchAsync(path, """{"places": []}""")).Expect(404);
        await UploadAsync(admin, store, Png(640, 400));

        (await admin.PatchAsync(path, $$"""{"places": [{{Place(door)}}, {{Place(till, rotation: 90)}}]}""")).Expect(200);
        (await UploadAsync(admin, store, Png(320, 200))).Expect(200);
        Assert.Equal(
            [(door, 0.25, 0), (till, 0.25, 90)],
            (await PlacesAsync()).Select(place => (place.GetProperty("sensor_id").GetGuid(), place.GetProperty("x").GetDouble(), place.GetProperty("rotation").GetInt32()))
                .OrderBy(place => place.Item3));

        (await admin.DeleteAsync($"/api/sensors/{till}")).Expect(200);
        Assert.Equal(door, Assert.Single(await PlacesAsync()).GetProperty("sensor_id").GetGuid());

        var wrong = (await admin.PatchAsync(path, $$"""{"places": [{{Place(door)}}, {{Place(door)}}, {{Place(foreign)}}, {"sensor_id": "{{door}}", "x": 2, "tilt": 1}]}""")).Expect(400);
        Assert.Contains("twice", wrong.ErrorOf("places[1].sensor_id"), StringComparison.Ordinal);
        Assert.Contains("no sensor", wrong.ErrorOf("places[2].sensor_id"), StringComparison.Ordinal);
        Assert.Contains("0 to 1", wrong.ErrorOf("places[3].x"), StringComparison.Ordinal);
        Assert.NotEmpty(wrong.ErrorOf("places[3].tilt"));
        Assert.NotEmpty((await admin.PatchAsync(path, "{}")).Expect(400).ErrorOf("places"));
        Assert.Single(await PlacesAsync());

        async Task<JsonElement[]> PlacesAsync() =>
            [.. (await admin.GetAsync(path)).Expect(200).Json.GetProperty("floor_plan").GetProperty("places").EnumerateArray()];
    }

    [Fact]
    public async Task A_plan_goes_with_its_store()
    {
        var admin = await silo.FoundOrganizationAsync();
        var store = await admin.CreateStoreAsync();
        await UploadAsync(admin, store, Png(10, 10));

        (await admin.DeleteAsync($"/api/stores/{store}")).Expect(200);

        (await admin.GetAsync($"/api/stores/{store}/floor-plan")).Expect(404);
        Assert.Equal(0L, await silo.ScalarAsync("select count(*) from floor_plans where store_id = $1", store));
    }

    private static string Place(Guid sensor, int rotation = 0) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"sensor_id": "{{sensor}}", "x": 0.25, "y": 0.5, "width": 0.3, "height": 0.2, "rotation": {{rotation}}}""");

    private static async Task<Answer> UploadAsync(TestApi api, Guid store, byte[] picture, string type = "image/png")
    {
        using var content = new ByteArrayContent(picture);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await api.SendAsync(HttpMethod.Put, $"/api/stores/{store}/floor-plan", content);
    }

    private async Task<HttpResponseMessage> PictureAsync(TestApi api, Guid store, string? known)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(silo.Url), $"/api/stores/{store}/floor-plan/picture"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", api.Token);
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(known));
        }

        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The head of a PNG, and no pixels.</summary>
    private static byte[] Png(int width, int height) =>
    [
        0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, .. BigEndian(width), .. BigEndian(height), 8, 3, 0, 0, 0, 0, 0, 0, 0,
    ];

    private static byte[] BigEndian(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
}
