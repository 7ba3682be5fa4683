using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace RetailOrleans.Connectors;

/// <summary>The connectors by sensor type.</summary>
public sealed class ConnectorCatalog
{
    private readonly FrozenDictionary<string, IDeviceConnector> _bySensorType;

    /// <summary>Collects the connectors; two for one sensor type are an error.</summary>
    public ConnectorCatalog(IEnumerable<IDeviceConnector> connectors)
    {
        _bySensorType = connectors.ToFrozenDictionary(connector => connector.SensorType, StringComparer.Ordinal);
        SensorTypes = [.. _bySensorType.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The sensor types that can be polled, sorted.</summary>
    public ImmutableArray<string> SensorTypes { get; }

    /// <summary>Finds the connector of a sensor type; false when none is known.</summary>
    public bool TryGet(string sensorType, [NotNullWhen(true)] out IDeviceConnector? connector) =>
        _bySensorType.TryGetValue(sensorType, out connector);
}
