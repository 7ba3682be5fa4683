using System.Text.Json;
using System.Text.Json.Nodes;
using RetailOrleans.TestKit;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.OpenApi;

public sealed class OpenApiTests(SiloFixture silo)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        var path = Path.Combine(RepositoryRoot.Path, "docs", "openapi.json");
        var answer = (await silo.Api(null).GetAsync("/openapi/v1.json")).Expect(200);
        var served = JsonNode.Parse(answer.Text)!.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, served, TestContext.Current.CancellationToken);
        }

        var committed = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.True(committed == served, "docs/openapi.json is not what the API serves. Run the tests with UPDATE_OPENAPI=1, and commit what it wrote.");
    }

    [Fact]
    public async Task Health_and_docs_need_no_token()
    {
        var anybody = silo.Api(null);

        (await anybody.GetAsync("/health/live")).Expect(200);
        Assert.Equal("healthy", (await anybody.GetAsync("/health/ready")).Expect(200).Json.GetProperty("checks").GetProperty("database").GetString());
        Assert.Contains("<html", (await anybody.GetAsync("/docs/")).Expect(200).Text, StringComparison.OrdinalIgnoreCase);
    }
}
