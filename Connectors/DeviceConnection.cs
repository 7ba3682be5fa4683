namespace RetailOrleans.Connectors;

/// <summary>How a device is reached.</summary>
/// <param name="Protocol"><c>http</c> or <c>https</c>.</param>
/// <param name="VerifyTls">Whether an https certificate must be valid; cameras usually have a self-signed one.</param>
/// <param name="Timeout">For the whole answer of the device, all its endpoints together.</param>
/// <param name="Auth">The credentials.</param>
public sealed record DeviceConnection(string Protocol, bool VerifyTls, TimeSpan Timeout, DeviceAuth Auth);
