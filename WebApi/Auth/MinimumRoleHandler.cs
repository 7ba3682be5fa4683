using Microsoft.AspNetCore.Authorization;

namespace RetailOrleans.WebApi.Auth;

/// <summary>Compares a caller's role with what an endpoint asks for.</summary>
internal sealed class MinimumRoleHandler : AuthorizationHandler<MinimumRole>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MinimumRole requirement)
    {
        if (context.User.FindCaller() is { } caller && (caller.Has(requirement.Role) || (requirement.AdmitsIngest && caller.IsIngestOnly)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
