using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RetailOrleans.Soak;

/// <summary>
/// Posts the readings of its own sensors, one request after another: most are new, some repeat earlier ones, correct them, or come days
/// late. What is not acknowledged is sent again until it is, through whichever silo. So it knows what must be stored in the end.
/// </summary>
internal sealed class SensorClient(HttpClient http, Uri[] urls, Guid[] sensors, Pace pace, Random random)
{
    private const int BucketSeconds = 300;

    private readonly DateTimeOffset _first = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 86_400 * 86_400).AddDays(-500);
    private readonly int[] _next = new int[sensors.Length];
    private readonly int[] _late = new int[sensors.Length];

    /// <summary>What every bucket holds: line 1 in and out.</summary>
    public Dictionary<(Guid SensorId, DateTime Start), (int In, int Out)> Expected { get; } = [];

    public long Records { get; private set; }

    public long Requests { get; private set; }

    public long SentAgain { get; private set; }

    public long Errors { get; private set; }

    public async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var place = random.Next(sensors.Length);
            var buckets = Buckets(place, random.Next(100));
            await pace.TakeAsync(buckets.Count);
            if (!await SendAsync(sensors[place], buckets))
            {
                Errors++;
                continue;
            }

            foreach (var (bucket, count) in buckets)
            {
                Expected[(sensors[place], _first.AddSeconds(bucket * BucketSeconds).UtcDateTime)] = count;
            }

            Records += buckets.Count;
        }
    }

    private List<(int Bucket, (int In, int Out) Count)> Buckets(int place, int dice)
    {
        var size = random.Next(4) == 0 ? random.Next(20, 100) : random.Next(1, 8);
        if (dice >= 70 && _next[place] > 0)
        {
            // 15 in a hundred repeat what is stored, 10 correct it, 5 come late: a hundred days before everything else.
            if (dice >= 95)
            {
                _late[place] -= size;
                return [.. Enumerable.Range(_late[place] - 28_800, size).Select(bucket => (bucket, New()))];
            }

            var from = random.Next(_next[place]);
            return [.. Enumerable.Range(from, Math.Min(size, _next[place] - from)).Select(bucket => (bucket, dice < 85 ? Known(place, bucket) : New()))];
        }

        _next[place] += size;
        return [.. Enumerable.Range(_next[place] - size, size).Select(bucket => (bucket, New()))];
    }

    private (int In, int Out) New() => (random.Next(50), random.Next(50));

    // A bucket of a request that was refused for good is not stored: it is new.
    private (int In, int Out) Known(int place, int bucket) =>
        Expected.TryGetValue((sensors[place], _first.AddSeconds(bucket * BucketSeconds).UtcDateTime), out var count) ? count : New();

    private async Task<bool> SendAsync(Guid sensor, List<(int Bucket, (int In, int Out) Count)> buckets)
    {
        var body = Body(sensor, buckets);
        while (true)
        {
            Requests++;
            try
            {
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await http.PostAsync(new Uri(urls[random.Next(urls.Length)], "/api/sensors/bulk-ingest"), content);
                if ((int)answer.StatusCode == 201)
                {
                    using var result = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
                    return result.RootElement.GetProperty("total_errors").GetInt32() == 0;
                }

                if ((int)answer.StatusCode is not (503 or 502 or 504))
                {
                    await Console.Error.WriteLineAsync($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                    return false;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                // Nobody answered: the same again.
            }

            SentAgain++;
            await Task.Delay(TimeSpan.FromMilliseconds(100 + random.Next(200)), TimeProvider.System);
        }
    }

    private string Body(Guid sensor, List<(int Bucket, (int In, int Out) Count)> buckets)
    {
        var body = new StringBuilder().Append(CultureInfo.InvariantCulture, $$"""{"sensor_id":"{{sensor}}","data_batches":[{"data_type":"people_counting","records":[""");
        foreach (var (bucket, (entered, left)) in buckets)
        {
            var start = _first.AddSeconds(bucket * BucketSeconds);
            body.Append(CultureInfo.InvariantCulture, $$"""{"timestamp":"{{start:yyyy-MM-ddTHH:mm:ssZ}}","end_time":"{{start.AddSeconds(BucketSeconds):yyyy-MM-ddTHH:mm:ssZ}}","line1_in":{{entered}},"line1_out":{{left}}},""");
        }

        body.Length--;
        return body.Append("]}]}").ToString();
    }
}
