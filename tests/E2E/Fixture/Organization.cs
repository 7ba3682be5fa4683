using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RetailOrleans.TestKit;

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

    /// <summary>A camera on loopback that is asked, for its heat picture too: polls rarer than once an hour ask for it each time.</summary>
    public async Task<Guid> AddCameraAsync(Guid storeId, string name, int port)
    {
        var answer = await PostAsync("/api/sensors", new
        {
            sensor_name = name,
            sensor_ip = "127.0.0.1",
            sensor_port = port,
            store_id = storeId,
            config = new { connection = new { auth = new { type = "none" } }, collection = new { interval_seconds = 86_400 } },
        });
        return answer.GetProperty("sensor").GetProperty("id").GetGuid();
    }

    /// <summary>Returns when a camera of the store has sent its heat picture.</summary>
    public Task WaitForHeatAsync(Guid storeId) => Eventually.AnswersAsync(
        () => GetAsync($"/api/stores/{storeId}/heatmap?start={TimeProvider.System.GetUtcNow().AddDays(-3):yyyy-MM-ddTHH:mm:ssZ}"),
        answer => answer.GetProperty("sensors").GetArrayLength() > 0, TimeSpan.FromSeconds(45), TestContext.Current.CancellationToken);

    /// <summary>What a call answers that is expected to be 200.</summary>
    public Task<JsonElement> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    /// <summary>Sends what is expected to be answered by 200.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = content;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

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
