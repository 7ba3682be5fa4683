namespace RetailOrleans.Connectors.Notifications;

/// <summary>The mail server.</summary>
public sealed class SmtpOptions
{
    /// <summary>Its name; null: this installation sends no e-mail.</summary>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    /// <value>Default 587.</value>
    public int Port { get; set; } = 587;

    /// <summary>How the connection is protected.</summary>
    /// <value>Default <see cref="SmtpSecurity.StartTls"/>.</value>
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>Null: the server asks for no login.</summary>
    public string? Username { get; set; }

    /// <summary>With a user name.</summary>
    public string? Password { get; set; }

    /// <summary>The address that e-mails come from.</summary>
    public string? From { get; set; }
}
