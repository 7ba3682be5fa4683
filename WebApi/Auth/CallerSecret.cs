using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.WebApi.Auth;

/// <summary>
/// The secret of a request: a bearer token. A browser can't set headers on a web socket or an event stream, so there it may also be in the
/// query; under /api/devices see <see cref="DeviceSecret"/>.
/// </summary>
internal static class CallerSecret
{
    private const string Prefix = "Bearer ";
    private static readonly PathString[] InQuery = ["/hubs", StoreStream.Path];
    private static readonly object Last = new();

    /// <summary>The hash of the secret; null when there is none.</summary>
    public static TokenHash? Find(HttpContext context)
    {
        var request = context.Request;
        var header = request.Headers.Authorization;
        if (header.Count == 1 && header[0] is { } value && value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return OfConnection(context, value);
        }

        if (DeviceSecret.IsAccepted(request))
        {
            return TokenHash.Of(DeviceSecret.Find(request));
        }

        return string.IsNullOrEmpty(header) && InQuery.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
            ? TokenHash.Of(request.Query["access_token"].ToString())
            : null;
    }

    /// <summary>A client says the same on its connection again and again, and the server then hands out the same string: its hash is kept.</summary>
    private static TokenHash? OfConnection(HttpContext context, string header)
    {
        var items = context.Features.Get<IConnectionItemsFeature>()?.Items;
        if (items is not null && items.TryGetValue(Last, out var item) && item is Known known && ReferenceEquals(known.Header, header))
        {
            return known.Hash;
        }

        var hash = TokenHash.Of(header.AsSpan(Prefix.Length).Trim());
        if (items is not null)
        {
            items[Last] = new Known(header, hash);
        }

        return hash;
    }

    private sealed record Known(string Header, TokenHash? Hash);
}
