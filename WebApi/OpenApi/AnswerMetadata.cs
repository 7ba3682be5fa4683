namespace RetailOrleans.WebApi.OpenApi;

/// <summary>The forms that an endpoint's 200 may have, for the OpenAPI document.</summary>
/// <param name="Types">One of these.</param>
internal sealed record AnswerMetadata(IReadOnlyList<Type> Types);
