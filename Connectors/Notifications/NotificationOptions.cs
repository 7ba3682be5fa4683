using System.ComponentModel.DataAnnotations;

namespace RetailOrleans.Connectors.Notifications;

/// <summary>Where notifications may go, and by which mail server.</summary>
public sealed class NotificationOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Notifications";

    /// <summary>Networks, in CIDR form, that webhooks may be in.</summary>
    /// <value>Default: none named, which is every public address and no private one.</value>
    public string[]? AllowedNetworks { get; set; }

    /// <summary>Longest time that one send may take.</summary>
    /// <value>1 to 10 s, default 10 s: a claim of the outbox outlasts it.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:10")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the first alert of an e-mail waits for others to go with it.</summary>
    /// <value>0 to 15 minutes, default 20 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:15:00")]
    public TimeSpan MailDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The mail server; without a host there is no e-mail.</summary>
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>A server needs to know who writes.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Smtp.Host is { Length: > 0 } && !MimeKit.MailboxAddress.TryParse(Smtp.From, out _))
        {
            yield return new ValidationResult(
                $"Notifications:Smtp:From is '{Smtp.From}'. Give the address that e-mails come from, e.g. alerts@example.com.", ["Smtp:From"]);
        }

        if (Smtp.Port is < 1 or > 65535)
        {
            yield return new ValidationResult($"Notifications:Smtp:Port is {Smtp.Port}; expected 1 to 65535.", ["Smtp:Port"]);
        }
    }
}
