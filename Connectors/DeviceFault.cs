namespace RetailOrleans.Connectors;

/// <summary>What went wrong at one endpoint of a device.</summary>
/// <param name="Kind">For programs.</param>
/// <param name="Endpoint">Which endpoint: <c>people_counting</c>, <c>regional_counting</c>, <c>heatmap</c>, <c>real_time_status</c>, or one of the vendor's own.</param>
/// <param name="Message">For a store manager: what happened, at which host:port, what to check. Never holds a secret.</param>
public sealed record DeviceFault(FaultKind Kind, string Endpoint, string Message);
