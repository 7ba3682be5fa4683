namespace RetailOrleans.Storage.Registry;

/// <summary>The sensors that exist, from memory. One that is not known is asked of the database before it is called unknown.</summary>
public sealed class SensorDirectory
{
    private const int Capacity = 500_000;
    private readonly RegistryReader _registry;
    private readonly WatchedCache<Guid, SensorEntry> _sensors;

    public SensorDirectory(RegistryReader registry, ChangeFeed feed)
    {
        _registry = registry;
        _sensors = new WatchedCache<Guid, SensorEntry>(feed, Capacity);
        feed.Changed += OnChanged;
    }

    /// <summary>The sensor, of whatever organization; null when there is none or it was deleted.</summary>
    public ValueTask<SensorEntry?> FindAsync(Guid sensorId, CancellationToken cancellationToken = default) =>
        _sensors.Find(sensorId) is { } sensor ? new ValueTask<SensorEntry?>(sensor) : LoadAsync(sensorId, cancellationToken);

    private async ValueTask<SensorEntry?> LoadAsync(Guid sensorId, CancellationToken cancellationToken)
    {
        var ticket = _sensors.Ask(sensorId);
        var sensor = await _registry.FindEntryAsync(sensorId, cancellationToken);
        if (sensor is not null)
        {
            _sensors.Add(sensorId, sensor, ticket);
        }

        return sensor;
    }

    private void OnChanged(RegistryChange? change)
    {
        switch (change)
        {
            case null:
                _sensors.RemoveWhere(_ => true);
                break;
            case { Kind: RegistryChangeKind.Sensor, Id: var id }:
                _sensors.Remove(id);
                break;
        }
    }
}
