using System.Runtime.CompilerServices;
using System.Security.Claims;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Auth;

/// <summary>A caller in the framework's form.</summary>
internal sealed class CallerIdentity : ClaimsIdentity
{
    // A caller stays the same object while its token is cached, so its principal is made once.
    private static readonly ConditionalWeakTable<Caller, ClaimsPrincipal> Principals = [];

    private CallerIdentity(Caller caller) : base(
        [new Claim(ClaimTypes.NameIdentifier, caller.TokenId.ToString()), new Claim(ClaimTypes.Role, caller.Role.NameOf())], "Bearer")
    {
        Caller = caller;
    }

    public Caller Caller { get; }

    public static ClaimsPrincipal PrincipalOf(Caller caller) =>
        Principals.GetValue(caller, static one => new ClaimsPrincipal(new CallerIdentity(one)));
}
