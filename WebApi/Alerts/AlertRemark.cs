namespace RetailOrleans.WebApi.Alerts;

/// <summary>What somebody says about an alert.</summary>
/// <param name="Comment">1 to 2,000 characters; required for a comment, optional with acknowledge and resolve.</param>
public sealed record AlertRemark(string? Comment = null);
