using Microsoft.AspNetCore.Http;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Errors;

namespace RetailOrleans.WebApi.Auth;

/// <summary>
/// Finds who is calling and lets in whom the endpoint admits. What the framework's schemes, policies and handlers do for a caller that has
/// nothing but a token, in one step: see docs/decisions/0042-one-step-to-the-caller.md.
/// </summary>
internal sealed class CallerMiddleware(RequestDelegate next, TokenDirectory tokens)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetOrderedMetadata<MinimumRole>() is not { Count: > 0 } required)
        {
            // Open to everybody.
            return next(context);
        }

        // A caller that is known, as nearly all are, is admitted within this call; only one that the database is asked about is awaited.
        var found = tokens.FindAsync(CallerSecret.Find(context), context.RequestAborted);
        return found.IsCompletedSuccessfully ? Admit(context, required, found.Result) : AdmitAsync(context, required, found);
    }

    private async Task AdmitAsync(HttpContext context, IReadOnlyList<MinimumRole> required, ValueTask<Caller?> found) => await Admit(context, required, await found);

    private Task Admit(HttpContext context, IReadOnlyList<MinimumRole> required, Caller? caller)
    {
        if (caller is null || !caller.MayComeFrom(context.Connection.RemoteIpAddress))
        {
            return Problems.Unauthorized().ExecuteAsync(context);
        }

        for (var i = 0; i < required.Count; i++)
        {
            if (!required[i].Admits(caller))
            {
                return Problems.Forbidden(
                    caller.IsIngestOnly
                        ? "An ingest token may only write the readings of its own sensor."
                        : $"This call needs the role {required[i].Role.NameOf()} or higher; the token has {caller.Role.NameOf()}.").ExecuteAsync(context);
            }
        }

        context.User = CallerIdentity.PrincipalOf(caller);
        return next(context);
    }
}
