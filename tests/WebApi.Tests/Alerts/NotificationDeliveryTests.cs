using System.Text;
using System.Text.Json;
using RetailOrleans.Connectors.Notifications;
using RetailOrleans.TestKit;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Alerts;

public sealed class NotificationDeliveryTests(SiloFixture silo)
{
    private const string Secret = "a-shared-secret";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_is_signed_carries_the_alert_and_comes_again_under_its_identity_until_it_is_taken()
    {
        await using var receiver = new WebhookReceiver { Status = 500 };
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var channelId = await AddChannelAsync(shop, $$"""{"name": "ops", "type": "webhook", "url": "{{receiver.Url}}", "secret": "{{Secret}}"}""");
        var ruleId = await shop.Admin.AddRuleAsync(AlertLife.Above(10, $$""", "channels": ["{{channelId}}"]"""));
        (await shop.PostPeopleAsync(DayTime.HoursAgo(3), 15)).Expect(201);
        var alert = await shop.UntilAlertAsync(ruleId, "firing");
        await Eventually.HoldsAsync(() => !receiver.Requests.IsEmpty, Cancellation);
        receiver.Status = 204;
        await Eventually.HoldsAsync(() => receiver.Requests.Any(request => request.Answered == 204), Cancellation);

        var requests = receiver.Requests.ToArray();
        Assert.True(requests.Length >= 2);
        var id = Assert.Single(requests.Select(request => request.Headers["X-Retail-Delivery"]).Distinct());
        Assert.Single(requests.Select(request => request.Body).Distinct());
        Assert.All(requests, request => Assert.Equal(
            WebhookSignature.Of(Secret, long.Parse(request.Headers["X-Retail-Timestamp"], System.Globalization.CultureInfo.InvariantCulture), Encoding.UTF8.GetBytes(request.Body)),
            request.Headers["X-Retail-Signature"]));
        var body = JsonDocument.Parse(requests[0].Body).RootElement;
        Assert.Equal((id, "alert.raised"), (body.GetProperty("id").GetString(), body.GetProperty("event").GetString()));
        foreach (var property in alert.EnumerateObject())
        {
            Assert.True(JsonElement.DeepEquals(property.Value, body.GetProperty("alert").GetProperty(property.Name)), property.Name);
        }

        // It ends: the receiver is told of that too, once.
        (await shop.PostPeopleAsync(DayTime.HoursAgo(2), 0, 10)).Expect(201);
        await Eventually.HoldsAsync(() => receiver.Requests.Any(request => request.Headers["X-Retail-Delivery"] != id), Cancellation);
        var changed = JsonDocument.Parse(receiver.Requests.Last().Body).RootElement;
        Assert.Equal(("alert.changed", "resolved"), (changed.GetProperty("event").GetString(), changed.GetProperty("alert").GetProperty("status").GetString()));
        var sent = (await Eventually.AnswersAsync(
            () => NotificationsAsync(shop, channelId, "sent"), found => found.Length == 2, TimeSpan.FromSeconds(15), Cancellation)).Answer;
        Assert.True(sent[1].GetProperty("attempts").GetInt32() >= 2);
    }

    [Fact]
    public async Task A_receiver_that_hangs_or_is_gone_holds_up_nobody_else()
    {
        await using var hanging = new WebhookReceiver { Status = 0 };
        await using var good = new WebhookReceiver();
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var slow = await AddChannelAsync(shop, $$"""{"name": "slow", "type": "webhook", "url": "{{hanging.Url}}"}""");
        var gone = await AddChannelAsync(shop, """{"name": "gone", "type": "slack", "url": "http://127.0.0.1:1/hook"}""");
        var teams = await AddChannelAsync(shop, $$"""{"name": "teams", "type": "teams", "url": "{{good.Url}}"}""");
        await shop.Admin.AddRuleAsync(AlertLife.Above(10, $$""", "channels": ["{{slow}}", "{{gone}}", "{{teams}}"]"""));
        (await shop.PostPeopleAsync(DayTime.HoursAgo(3), 15)).Expect(201);

        await Eventually.HoldsAsync(() => good.Requests.Count == 1 && !hanging.Requests.IsEmpty, Cancellation);
        Assert.Contains("AdaptiveCard", Assert.Single(good.Requests).Body, StringComparison.Ordinal);
        await Eventually.AnswersAsync(
            async () => (await NotificationsAsync(shop, gone, "waiting"))[0].GetProperty("last_error").GetString(),
            problem => problem == "The receiver refused the connection.", TimeSpan.FromSeconds(15), Cancellation);
        var test = (await shop.Admin.PostAsync($"/api/notification-channels/{gone}/test", "{}")).Expect(200).Json;
        Assert.Equal((false, "The receiver refused the connection."), (test.GetProperty("success").GetBoolean(), test.GetProperty("problem").GetString()));
    }

    [Fact]
    public async Task What_was_given_up_is_listed_and_goes_again_on_demand()
    {
        await using var receiver = new WebhookReceiver { Status = 500 };
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var channelId = await AddChannelAsync(shop, $$"""{"name": "ops", "type": "slack", "url": "{{receiver.Url}}"}""");
        await shop.Admin.AddRuleAsync(AlertLife.Above(10, $$""", "channels": ["{{channelId}}"]"""));
        (await shop.PostPeopleAsync(DayTime.HoursAgo(3), 15)).Expect(201);
        await Eventually.HoldsAsync(() => !receiver.Requests.IsEmpty, Cancellation);

        // A day goes by.
        await silo.ScalarAsync("update notifications set expires_at = now() where channel_id = $1", channelId);
        var dead = (await Eventually.AnswersAsync(
            () => NotificationsAsync(shop, channelId, "dead"), found => found.Length == 1, TimeSpan.FromSeconds(20), Cancellation)).Answer[0];
        Assert.Equal("The receiver answered 500.", dead.GetProperty("last_error").GetString());
        receiver.Status = 200;
        var id = dead.GetProperty("id").GetGuid();
        (await (await silo.FoundOrganizationAsync()).PostAsync($"/api/notifications/{id}/replay", "{}")).Expect(404);
        (await shop.Admin.PostAsync($"/api/notifications/{id}/replay", "{}")).Expect(200);
        await Eventually.AnswersAsync(
            () => NotificationsAsync(shop, channelId, "sent"), found => found.Length == 1 && found[0].GetProperty("id").GetGuid() == id, TimeSpan.FromSeconds(20),
            Cancellation);
        Assert.Empty(await NotificationsAsync(shop, channelId, "dead"));
    }

    [Fact]
    public async Task Alerts_of_one_moment_are_one_e_mail()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var address = $"ops-{Guid.NewGuid():N}@example.com";
        var channelId = await AddChannelAsync(shop, $$"""{"name": "mail", "type": "email", "to": ["{{address}}", "second@example.com"]}""");
        var first = await shop.Admin.AddRuleAsync(AlertLife.Above(10, $$""", "channels": ["{{channelId}}"]"""));
        var second = await shop.Admin.AddRuleAsync(AlertLife.Above(12, $$""", "channels": ["{{channelId}}"]"""));
        (await shop.PostPeopleAsync(DayTime.HoursAgo(3), 15)).Expect(201);
        await shop.UntilAlertAsync(first, "firing");
        await shop.UntilAlertAsync(second, "firing");

        await Eventually.HoldsAsync(() => silo.Mail.Mails.Any(mail => mail.To.Contains(address)), Cancellation);
        var (to, mail) = Assert.Single(silo.Mail.Mails, mail => mail.To.Contains(address));
        Assert.Equal([address, "second@example.com"], to);
        Assert.Contains("Subject: [critical] Shop: 15 people inside, and 1 more", mail, StringComparison.Ordinal);
        Assert.Contains("is for > 10", mail, StringComparison.Ordinal);
        Assert.Contains("is for > 12", mail, StringComparison.Ordinal);
        Assert.Equal(2, (await Eventually.AnswersAsync(
            () => NotificationsAsync(shop, channelId, "sent"), sent => sent.Length == 2, TimeSpan.FromSeconds(15), Cancellation)).Answer.Length);
    }

    [Fact]
    public async Task A_channels_rate_is_kept_and_the_rest_waits()
    {
        await using var receiver = new WebhookReceiver();
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var channelId = await AddChannelAsync(shop, $$"""{"name": "ops", "type": "webhook", "url": "{{receiver.Url}}", "rate_per_minute": 2}""");
        foreach (var limit in new[] { 1, 2, 3, 4 })
        {
            await shop.Admin.AddRuleAsync(AlertLife.Above(limit, $$""", "channels": ["{{channelId}}"]"""));
        }

        (await shop.PostPeopleAsync(DayTime.HoursAgo(3), 15)).Expect(201);
        await Eventually.AnswersAsync(
            () => NotificationsAsync(shop, channelId, ""), all => all.Length == 4 && all.Count(one => one.GetProperty("status").GetString() == "sent") == 2,
            TimeSpan.FromSeconds(20), Cancellation);

        // Nothing more goes although workers look: another channel's notification, written later, is sent.
        await using var other = new WebhookReceiver();
        var otherId = await AddChannelAsync(shop, $$"""{"name": "other", "type": "webhook", "url": "{{other.Url}}"}""");
        await shop.Admin.AddRuleAsync(AlertLife.Above(5, $$""", "channels": ["{{otherId}}"]"""));
        await Eventually.HoldsAsync(() => !other.Requests.IsEmpty, Cancellation);
        Assert.Equal(2, receiver.Requests.Count);
        Assert.Equal(2, (await NotificationsAsync(shop, channelId, "waiting")).Length);
    }

    [Fact]
    public async Task A_test_reaches_the_receiver_and_secrets_and_strangers_stay_out()
    {
        await using var receiver = new WebhookReceiver();
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var made = (await shop.Admin.PostAsync(
            "/api/notification-channels", $$"""{"name": "ops", "type": "webhook", "url": "{{receiver.Url}}", "secret": "{{Secret}}"}""")).Expect(201);
        var channel = made.Json.GetProperty("notification_channel");
        var path = $"/api/notification-channels/{channel.GetProperty("id").GetGuid()}";
        Assert.True(channel.GetProperty("secret_set").GetBoolean());
        Assert.DoesNotContain(Secret, made.Text, StringComparison.Ordinal);
        var test = (await shop.Admin.PostAsync($"{path}/test", "{}")).Expect(200).Json;
        Assert.True(test.GetProperty("success").GetBoolean(), test.GetRawText());
        Assert.Contains("\"event\":\"test\"", Assert.Single(receiver.Requests).Body, StringComparison.Ordinal);

        var kept = (await shop.Admin.PatchAsync(path, """{"rate_per_minute": 5}""")).Expect(200).Json.GetProperty("notification_channel");
        Assert.Equal((5, true), (kept.GetProperty("rate_per_minute").GetInt32(), kept.GetProperty("secret_set").GetBoolean()));
        Assert.False((await shop.Admin.PatchAsync(path, """{"secret": null}""")).Expect(200).Json.GetProperty("notification_channel").GetProperty("secret_set").GetBoolean());

        var stranger = await silo.FoundOrganizationAsync();
        (await stranger.GetAsync(path)).Expect(404);
        (await stranger.PostAsync($"{path}/test", "{}")).Expect(404);
        (await stranger.PatchAsync(path, """{"rate_per_minute": 5}""")).Expect(404);
        (await stranger.DeleteAsync(path)).Expect(404);
        (await stranger.PostAsync("/api/alert-rules", AlertLife.Above(1, $$""", "channels": ["{{channel.GetProperty("id").GetGuid()}}"]"""))).Expect(400).ErrorOf("channels");
        var limited = await shop.Admin.WithTokenAsync($$"""{"name": "limited", "role": "tenant_admin", "store_ids": ["{{shop.StoreId}}"]}""");
        (await limited.GetAsync("/api/notification-channels")).Expect(403);
        (await shop.Admin.DeleteAsync(path)).Expect(200);
        (await shop.Admin.GetAsync(path)).Expect(404);
    }

    [Theory]
    [InlineData("""{"type": "webhook", "url": "http://127.0.0.1/x"}""", "name")]
    [InlineData("""{"name": "x", "type": "pigeon", "url": "http://127.0.0.1/x"}""", "type")]
    [InlineData("""{"name": "x", "type": "webhook"}""", "url")]
    [InlineData("""{"name": "x", "type": "webhook", "url": "ftp://127.0.0.1/x"}""", "url")]
    [InlineData("""{"name": "x", "type": "webhook", "url": "http://user@127.0.0.1/x"}""", "url")]
    [InlineData("""{"name": "x", "type": "webhook", "url": "http://169.254.169.254/latest"}""", "url")]
    [InlineData("""{"name": "x", "type": "webhook", "url": "http://[::ffff:10.0.0.1]/x"}""", "url")]
    [InlineData("""{"name": "x", "type": "webhook", "url": "http://127.0.0.1/x", "secret": "short"}""", "secret")]
    [InlineData("""{"name": "x", "type": "webhook", "url": "http://127.0.0.1/x", "rate_per_minute": 0}""", "rate_per_minute")]
    [InlineData("""{"name": "x", "type": "email"}""", "to")]
    [InlineData("""{"name": "x", "type": "email", "to": ["nobody"]}""", "to[0]")]
    [InlineData("""{"name": "x", "type": "webhook", "url": "http://127.0.0.1/x", "colour": "red"}""", "colour")]
    public async Task What_is_wrong_with_a_channel_is_named(string body, string field)
    {
        var admin = await silo.FoundOrganizationAsync();
        (await admin.PostAsync("/api/notification-channels", body)).Expect(400).ErrorOf(field);
    }

    private static async Task<Guid> AddChannelAsync(Shop shop, string body) =>
        (await shop.Admin.PostAsync("/api/notification-channels", body)).Expect(201).Json.GetProperty("notification_channel").GetProperty("id").GetGuid();

    private static async Task<JsonElement[]> NotificationsAsync(Shop shop, Guid channelId, string status) =>
        [.. (await shop.Admin.GetAsync($"/api/notifications?channel_id={channelId}&status={status}")).Expect(200).Json.GetProperty("notifications").EnumerateArray()];
}
