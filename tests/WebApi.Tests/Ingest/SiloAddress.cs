using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Ingest;

/// <summary>For clients that are none of the fixture's.</summary>
internal static class SiloAddress
{
    public static Uri AddressOf(this SiloFixture silo, string path) =>
        new(new Uri(silo.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), path);
}
