namespace RetailOrleans.Connectors;

/// <summary>Speaks one family of devices. Stateless towards the caller and safe to use for many devices at once.</summary>
public interface IDeviceConnector
{
    /// <summary>The sensor type that it serves, as in a sensor's configuration, e.g. <c>milesight_people_counter</c>.</summary>
    string SensorType { get; }

    /// <summary>
    /// Asks the device for what it saw in the window. What goes wrong at the device (unreachable, refused, nonsense) comes back as
    /// <see cref="DeviceAnswer.Faults"/>, never as an exception and never as zeros. Nothing is retried.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    Task<DeviceAnswer> CollectAsync(Device device, CollectionWindow window, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the device for everything that it may be able to tell of the window, whatever the sensor's settings want of it, and says what
    /// is wrong. As <see cref="CollectAsync"/> it throws nothing but cancellation.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    async Task<DeviceProbe> ProbeAsync(Device device, CollectionWindow window, CancellationToken cancellationToken) =>
        DeviceProbe.Of(await CollectAsync(device, window, cancellationToken), "people_counting");
}
