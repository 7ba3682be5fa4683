namespace RetailOrleans.Connectors.Notifications;

/// <summary>How a connection to a mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>In the clear at first, then TLS; never without.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,
}
