using System.Net.Http.Headers;
using System.Text.Json;

namespace RetailOrleans.WebApi.Tests.Fixture;

/// <summary>What the API answered.</summary>
public sealed record Answer(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The messages about one field of a problem.</summary>
    public string ErrorOf(string field)
    {
        Assert.True(Json.GetProperty("errors").TryGetProperty(field, out var messages), $"No error about {field} in {Text}");
        return string.Join(" ", messages.EnumerateArray().Select(message => message.GetString()));
    }

    public Answer Expect(int status)
    {
        Assert.True(Status == status, $"Expected {status}, got {Status}: {Text}");
        if (status >= 400)
        {
            Assert.Equal("application/problem+json", ContentHeaders.ContentType?.MediaType);
            Assert.Equal(status, Json.GetProperty("status").GetInt32());
            Assert.Equal(Json.GetProperty("detail").GetString(), Json.GetProperty("error").GetString());
            Assert.NotEmpty(Json.GetProperty("trace_id").GetString()!);
        }

        return this;
    }
}
