using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Auth;

/// <summary>Who is calling.</summary>
public static class CallerExtensions
{
    /// <summary>The caller of an endpoint that requires a role.</summary>
    /// <exception cref="InvalidOperationException">The endpoint lets anybody in.</exception>
    public static Caller GetCaller(this HttpContext context) => context.User.FindCaller()
        ?? throw new InvalidOperationException("The endpoint requires no role, so it has no caller. Map it with RequireRole or RequireIngest.");

    /// <summary>The caller of a hub or an endpoint; null when nobody is authenticated.</summary>
    public static Caller? FindCaller(this ClaimsPrincipal? principal) => (principal?.Identity as CallerIdentity)?.Caller;
}
