using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Auth;

/// <summary>What an endpoint asks of its caller. An endpoint without one is open to everybody.</summary>
/// <param name="Role">At least this.</param>
/// <param name="AdmitsIngest">Whether an ingest token may come in too; the endpoint then compares its sensor.</param>
internal sealed record MinimumRole(Role Role, bool AdmitsIngest)
{
    public bool Admits(Caller caller) => caller.Has(Role) || (AdmitsIngest && caller.IsIngestOnly);
}
