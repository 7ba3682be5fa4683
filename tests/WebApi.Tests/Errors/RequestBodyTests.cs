using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Errors;

public sealed class RequestBodyTests(SiloFixture silo)
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{"name": "a", "name": "b", "timezone": "UTC"}""")]
    [InlineData("""{"name": "\ud800", "timezone": "UTC"}""")]
    [InlineData("""{"name": "a\u0000b", "timezone": "UTC"}""")]
    [InlineData("<html>")]
    public async Task A_body_that_is_no_object_is_a_400(string body)
    {
        var admin = await silo.FoundOrganizationAsync();

        var answer = (await admin.PostAsync("/api/stores", body)).Expect(400);

        Assert.Equal("validation_error", answer.Json.GetProperty("code").GetString());
        Assert.Empty((await admin.GetAsync("/api/stores")).Json.GetProperty("stores").EnumerateArray());
    }

    [Fact]
    public async Task A_body_over_1_MiB_is_a_413_also_when_it_is_small_until_it_is_inflated()
    {
        var admin = await silo.FoundOrganizationAsync();
        var body = $$"""{"name": "{{new string('x', 2 << 20)}}", "timezone": "UTC"}""";

        Assert.Equal("payload_too_large", (await admin.PostAsync("/api/stores", body)).Expect(413).Json.GetProperty("code").GetString());
        using var zipped = Zip(body);
        (await admin.SendAsync(HttpMethod.Post, "/api/stores", zipped)).Expect(413);
    }

    [Fact]
    public async Task A_gzip_body_is_inflated_and_one_that_is_none_is_a_400()
    {
        var admin = await silo.FoundOrganizationAsync();
        using var zipped = Zip("""{"name": "Zipped", "timezone": "UTC"}""");
        using var broken = new StringContent("not gzip");
        broken.Headers.ContentEncoding.Add("gzip");

        (await admin.SendAsync(HttpMethod.Post, "/api/stores", zipped)).Expect(201);
        (await admin.SendAsync(HttpMethod.Post, "/api/stores", broken)).Expect(400);
    }

    private static ByteArrayContent Zip(string body)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(body));
        }

        var content = new ByteArrayContent(buffer.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
