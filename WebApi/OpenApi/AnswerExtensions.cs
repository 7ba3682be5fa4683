using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RetailOrleans.WebApi.OpenApi;

/// <summary>Documents answers of several forms.</summary>
internal static class AnswerExtensions
{
    /// <summary>Documents a 200 that is one of several forms of JSON, or CSV.</summary>
    public static RouteHandlerBuilder WithAnswers(this RouteHandlerBuilder builder, params IReadOnlyList<Type> types) => builder
        .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, types[0], ["application/json", "text/csv"]))
        .WithMetadata(new AnswerMetadata(types));
}
