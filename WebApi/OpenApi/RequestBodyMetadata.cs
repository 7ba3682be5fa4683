namespace RetailOrleans.WebApi.OpenApi;

/// <summary>What an endpoint reads from the body, for the OpenAPI document.</summary>
/// <param name="Type">The body's form.</param>
internal sealed record RequestBodyMetadata(Type Type);
