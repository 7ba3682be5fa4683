using System.Net;
using System.Text.Json;
using RetailOrleans.Connectors.Notifications;
using RetailOrleans.Grains.Alerts;

namespace RetailOrleans.Unit.Tests.Alerts;

public sealed class NotificationTests
{
    private const string Alert =
        """{"id":"x","status":"firing","severity":"critical","title":"Shop: 20 people inside\r\nBcc: all","message":"Too <many> & more.","triggered_at":"2026-07-15T12:00:00Z"}""";

    [Fact]
    public void A_signature_is_the_hmac_of_timestamp_and_body()
    {
        // By: printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac 'a-shared-secret'
        Assert.Equal(
            "sha256=4a22d71621ac45907cf394f47346901a15248edd3bc3d30cf8c9fcb9aaa0604f",
            WebhookSignature.Of("a-shared-secret", 1_700_000_000, """{"a":1}"""u8));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.8.9.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("2002:0a00:0001::1", false)]
    public void Only_addresses_out_on_the_Internet_are_public(string address, bool expected) =>
        Assert.Equal(expected, PublicAddress.Is(IPAddress.Parse(address)));

    [Fact]
    public void Attempts_go_on_ever_less_often_for_a_day()
    {
        var now = new DateTimeOffset(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);
        var expiresAt = now.AddHours(24);
        var pauses = new List<TimeSpan>();
        for (var attempts = 1; RetrySchedule.Next(attempts, expiresAt, now) is { } next; attempts++)
        {
            pauses.Add(next - now);
            now = next;
        }

        Assert.Equal([2, 4, 8, 16, 32], pauses.Take(5).Select(pause => pause.TotalSeconds));
        Assert.Equal(pauses.Order(), pauses);
        Assert.All(pauses, pause => Assert.True(pause <= TimeSpan.FromHours(1)));
        Assert.True(expiresAt - now < TimeSpan.FromHours(1));
    }

    [Fact]
    public void Each_receiver_gets_its_own_form()
    {
        var message = new NotificationMessage(Guid.Parse("11111111-2222-3333-4444-555555555555"), "alert.raised", Alert);
        var webhook = JsonDocument.Parse(NotificationText.WebhookBody(message)).RootElement;
        Assert.Equal(["id", "event", "alert"], webhook.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("11111111-2222-3333-4444-555555555555", "alert.raised", "critical"), (
            webhook.GetProperty("id").GetString(), webhook.GetProperty("event").GetString(), webhook.GetProperty("alert").GetProperty("severity").GetString()));

        Assert.Equal(
            "*[critical] Shop: 20 people inside Bcc: all*\nToo &lt;many&gt; &amp; more. Since 2026-07-15T12:00:00Z.",
            JsonDocument.Parse(NotificationText.SlackBody(message)).RootElement.GetProperty("text").GetString());
        var card = JsonDocument.Parse(NotificationText.TeamsBody(message)).RootElement.GetProperty("attachments")[0].GetProperty("content");
        Assert.Equal("[critical] Shop: 20 people inside Bcc: all", card.GetProperty("body")[0].GetProperty("text").GetString());

        // A title can't write a header.
        var (subject, body) = NotificationText.Mail([message, message with { Alert = Alert.Replace("firing", "resolved", StringComparison.Ordinal) }]);
        Assert.Equal("[critical] Shop: 20 people inside Bcc: all, and 1 more", subject);
        Assert.Contains("[resolved] Shop: 20 people inside", body, StringComparison.Ordinal);
        Assert.Contains("It is over.", body, StringComparison.Ordinal);
    }
}
