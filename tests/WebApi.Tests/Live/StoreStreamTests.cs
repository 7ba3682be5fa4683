using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Live;

public sealed class StoreStreamTests(SiloFixture silo)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_state_comes_at_once_and_changes_follow(bool tokenInQuery)
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        await using var stream = await EventStream.OpenAsync(silo, shop.Admin.Token, shop.StoreId, inQuery: tokenInQuery);

        var snapshot = await stream.UntilEntriesAsync(0);
        (await shop.PostPeopleAsync(DayTime.HoursAgo(2), 4, 1)).Expect(201);
        var live = await stream.UntilEntriesAsync(4);

        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType!.MediaType);
        Assert.True(stream.Response.Headers.CacheControl!.NoCache);
        Assert.Equal("no", Assert.Single(stream.Response.Headers.GetValues("X-Accel-Buffering")));
        Assert.Equal(3, live.GetProperty("occupancy").GetInt32());
        var asked = (await shop.Admin.GetAsync($"/api/stores/{shop.StoreId}/live")).Expect(200).Json;
        Assert.Equal(asked.EnumerateObject().Select(p => p.Name), snapshot.EnumerateObject().Select(p => p.Name));
        Assert.Equal(asked.GetProperty("version").GetInt64(), live.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task A_client_that_comes_back_is_told_only_what_is_newer()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        (await shop.PostPeopleAsync(DayTime.HoursAgo(3), 2)).Expect(201);
        string known;
        await using (var first = await EventStream.OpenAsync(silo, shop.Admin.Token, shop.StoreId))
        {
            known = (await first.UntilEntriesAsync(2)).GetProperty("version").GetRawText();
        }

        // Nothing happened: the first that it hears is what happens next.
        await using (var second = await EventStream.OpenAsync(silo, shop.Admin.Token, shop.StoreId, known))
        {
            (await shop.PostPeopleAsync(DayTime.HoursAgo(2), 3)).Expect(201);
            Assert.Equal(5, (await second.NextAsync())!.Value.GetProperty("entries_today").GetInt32());
        }

        // Something happened meanwhile: it hears of that at once.
        await using var third = await EventStream.OpenAsync(silo, shop.Admin.Token, shop.StoreId, known);
        Assert.Equal(5, (await third.NextAsync())!.Value.GetProperty("entries_today").GetInt32());
    }

    [Fact]
    public async Task A_silent_stream_says_that_it_is_there()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        await using var stream = await EventStream.OpenAsync(silo, shop.Admin.Token, shop.StoreId);
        using var lines = new StreamReader(stream.Stream);

        var comments = 0;
        while (comments < 2)
        {
            var line = await lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            comments += line == ":" ? 1 : 0;
        }
    }

    [Fact]
    public async Task It_ends_with_the_token()
    {
        var shop = await Shop.OpenAsync(silo);
        var viewer = await shop.Admin.WithRoleAsync("viewer");
        var id = (await shop.Admin.GetAsync("/api/tokens")).Json.GetProperty("tokens")[0].GetProperty("id").GetGuid();
        await using var stream = await EventStream.OpenAsync(silo, viewer.Token, shop.StoreId);
        Assert.NotNull(await stream.NextAsync());

        var revokedAt = TimeProvider.System.GetUtcNow();
        (await shop.Admin.DeleteAsync($"/api/tokens/{id}")).Expect(200);

        Assert.Null(await stream.NextAsync());
        Assert.InRange(TimeProvider.System.GetUtcNow() - revokedAt, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task It_ends_with_the_store()
    {
        var shop = await Shop.OpenAsync(silo);
        var other = await shop.Admin.CreateStoreAsync("Other");
        await using var stream = await EventStream.OpenAsync(silo, shop.Admin.Token, other);
        Assert.NotNull(await stream.NextAsync());

        (await shop.Admin.DeleteAsync($"/api/stores/{other}")).Expect(200);

        Assert.Null(await stream.NextAsync());
        (await shop.Admin.GetAsync($"/api/live?store_id={other}")).Expect(404);
    }

    [Fact]
    public async Task What_can_not_be_streamed_is_refused_in_words()
    {
        var shop = await Shop.OpenAsync(silo);
        var other = await shop.Admin.CreateStoreAsync("Other");
        var stranger = await silo.FoundOrganizationAsync();
        var limited = await shop.Admin.WithTokenAsync($$"""{"name": "limited", "role": "viewer", "store_ids": ["{{other}}"]}""");
        var device = await shop.Admin.WithTokenAsync($$"""{"name": "device", "sensor_id": "{{shop.SensorId}}"}""");

        (await shop.Admin.GetAsync("/api/live")).Expect(400).ErrorOf("store_id");
        (await shop.Admin.GetAsync("/api/live?store_id=Chiado")).Expect(400).ErrorOf("store_id");
        (await stranger.GetAsync($"/api/live?store_id={shop.StoreId}")).Expect(404);
        (await limited.GetAsync($"/api/live?store_id={shop.StoreId}")).Expect(404);
        (await device.GetAsync($"/api/live?store_id={shop.StoreId}")).Expect(403);
        (await silo.Api("nonsense").GetAsync($"/api/live?store_id={shop.StoreId}")).Expect(401);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, silo.AddressOf("/api/live") + $"?store_id={shop.StoreId}");
        request.Headers.Authorization = new("Bearer", shop.Admin.Token);
        request.Headers.Add("Last-Event-ID", "yesterday");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("yesterday", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
