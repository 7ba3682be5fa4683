using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.WebApi.Auth;

/// <summary>
/// Bearer tokens. A browser can't set headers on a web socket or an event stream, so there the token may also be in the query; under
/// /api/devices see <see cref="DeviceSecret"/>.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenDirectory tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    private const string Prefix = "Bearer ";
    private static readonly PathString[] InQuery = ["/hubs", StoreStream.Path];

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var caller = await tokens.FindAsync(FindSecret(), Context.RequestAborted);
        return caller is not null && caller.MayComeFrom(Context.Connection.RemoteIpAddress)
            ? AuthenticateResult.Success(new AuthenticationTicket(CallerIdentity.PrincipalOf(caller), SchemeName))
            : AuthenticateResult.NoResult();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Problems.Unauthorized().ExecuteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<MinimumRole>();
        var caller = Context.GetCaller();
        var detail = caller.IsIngestOnly
            ? "An ingest token may only write the readings of its own sensor."
            : $"This call needs the role {needed?.Role.NameOf()} or higher; the token has {caller.Role.NameOf()}.";
        return Problems.Forbidden(detail).ExecuteAsync(Context);
    }

    private ReadOnlySpan<char> FindSecret()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return header.AsSpan(Prefix.Length).Trim();
        }

        if (DeviceSecret.IsAccepted(Request))
        {
            return DeviceSecret.Find(Request);
        }

        return header.Length == 0 && InQuery.Any(path => Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
            ? Request.Query["access_token"].ToString()
            : default;
    }
}
