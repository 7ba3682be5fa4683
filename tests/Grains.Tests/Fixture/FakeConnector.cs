using System.Collections.Concurrent;
using RetailOrleans.Connectors;

namespace RetailOrleans.Grains.Tests.Fixture;

/// <summary>A vendor whose devices, by their port, say what a test has them say. One that was not told anything does not answer.</summary>
internal sealed class FakeConnector : IDeviceConnector
{
    public const string Type = "fake_counter";

    private readonly ConcurrentDictionary<int, Func<CollectionWindow, Task<DeviceAnswer>>> _devices = [];
    private readonly ConcurrentDictionary<int, int> _polls = [];

    public string SensorType => Type;

    public void Let(int port, Func<CollectionWindow, Task<DeviceAnswer>> answer) => _devices[port] = answer;

    public int Polls(int port) => _polls.GetValueOrDefault(port);

    public Task<DeviceAnswer> CollectAsync(Device device, CollectionWindow window, CancellationToken cancellationToken)
    {
        _polls.AddOrUpdate(device.Port, 1, (_, polls) => polls + 1);
        return _devices.TryGetValue(device.Port, out var answer) ? answer(window) : Task.FromResult(Fault("no answer"));
    }

    public static DeviceAnswer People(params PeopleObservation[] people) =>
        new([.. people], [], [], null, null, [], TimeSpan.FromMilliseconds(5), null) { Answered = true };

    public static DeviceAnswer Fault(string message, FaultKind kind = FaultKind.TimedOut) =>
        new([], [], [], null, null, [new DeviceFault(kind, "people_counting", message)], TimeSpan.FromSeconds(5), null) { Answered = false };
}
