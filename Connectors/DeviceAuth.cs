namespace RetailOrleans.Connectors;

/// <summary>Credentials of a device. Its text form never shows the secret.</summary>
/// <param name="Type"><c>none</c>, <c>basic</c>, <c>digest</c> or <c>bearer</c>.</param>
/// <param name="Username">For basic and digest.</param>
/// <param name="Secret">The password, or the bearer token.</param>
public sealed record DeviceAuth(string Type, string? Username, string? Secret)
{
    /// <summary>No credentials.</summary>
    public static DeviceAuth None { get; } = new("none", null, null);

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(DeviceAuth)} {{ {nameof(Type)} = {Type}, {nameof(Username)} = {Username}, {nameof(Secret)} = {(Secret is null ? "unset" : "set")} }}";
}
