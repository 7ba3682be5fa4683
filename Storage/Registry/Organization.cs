namespace RetailOrleans.Storage.Registry;

/// <summary>A tenant.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Name">Shown to people.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Organization(Guid Id, string Name, DateTimeOffset CreatedAt);
