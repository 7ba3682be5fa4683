namespace RetailOrleans.Connectors.Notifications;

/// <summary>How a send ended.</summary>
/// <param name="Problem">What went wrong, in plain words; null when it was taken.</param>
public sealed record SendResult(string? Problem)
{
    /// <summary>It was taken.</summary>
    public static SendResult Taken { get; } = new((string?)null);

    /// <summary>Whether it was taken.</summary>
    public bool IsTaken => Problem is null;
}
