using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RetailOrleans.WebApi.Json;

namespace RetailOrleans.WebApi.Live;

/// <summary>Writes server-sent events: states with rising versions as ids, and comments while there are none.</summary>
/// <param name="response">Where to.</param>
/// <param name="version">The version that the client has.</param>
/// <param name="measurements">Counts states.</param>
/// <param name="ended">Cancelled when the stream ends.</param>
internal sealed class EventWriter(HttpResponse response, long version, LiveMeasurements measurements, CancellationToken ended) : IDisposable
{
    public const string ContentType = "text/event-stream";

    private readonly SemaphoreSlim _writing = new(1);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Sends the headers, so that the client knows that it is connected, and how soon to come back.</summary>
    public async Task StartAsync()
    {
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-cache, no-store";

        // nginx, and others that follow it, would collect the events.
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await WriteTextAsync("retry: 2000\n\n");
        _started.TrySetResult();
    }

    /// <summary>Writes a state, unless the client has it or a newer one.</summary>
    public async ValueTask WriteAsync(LiveNews news)
    {
        await _started.Task.WaitAsync(ended);
        if (news.Version <= version)
        {
            return;
        }

        version = news.Version;
        measurements.Sent.Add(1);
        var state = JsonSerializer.Serialize(news.State, ApiJson.Default.GetTypeInfo(news.State.GetType())!);
        await WriteTextAsync(string.Create(CultureInfo.InvariantCulture, $"event: store_changed\nid: {news.Version}\ndata: {state}\n\n"));
    }

    /// <summary>Writes a comment every so often, for as long as the stream lasts: proxies end what is silent.</summary>
    public async Task BeatAsync(TimeSpan period, TimeProvider time)
    {
        using var timer = new PeriodicTimer(period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                await WriteTextAsync(":\n\n");
            }
        }
        catch (OperationCanceledException)
        {
            // The stream has ended.
        }
    }

    public void Dispose() => _writing.Dispose();

    private async Task WriteTextAsync(string text)
    {
        await _writing.WaitAsync(ended);
        try
        {
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), ended);
            await response.Body.FlushAsync(ended);
        }
        finally
        {
            _writing.Release();
        }
    }
}
