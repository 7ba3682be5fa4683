using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace RetailOrleans.WebApi.Auth;

internal static class AuthServices
{
    public static IServiceCollection AddBearerTokens(this IServiceCollection services)
    {
        services.AddAuthentication(BearerHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null);
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, MinimumRoleHandler>();
        return services;
    }
}
