using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RetailOrleans.WebApi.Errors;

namespace RetailOrleans.WebApi.OpenApi;

/// <summary>Which problems an endpoint answers, for the OpenAPI document.</summary>
public static class ProblemMetadata
{
    /// <summary>Adds problems to what is documented.</summary>
    public static TBuilder WithProblems<TBuilder>(this TBuilder builder, params IEnumerable<int> statuses) where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
        {
            builder.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Problem), ["application/problem+json"]));
        }

        return builder;
    }
}
