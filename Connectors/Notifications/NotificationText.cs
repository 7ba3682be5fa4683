using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailOrleans.Connectors.Notifications;

/// <summary>Notifications in the words and forms of each receiver: pure functions of what is told.</summary>
public static class NotificationText
{
    /// <summary>A webhook's body.</summary>
    public static byte[] WebhookBody(NotificationMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["id"] = message.Id,
            ["event"] = message.Event,
            ["alert"] = JsonNode.Parse(message.Alert),
        });
    }

    /// <summary>A message that Slack takes, and what takes Slack's messages.</summary>
    public static byte[] SlackBody(NotificationMessage message)
    {
        var (headline, text) = Words(message);
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["text"] = $"*{Escaped(headline)}*\n{Escaped(text)}" });

        // Slack's three special characters, so that a sensor's name can't call a channel.
        static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
    }

    /// <summary>A card that Microsoft Teams takes.</summary>
    public static byte[] TeamsBody(NotificationMessage message)
    {
        var (headline, text) = Words(message);
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["content"] = new JsonObject
                {
                    ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                    ["type"] = "AdaptiveCard",
                    ["version"] = "1.4",
                    ["body"] = new JsonArray(
                        new JsonObject { ["type"] = "TextBlock", ["text"] = headline, ["weight"] = "Bolder", ["wrap"] = true },
                        new JsonObject { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true }),
                },
            }),
        });
    }

    /// <summary>One e-mail about all that is told.</summary>
    public static (string Subject, string Body) Mail(IReadOnlyList<NotificationMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var first = Words(messages[0]);
        var subject = messages.Count == 1 ? first.Headline : $"{first.Headline}, and {messages.Count - 1} more";
        var body = new StringBuilder();
        foreach (var message in messages)
        {
            var (headline, text) = Words(message);
            body.Append(headline).Append("\r\n").Append(text).Append("\r\n\r\n");
        }

        return (OneLine(subject), body.ToString());
    }

    /// <summary>A headline such as "[critical] Shop: 20 people inside", and a sentence.</summary>
    public static (string Headline, string Text) Words(NotificationMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var alert = JsonDocument.Parse(message.Alert);
        string? Text(string name) =>
            alert.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        var title = OneLine(Text("title") ?? "Alert");
        return message.Event == "test" ? (title, Text("message") ?? "") : Text("status") switch
        {
            "resolved" => ($"[resolved] {title}", Text("resolved_by") is { } by ? $"Ended by {by}." : "It is over."),
            "acknowledged" => ($"[acknowledged] {title}", $"{Text("acknowledged_by")} has seen it."),
            _ => ($"[{Text("severity")}] {title}", $"{Text("message")} Since {Text("triggered_at")}."),
        };
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
