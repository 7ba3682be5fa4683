using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace RetailOrleans.E2E.Fixture;

/// <summary>A client of the public API with the token of one organization's administrator.</summary>
public sealed class Organization(HttpClient http, string token)
{
    public string Token => token;

    public async Task<Guid> AddStoreAsync(string name, int? capacity = null)
    {
        var answer = await PostAsync("/api/stores", new { name, timezone = DashboardFixture.AfternoonZone, capacity });
        return answer.GetProperty("store").GetProperty("id").GetGuid();
    }

    /// <summary>A counter whose readings are posted; nobody contacts it.</summary>
    public async Task<Guid> AddCounterAsync(Guid storeId, string name)
    {
        var answer = await PostAsync(
            "/api/sensors",
            new { sensor_name = name, sensor_ip = "127.1.0.1", sensor_port = 80, store_id = storeId, config = new { collection = new { mode = "push" } } });
        return answer.GetProperty("sensor").GetProperty("id").GetGuid();
    }

    /// <summary>Posts who crossed the counter's first line within five minutes from <paramref name="start"/>.</summary>
    public Task CountAsync(Guid sensorId, DateTimeOffset start, int entries, int exits) => PostAsync(
        "/api/sensors/data",
        new
        {
            data_type = "people_counting",
            data = new { sensor_id = sensorId, timestamp = start, end_time = start.AddMinutes(5), line1_in = entries, line1_out = exits },
        });

    /// <summary>Asks and expects an answer.</summary>
    public async Task<JsonElement> GetAsync(string path) => JsonSerializer.Deserialize<JsonElement>(await ReadAsync(path, "application/json"));

    /// <summary>Asks for the same as a table.</summary>
    public Task<string> GetTableAsync(string path) => ReadAsync(path, "text/csv");

    private async Task<string> ReadAsync(string path, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd(type);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == 200, $"GET {path} answered {(int)answer.StatusCode}, not 200: {text}");
        return text;
    }

    /// <summary>Sends a body and expects that it was created.</summary>
    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = JsonContent.Create(body);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == 201, $"POST {path} answered {(int)answer.StatusCode}, not 201: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
