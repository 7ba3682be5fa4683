using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Organizations;

public sealed class OrganizationTests(SiloFixture silo)
{
    [Fact]
    public async Task A_new_organization_comes_with_its_first_administrator()
    {
        var created = (await silo.Platform.PostAsync("/api/organizations", """{"name": "Acme"}""")).Expect(201).Json;

        var admin = silo.Api(created.GetProperty("secret").GetString());
        var token = Assert.Single((await admin.GetAsync("/api/tokens")).Expect(200).Json.GetProperty("tokens").EnumerateArray());
        Assert.Equal("tenant_admin", token.GetProperty("role").GetString());
        var list = (await silo.Platform.GetAsync("/api/organizations?limit=1000")).Expect(200).Json.GetProperty("organizations");
        Assert.Contains(list.EnumerateArray(), one => one.GetProperty("id").GetGuid() == created.GetProperty("organization").GetProperty("id").GetGuid());
    }

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name": ""}""", "name")]
    [InlineData("""{"name": "n", "plan": "gold"}""", "plan")]
    public async Task A_wrong_request_names_the_field(string body, string field) =>
        (await silo.Platform.PostAsync("/api/organizations", body)).Expect(400).ErrorOf(field);
}
