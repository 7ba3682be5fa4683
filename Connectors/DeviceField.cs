namespace RetailOrleans.Connectors;

/// <summary>One of a device's fields, for devices that are described by configuration.</summary>
/// <param name="Source">Its name at the device: a CSV column, or a path within a JSON row.</param>
/// <param name="Target">The contract's name, e.g. <c>line1_in</c>.</param>
/// <param name="Type">For people; the target says how it is read.</param>
/// <param name="Format">Of a time: a pattern, <c>iso</c>, <c>unix</c> or <c>unix_ms</c>; null = as it looks.</param>
public sealed record DeviceField(string Source, string Target, string? Type = null, string? Format = null);
