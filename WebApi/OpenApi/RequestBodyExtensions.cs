using Microsoft.AspNetCore.Builder;

namespace RetailOrleans.WebApi.OpenApi;

/// <summary>Documents bodies that handlers read themselves.</summary>
public static class RequestBodyExtensions
{
    /// <summary>
    /// Documents a JSON body. Unlike Accepts it does not route by Content-Type: a client that forgot the header is understood all the same.
    /// </summary>
    public static RouteHandlerBuilder WithRequestBody<T>(this RouteHandlerBuilder builder) => builder.WithMetadata(new RequestBodyMetadata(typeof(T)));

    /// <summary>Documents a body that is a picture: PNG, JPEG or WebP.</summary>
    public static RouteHandlerBuilder WithPictureBody(this RouteHandlerBuilder builder) => builder.WithMetadata(new RequestBodyMetadata(typeof(byte[])));
}
