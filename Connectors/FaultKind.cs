namespace RetailOrleans.Connectors;

/// <summary>Why an endpoint of a device gave nothing usable.</summary>
public enum FaultKind
{
    /// <summary>No connection: refused, no route, name not found, or broken off before an answer.</summary>
    Unreachable,

    /// <summary>No complete answer within the device's timeout.</summary>
    TimedOut,

    /// <summary>401 or 403.</summary>
    CredentialsRefused,

    /// <summary>The device (or a gateway before it) answered with an error status.</summary>
    ServerError,

    /// <summary>A web page or other content that is not this device's data.</summary>
    NotACounter,

    /// <summary>The answer ends in the middle.</summary>
    Truncated,

    /// <summary>The answer is longer than any real one.</summary>
    TooLarge,

    /// <summary>The device points elsewhere; that is not followed.</summary>
    Redirected,

    /// <summary>The TLS handshake failed, e.g. for a certificate that does not verify.</summary>
    InsecureConnection,

    /// <summary>The sensor's own settings are not usable, e.g. an unknown time zone.</summary>
    Misconfigured,

    /// <summary>It answers, and its clock is more than two minutes off.</summary>
    ClockOff,

    /// <summary>It answers, and does not count people: counting is switched off in it.</summary>
    CountingOff,
}
