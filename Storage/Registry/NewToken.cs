namespace RetailOrleans.Storage.Registry;

/// <summary>A token just made.</summary>
/// <param name="Token">What it is.</param>
/// <param name="Secret">Shown once; only its hash is kept.</param>
public sealed record NewToken(ApiToken Token, string Secret);
