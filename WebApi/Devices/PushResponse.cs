namespace RetailOrleans.WebApi.Devices;

/// <summary>What became of a device's message.</summary>
/// <param name="Message">For people.</param>
/// <param name="Inserted">Buckets that were new.</param>
/// <param name="Updated">Buckets whose numbers were replaced.</param>
/// <param name="Unchanged">Readings that changed nothing.</param>
/// <param name="Ignored">What the device told and was not stored, with why.</param>
public sealed record PushResponse(string Message, int Inserted, int Updated, int Unchanged, IReadOnlyList<string> Ignored);
