using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailOrleans.Simulator.Registration;

/// <summary>The few calls of the public API that registration needs. Waits while the API is not there yet.</summary>
internal sealed partial class PlatformApi(HttpClient http, string tokenFile, TimeProvider time, ILogger<PlatformApi> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Every object of a list, page by page.</summary>
    public async Task<List<JsonObject>> ListAsync(string path, string property, CancellationToken cancellationToken)
    {
        var all = new List<JsonObject>();
        string? cursor = null;
        do
        {
            var page = await SendAsync(HttpMethod.Get, cursor is null ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}", null, cancellationToken);
            all.AddRange((page.Body?[property] as JsonArray ?? []).OfType<JsonObject>());
            cursor = (string?)page.Body?["pagination"]?["next"];
        }
        while (cursor is { Length: > 0 });
        return all;
    }

    /// <summary>Sends until there is an answer that more patience would not change: a success, or a 4xx other than 401, 408 and 429.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            string trouble;
            try
            {
                using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
                // Read each time: a platform that starts from nothing writes the file while we wait.
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(tokenFile, cancellationToken)).Trim());
                using var response = await http.SendAsync(request, cancellationToken);
                var status = (int)response.StatusCode;
                if (status is < 500 and not (401 or 408 or 429))
                {
                    var text = await response.Content.ReadAsStringAsync(cancellationToken);
                    return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
                }

                trouble = $"{status} {response.ReasonPhrase}";
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException or UnauthorizedAccessException or FormatException
                || (failure is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                trouble = failure.Message;
            }

            if (attempt % 10 == 0)
            {
                Waiting(method.Method, path, trouble, attempt);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    [LoggerMessage(7101, LogLevel.Warning, "{Method} {Path} does not succeed yet: {Trouble}. Attempt {Attempt}; trying again.")]
    private partial void Waiting(string method, string path, string trouble, int attempt);
}
