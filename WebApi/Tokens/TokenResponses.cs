using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Tokens;

/// <summary>A token, without its secret.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Name">Shown to people.</param>
/// <param name="Role">What it may do.</param>
/// <param name="StoreIds">The stores that it is limited to; null = all.</param>
/// <param name="SensorId">An ingest token's one sensor.</param>
/// <param name="AllowedNetworks">CIDR; null = from anywhere.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends; null = never.</param>
/// <param name="LastUsedAt">At most some minutes old; null = never.</param>
public sealed record TokenResponse(
    Guid Id, string Name, string Role, IReadOnlyList<Guid>? StoreIds, Guid? SensorId, IReadOnlyList<string>? AllowedNetworks,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);

/// <summary>A token just made, with its secret for the only time.</summary>
public sealed record NewTokenAnswer(TokenResponse Token, string Secret);

/// <summary>A part of the tokens, newest first.</summary>
public sealed record TokenListAnswer(IReadOnlyList<TokenResponse> Tokens, Pagination Pagination);
