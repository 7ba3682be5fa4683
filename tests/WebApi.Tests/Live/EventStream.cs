using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Live;

/// <summary>A plain HTTP client that reads a stream of server-sent events.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventStream(HttpClient http, HttpResponseMessage response, Stream stream)
    {
        (_http, _response, Stream) = (http, response, stream);
        _events = SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    /// <summary>The bytes, for tests that look at what is no event.</summary>
    public Stream Stream { get; }

    public HttpResponseMessage Response => _response;

    public static async Task<EventStream> OpenAsync(SiloFixture silo, string? token, Guid storeId, string? lastEventId = null, bool inQuery = false)
    {
        var http = new HttpClient();
        var query = inQuery ? $"&access_token={token}" : "";
        using var request = new HttpRequestMessage(HttpMethod.Get, silo.AddressOf("/api/live") + $"?store_id={storeId}{query}");
        if (!inQuery)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new EventStream(http, response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The next state; null when the stream has ended.</summary>
    public async Task<JsonElement?> NextAsync()
    {
        if (!await _events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken))
        {
            return null;
        }

        Assert.Equal("store_changed", _events.Current.EventType);
        var live = JsonDocument.Parse(_events.Current.Data).RootElement;
        Assert.Equal(_events.Current.EventId, live.GetProperty("version").GetRawText());
        return live;
    }

    /// <summary>Reads states, with rising versions, until so many people have entered.</summary>
    public async Task<JsonElement> UntilEntriesAsync(int entries)
    {
        var version = -1L;
        while (true)
        {
            var live = (await NextAsync())!.Value;
            Assert.True(live.GetProperty("version").GetInt64() > version);
            version = live.GetProperty("version").GetInt64();
            if (live.GetProperty("entries_today").GetInt32() == entries)
            {
                return live;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        _http.Dispose();
        try
        {
            await _events.DisposeAsync();
        }
        catch (NotSupportedException)
        {
            // A read was under way when the test ended.
        }
    }
}
