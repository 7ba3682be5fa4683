namespace RetailOrleans.Storage.Alerts;

/// <summary>An alert changed.</summary>
/// <param name="Alert">As it is now.</param>
/// <param name="IsRaised">It was raised; false: it changed otherwise.</param>
public sealed record AlertNews(Alert Alert, bool IsRaised);
