using Microsoft.AspNetCore.Builder;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Auth;

/// <summary>What an endpoint asks of its caller.</summary>
public static class RoleEndpointExtensions
{
    /// <summary>Lets tokens of this role and of higher ones in; 401 without a valid token, 403 with a lower role or an ingest token.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder builder, Role minimum) where TBuilder : IEndpointConventionBuilder =>
        builder.Require(new MinimumRole(minimum, AdmitsIngest: false));

    /// <summary>
    /// Lets store_staff and higher in, and ingest tokens, whose <see cref="Caller.SensorId"/> the endpoint must compare with each record's sensor.
    /// </summary>
    public static TBuilder RequireIngest<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Require(new MinimumRole(Role.StoreStaff, AdmitsIngest: true));

    /// <summary>Lets every valid token in.</summary>
    public static TBuilder RequireToken<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.Require(new MinimumRole(Role.Ingest, AdmitsIngest: true));

    private static TBuilder Require<TBuilder>(this TBuilder builder, MinimumRole minimum) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(minimum);
}
