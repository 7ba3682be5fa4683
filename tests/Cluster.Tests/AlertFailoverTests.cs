using System.Text.Json;
using RetailOrleans.Cluster.Tests.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.Cluster.Tests;

/// <summary>A silo is killed between an alert and its notification.</summary>
[Collection(OneClusterAtATime.Name)]
public sealed class AlertFailoverTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_notification_is_lost_and_none_comes_under_two_identities()
    {
        await using var receiver = new WebhookReceiver { Status = 0 };
        await using var deployment = await Deployment.CreateAsync();
        var silo = deployment.Silo(0);
        var (storeId, sensors) = await deployment.AddStoreAsync(sensors: 1);
        var channel = (await deployment.PostAsync("/api/notification-channels", new { name = "ops", type = "webhook", url = receiver.Url }))
            .GetProperty("notification_channel").GetProperty("id").GetGuid();
        await deployment.PostAsync("/api/alert-rules", new
        {
            name = "Full", type = "occupancy", store_id = storeId, condition = new { metric = "occupancy", @operator = ">", value = 10 }, channels = new[] { channel },
        });
        var start = DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 10 * 10) - 60);
        Assert.Equal(201, await deployment.TryPostAsync(silo, new SentReading(sensors[0], start, 15)));

        // The receiver has it and does not answer: nobody knows whether it was taken.
        await Eventually.HoldsAsync(() => !receiver.Requests.IsEmpty, Cancellation);
        await silo.KillAsync(Cancellation);
        receiver.Status = 204;
        await silo.StartAgainAsync(Cancellation);
        await Eventually.AnswersAsync(
            () => Task.FromResult(receiver.Requests.Count(request => request.Answered == 204)), taken => taken == 1, TimeSpan.FromSeconds(60), Cancellation);

        Assert.Single(receiver.Requests.Select(request => request.Headers["X-Retail-Delivery"]).Distinct());

        // The store's rules go on from what is stored: a reading more, and still one alert.
        Assert.Equal(201, await deployment.TryPostAsync(silo, new SentReading(sensors[0], start.AddSeconds(10), 1)));
        await Eventually.AnswersAsync(
            () => deployment.LiveAsync(silo, storeId), live => live.GetProperty("occupancy").GetInt32() == 16 && live.GetProperty("active_alerts").GetInt32() == 1,
            TimeSpan.FromSeconds(20), Cancellation);
        var alert = Assert.Single((await deployment.GetAsync(silo, $"/api/alerts?store_id={storeId}")).GetProperty("alerts").EnumerateArray());
        Assert.Equal("firing", alert.GetProperty("status").GetString());
        Assert.Equal(
            alert.GetProperty("id").GetGuid(), JsonDocument.Parse(receiver.Requests.Last().Body).RootElement.GetProperty("alert").GetProperty("id").GetGuid());
    }
}
