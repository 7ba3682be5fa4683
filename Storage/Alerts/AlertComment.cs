namespace RetailOrleans.Storage.Alerts;

/// <summary>What somebody said about an alert.</summary>
/// <param name="At">When.</param>
/// <param name="By">The name of the token.</param>
/// <param name="Text">1 to 2,000 characters.</param>
public sealed record AlertComment(DateTimeOffset At, string By, string Text);
