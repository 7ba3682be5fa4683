namespace RetailOrleans.Connectors.Http;

/// <summary>A device's answer to one request: its body, or what went wrong.</summary>
/// <param name="Body">The whole body of a 200 or 204; empty when <paramref name="Fault"/> is set.</param>
/// <param name="Fault">Kind and plain words, or null.</param>
/// <param name="ClockOffset">The device's clock minus ours by its Date header.</param>
internal sealed record HttpReply(ReadOnlyMemory<byte> Body, Rejection? Fault, TimeSpan? ClockOffset)
{
    public static HttpReply Failed(FaultKind kind, string reason, TimeSpan? clockOffset = null) => new(default, new Rejection(kind, reason), clockOffset);
}
