using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text.Json;
using System.Text.Json.Nodes;
using RetailOrleans.Connectors.Notifications;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Json;

namespace RetailOrleans.WebApi.Alerts;

/// <summary>From a client's JSON to a validated channel. A change is read as the whole channel with the patch merged in.</summary>
internal sealed class ChannelInput(NotificationSender sender, SecretProtector protector)
{
    private const int MaxAddresses = 20;
    private const int DefaultRate = 30;

    /// <summary>A new channel.</summary>
    /// <exception cref="ValidationException">With everything that is wrong.</exception>
    public ChannelDraft Read(JsonElement body)
    {
        var errors = new ValidationErrors();
        var json = new StrictJson(body, errors);
        var name = json.Text("name", 200, required: true);
        var type = ReadType(json);
        var url = json.Text("url", 2_000);
        var to = ReadTo(json);
        var secret = json.Secret("secret", 500);
        var rate = json.Number("rate_per_minute", 1, 600) ?? DefaultRate;
        var isActive = json.Flag("is_active") ?? true;

        // An answer that somebody sends back as it came must not fail.
        json.Flag("secret_set");
        json.RejectUnknown();
        var target = type == ChannelType.Email ? Addresses(json, to, url) : Url(json, url, to);
        if (secret is { Length: < 8 })
        {
            json.Add("secret", "Expected 8 to 500 characters: a shorter one can be guessed.");
        }

        errors.ThrowIfAny();
        return new ChannelDraft(name!, type, target!, secret is null ? null : protector.Protect(secret), rate, isActive);
    }

    /// <summary>A channel with a patch merged in. An absent secret stays.</summary>
    /// <exception cref="ValidationException">With everything that is wrong.</exception>
    public ChannelDraft Merge(NotificationChannel before, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            return Read(patch);
        }

        var isMail = before.Type == ChannelType.Email;
        var changes = JsonObject.Create(patch)!;
        var merged = MergePatch.Apply(
            new JsonObject
            {
                ["name"] = before.Name,
                ["type"] = before.Type.NameOf(),
                ["url"] = isMail ? null : before.Target,
                ["to"] = isMail ? new JsonArray([.. before.Target.Split(',').Select(address => JsonValue.Create(address))]) : null,
                ["rate_per_minute"] = before.RatePerMinute,
                ["is_active"] = before.IsActive,
            },
            changes)!;
        var draft = Read(JsonSerializer.SerializeToElement(merged, ApiJson.Default.JsonNode));
        return changes.ContainsKey("secret") ? draft : draft with { ProtectedSecret = before.ProtectedSecret };
    }

    private static ChannelType ReadType(StrictJson json)
    {
        if (json.Value("type") is null)
        {
            json.Add("type", $"Required: one of {string.Join(", ", AlertNames.ChannelTypes)}.");
        }

        return json.OneOf("type", AlertNames.ChannelTypes.AsSpan()) is { } type ? AlertNames.ChannelType(type) : ChannelType.Webhook;
    }

    /// <summary>One address, or an array of them.</summary>
    private static string[]? ReadTo(StrictJson json) => json.Value("to") switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } one => one.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        _ => json.Elements("to", MaxAddresses)?.Select(element => element.ValueKind == JsonValueKind.String ? element.GetString()!.Trim() : "").ToArray(),
    };

    private static string? Addresses(StrictJson json, string[]? to, string? url)
    {
        if (url is not null)
        {
            json.Add("url", "A channel of type email has no url; give the addresses in to.");
        }

        if (to is null or { Length: 0 or > MaxAddresses })
        {
            json.Add("to", $"Required: 1 to {MaxAddresses} e-mail addresses.");
            return null;
        }

        for (var i = 0; i < to.Length; i++)
        {
            if (to[i].Length > 254 || to[i].Contains(',') || !MailAddress.TryCreate(to[i], out var parsed) || parsed.Address != to[i])
            {
                json.Add(string.Create(CultureInfo.InvariantCulture, $"to[{i}]"), "Expected an e-mail address such as ops@example.com.");
            }
        }

        return string.Join(',', to);
    }

    private string? Url(StrictJson json, string? url, string[]? to)
    {
        if (to is not null)
        {
            json.Add("to", "Only a channel of type email has addresses; give the receiver's url.");
        }

        if (url is null)
        {
            json.Add("url", "Required: the receiver's http or https address.");
            return null;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            json.Add("url", "Expected an http or https address without user and fragment, e.g. https://example.com/hooks/retail.");
            return null;
        }

        // Of a name this is judged when it is resolved, at every send.
        if (IPAddress.TryParse(uri.IdnHost, out var address) && !sender.MayContact(address))
        {
            json.Add("url", $"{address} is outside the networks in which receivers may be contacted. Use a public address, or have Notifications:AllowedNetworks extended.");
        }

        return uri.AbsoluteUri;
    }
}
