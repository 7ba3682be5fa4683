using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.Unit.Tests.Live;

/// <summary>States and callers with what a test does not care about filled in.</summary>
internal static class LiveSamples
{
    public static readonly Guid OrganizationId = new("00000000-0000-0000-0000-00000000000a");

    public static readonly Guid StoreId = new("00000000-0000-0000-0000-0000000000b1");

    public static StoreLive Store(long version, Guid? storeId = null) => new(
        storeId ?? StoreId, OrganizationId, version, default, (int)version, null, version, 0, 0, 0, null, [], new(0, 0, 0, 0, 0, 0), null, 0, 0);

    public static LiveNews News(long version, Guid? storeId = null) => LiveNews.Of(Store(version, storeId));

    public static Caller Caller(params Guid[] storeIds) => new(new ApiToken(
        OrganizationId, Guid.NewGuid(), "token", Role.Viewer, storeIds.Length == 0 ? null : ImmutableArray.Create(storeIds), null, null, default, null, null));
}
