using System.Diagnostics;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Auth;

public sealed class AuthenticationTests(SiloFixture silo)
{
    private static readonly string[] Public = ["/health/", "/openapi/", "/docs", "/metrics", "/hubs/"];

    [Fact]
    public async Task Every_cause_of_a_401_has_the_same_answer()
    {
        var admin = await silo.FoundOrganizationAsync();
        var revoked = await admin.WithRoleAsync("viewer");
        await RevokeAsync(admin, "viewer");
        var expired = await admin.WithTokenAsync("""{"name": "expired", "role": "viewer", "expires_at": "2999-01-01T00:00:00Z"}""");
        await silo.ScalarAsync("update api_tokens set expires_at = now() - interval '1 second' where name = 'expired'");
        var elsewhere = await admin.WithTokenAsync("""{"name": "elsewhere", "role": "viewer", "allowed_networks": ["10.0.0.0/8"]}""");
        await UntilAsync(async () => (await revoked.GetAsync("/api/stores")).Status == 401);

        var answers = new List<Answer>
        {
            await silo.Api(null).GetAsync("/api/stores"),
            await silo.Api("nonsense").GetAsync("/api/stores"),
            await silo.Api(new string('x', 5_000)).GetAsync("/api/stores"),
            await revoked.GetAsync("/api/stores"),
            await expired.GetAsync("/api/stores"),
            await elsewhere.GetAsync("/api/stores"),
            await silo.Api(null).PostAsync("/api/stores", "not json"),
        };
        Assert.All(answers, answer =>
        {
            answer.Expect(401);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().ToString());
            Assert.Equal("unauthorized", answer.Json.GetProperty("code").GetString());
        });
        Assert.Single(answers.Select(answer => answer.Json.GetProperty("detail").GetString()).Distinct());
    }

    [Fact]
    public async Task A_token_works_from_an_allowed_network()
    {
        var admin = await silo.FoundOrganizationAsync();
        var here = await admin.WithTokenAsync("""{"name": "here", "role": "viewer", "allowed_networks": ["127.0.0.0/8", "10.1.2.3"]}""");

        (await here.GetAsync("/api/stores")).Expect(200);
    }

    [Fact]
    public async Task A_token_in_the_query_opens_no_api_call()
    {
        var admin = await silo.FoundOrganizationAsync();

        (await silo.Api(null).GetAsync($"/api/stores?access_token={admin.Token}")).Expect(401);
    }

    [Fact]
    public async Task A_token_that_another_silo_revoked_is_refused_within_5_s()
    {
        var admin = await silo.FoundOrganizationAsync();
        var viewer = await admin.WithRoleAsync("viewer");
        (await viewer.GetAsync("/api/stores")).Expect(200);
        var tokenId = await IdOfAsync(admin, "viewer");

        // A registry of its own with a feed that nobody here listens to: what this silo learns comes from the database alone.
        await using var database = NpgsqlDataSource.Create(silo.ConnectionString);
        using var feed = new ChangeFeed(database, TimeProvider.System, NullLogger<ChangeFeed>.Instance);
        var directory = silo.Services.GetRequiredService<TokenDirectory>();
        var caller = await directory.FindAsync(admin.Token, TestContext.Current.CancellationToken);
        var elsewhere = new TokenRegistry(database, feed, TimeProvider.System);
        Assert.True(await elsewhere.RevokeAsync(caller!, tokenId, TestContext.Current.CancellationToken));

        var clock = Stopwatch.StartNew();
        await UntilAsync(async () => (await viewer.GetAsync("/api/stores")).Status == 401);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task One_connection_may_speak_for_several_callers_in_turn()
    {
        var one = await silo.FoundOrganizationAsync();
        var other = await silo.FoundOrganizationAsync();
        var store = await one.CreateStoreAsync("Of the one");
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1 };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(silo.Url) };
        for (var turn = 0; turn < 3; turn++)
        {
            (await new TestApi(http, one.Token).GetAsync($"/api/stores/{store}")).Expect(200);
            (await new TestApi(http, one.Token).GetAsync($"/api/stores/{store}")).Expect(200);
            (await new TestApi(http, other.Token).GetAsync($"/api/stores/{store}")).Expect(404);
            (await new TestApi(http, "nonsense").GetAsync($"/api/stores/{store}")).Expect(401);
            (await new TestApi(http, null).GetAsync($"/api/stores/{store}")).Expect(401);
        }
    }

    [Fact]
    public async Task A_problem_bears_the_trace_of_its_caller()
    {
        using var http = new HttpClient { BaseAddress = new Uri(silo.Url) };
        http.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var answer = (await new TestApi(http, null).GetAsync("/api/stores")).Expect(401);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", answer.Json.GetProperty("trace_id").GetString());
    }

    [Fact]
    public void No_api_endpoint_lets_anybody_in()
    {
        var open = silo.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<MinimumRole>() is null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText?.TrimStart('/'))
            .Where(path => path.StartsWith("/api", StringComparison.Ordinal) || !Array.Exists(Public, prefix => path.StartsWith(prefix, StringComparison.Ordinal)))
            .Where(path => path != "/{*path:nonfile}")
            .ToList();

        Assert.Empty(open);
    }

    [Fact]
    public async Task An_unmatched_path_is_a_problem_and_never_the_web_app()
    {
        var admin = await silo.FoundOrganizationAsync();

        (await silo.Api(null).GetAsync("/api/nothing/here")).Expect(401);
        (await admin.GetAsync("/api/nothing/here")).Expect(404);
        (await admin.GetAsync("/api/stores/not-a-uuid")).Expect(404);
        (await admin.SendAsync(HttpMethod.Put, "/api/stores", "{}")).Expect(404);
    }

    private static async Task<Guid> IdOfAsync(TestApi admin, string name)
    {
        var tokens = (await admin.GetAsync("/api/tokens")).Expect(200).Json.GetProperty("tokens");
        return tokens.EnumerateArray().Single(token => token.GetProperty("name").GetString() == name).GetProperty("id").GetGuid();
    }

    private static async Task RevokeAsync(TestApi admin, string name) =>
        (await admin.DeleteAsync($"/api/tokens/{await IdOfAsync(admin, name)}")).Expect(200);

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), "It did not come true within 10 s.");
        }
    }
}
