using System.Collections.Concurrent;

namespace RetailOrleans.Silo;

/// <summary>
/// Remembers the names of grain interfaces. Orleans reads them from an attribute, by reflection, each time that a reference to a grain is
/// made, which would take a twelfth of the time of a posted reading.
/// </summary>
internal sealed class GrainInterfaceTypes(IServiceProvider services) : IGrainInterfaceTypeProvider
{
    private readonly ConcurrentDictionary<Type, GrainInterfaceType?> _known = [];

    public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
    {
        var known = _known.GetOrAdd(type, Read);
        grainInterfaceType = known.GetValueOrDefault();
        return known is not null;
    }

    private GrainInterfaceType? Read(Type type)
    {
        foreach (var attribute in type.GetCustomAttributes(inherit: false))
        {
            if (attribute is IGrainInterfaceTypeProviderAttribute provider)
            {
                return provider.GetGrainInterfaceType(services, type);
            }
        }

        return null;
    }
}
