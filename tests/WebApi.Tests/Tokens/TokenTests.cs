using System.Text.RegularExpressions;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Tokens;

public sealed partial class TokenTests(SiloFixture silo)
{
    [Fact]
    public async Task A_secret_is_shown_once_and_stored_only_as_a_hash()
    {
        var admin = await silo.FoundOrganizationAsync();

        var created = (await admin.PostAsync("/api/tokens", """{"name": "Screen", "role": "viewer"}""")).Expect(201).Json;
        var secret = created.GetProperty("secret").GetString()!;

        Assert.Matches(Secret(), secret);
        Assert.Equal("viewer", created.GetProperty("token").GetProperty("role").GetString());
        var list = (await admin.GetAsync("/api/tokens")).Expect(200);
        Assert.DoesNotContain(secret, list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", list.Text, StringComparison.Ordinal);
        Assert.Equal("Screen", list.Json.GetProperty("tokens")[0].GetProperty("name").GetString());
        Assert.Equal(0L, await silo.ScalarAsync("select count(*) from api_tokens t where t::text like '%' || $1 || '%'", secret));
    }

    [Fact]
    public async Task A_rotated_token_stays_valid_beside_its_successor_for_a_while()
    {
        var admin = await silo.FoundOrganizationAsync();
        var old = await admin.WithRoleAsync("analyst");
        var id = (await admin.GetAsync("/api/tokens")).Json.GetProperty("tokens")[0].GetProperty("id").GetGuid();

        var rotated = (await admin.SendAsync(HttpMethod.Post, $"/api/tokens/{id}/rotate", (string?)null)).Expect(201).Json;

        Assert.Equal("analyst", rotated.GetProperty("token").GetProperty("role").GetString());
        (await silo.Api(rotated.GetProperty("secret").GetString()).GetAsync("/api/stores")).Expect(200);
        (await old.GetAsync("/api/stores")).Expect(200);
        var tokens = (await admin.GetAsync("/api/tokens")).Json.GetProperty("tokens").EnumerateArray();
        Assert.True(tokens.Single(token => token.GetProperty("id").GetGuid() == id).GetProperty("expires_at").GetDateTimeOffset() < TimeProvider.System.GetUtcNow().AddHours(25));
    }

    [Fact]
    public async Task A_revoked_token_leaves_the_list()
    {
        var admin = await silo.FoundOrganizationAsync();
        var viewer = await admin.WithRoleAsync("viewer");
        (await viewer.GetAsync("/api/stores")).Expect(200);
        var id = (await admin.GetAsync("/api/tokens")).Json.GetProperty("tokens")[0].GetProperty("id").GetGuid();

        (await admin.DeleteAsync($"/api/tokens/{id}")).Expect(200);

        // This silo revoked it itself, so it knows at once.
        (await viewer.GetAsync("/api/stores")).Expect(401);
        (await admin.DeleteAsync($"/api/tokens/{id}")).Expect(404);
        (await admin.SendAsync(HttpMethod.Post, $"/api/tokens/{id}/rotate", (string?)null)).Expect(404);
        Assert.Single((await admin.GetAsync("/api/tokens")).Json.GetProperty("tokens").EnumerateArray());
    }

    [Fact]
    public async Task Nobody_makes_sees_or_rotates_a_token_above_himself()
    {
        var secret = await File.ReadAllTextAsync(Path.Combine(silo.TokenDirectory, "admin.token"), TestContext.Current.CancellationToken);
        var admin = silo.Api(secret);
        var platformTokenId = (await silo.Platform.GetAsync("/api/tokens")).Expect(200).Json.GetProperty("tokens").EnumerateArray()
            .First(token => token.GetProperty("role").GetString() == "platform_admin").GetProperty("id").GetGuid();

        (await admin.PostAsync("/api/tokens", """{"name": "up", "role": "platform_admin"}""")).Expect(403);
        (await admin.SendAsync(HttpMethod.Post, $"/api/tokens/{platformTokenId}/rotate", (string?)null)).Expect(404);
        (await admin.DeleteAsync($"/api/tokens/{platformTokenId}")).Expect(404);
        Assert.DoesNotContain("platform_admin", (await admin.GetAsync("/api/tokens")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"role": "viewer"}""", "name")]
    [InlineData("""{"name": "t"}""", "role")]
    [InlineData("""{"name": "t", "role": "king"}""", "role")]
    [InlineData("""{"name": "t", "role": "ingest"}""", "sensor_id")]
    [InlineData("""{"name": "t", "role": "viewer", "store_ids": []}""", "store_ids")]
    [InlineData("""{"name": "t", "role": "viewer", "allowed_networks": ["10.0.0.0/33"]}""", "allowed_networks")]
    [InlineData("""{"name": "t", "role": "viewer", "expires_at": "2030-01-01T00:00:00"}""", "expires_at")]
    [InlineData("""{"name": "t", "role": "viewer", "expires_at": "2020-01-01T00:00:00Z"}""", "expires_at")]
    [InlineData("""{"name": "t", "role": "viewer", "secret": "mine"}""", "secret")]
    public async Task A_wrong_token_request_names_the_field(string body, string field)
    {
        var admin = await silo.FoundOrganizationAsync();

        (await admin.PostAsync("/api/tokens", body)).Expect(400).ErrorOf(field);
    }

    [GeneratedRegex("^ro_[A-Za-z0-9_-]{43}$")]
    private static partial Regex Secret();
}
