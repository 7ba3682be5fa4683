using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace RetailOrleans.WebApi.Tests.Fixture;

/// <summary>A client with one token.</summary>
public sealed class TestApi(HttpClient http, string? token)
{
    public string? Token => token;

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PatchAsync(string path, string body) => SendAsync(HttpMethod.Patch, path, body);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await SendAsync(method, path, content);
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = content;

        // As other clients do: a refusal that comes while a body is still being sent may be lost with the connection.
        request.Headers.ExpectContinue = content?.Headers.ContentLength > 1 << 20 ? true : null;
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            (int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers,
            response.Content.Headers);
    }

    /// <summary>The lines of an answer as CSV.</summary>
    public async Task<string[]> TableAsync(SiloFixture silo, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(silo.Url), path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((200, "text/csv"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        return (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    public async Task<Guid> CreateStoreAsync(string name = "Store", string timezone = "Europe/Lisbon")
    {
        var answer = await PostAsync("/api/stores", $$"""{"name": "{{name}}", "timezone": "{{timezone}}"}""");
        return answer.Expect(201).Json.GetProperty("store").GetProperty("id").GetGuid();
    }

    /// <summary>A sensor that is never contacted, unless <paramref name="config"/> says otherwise.</summary>
    public async Task<JsonElement> CreateSensorAsync(
        Guid storeId, string? name = null, string ip = "127.1.0.1", int port = 80, string config = """{"collection": {"mode": "push"}}""")
    {
        var answer = await PostAsync("/api/sensors", SensorBody(storeId, name, ip, port, config));
        return answer.Expect(201).Json.GetProperty("sensor");
    }

    public static string SensorBody(
        Guid storeId, string? name = null, string ip = "127.1.0.1", int port = 80, string config = """{"collection": {"mode": "push"}}""") =>
        $$"""
        {"sensor_name": "{{name ?? $"Sensor {Guid.NewGuid():N}"}}", "sensor_ip": "{{ip}}", "sensor_port": {{port}}, "store_id": "{{storeId}}", "config": {{config}}}
        """;

    /// <summary>A client with a token of its own in the same organization.</summary>
    public async Task<TestApi> WithTokenAsync(string tokenBody)
    {
        var answer = await PostAsync("/api/tokens", tokenBody);
        return new TestApi(http, answer.Expect(201).Json.GetProperty("secret").GetString());
    }

    public Task<TestApi> WithRoleAsync(string role) => WithTokenAsync($$"""{"name": "{{role}}", "role": "{{role}}"}""");
}
