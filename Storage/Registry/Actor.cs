namespace RetailOrleans.Storage.Registry;

/// <summary>Who does something.</summary>
/// <param name="Name">The name of the token.</param>
/// <param name="TokenId">The token.</param>
public sealed record Actor(string Name, Guid TokenId);
