namespace RetailOrleans.Storage.Live;

/// <summary>What a sensor's live state was made from; equal to what is stored, or the state is not the sensor's.</summary>
/// <param name="SensorId">Whose.</param>
/// <param name="SensorKey">The sensor's narrow key.</param>
/// <param name="Epoch">Of its activation; a later activation has a higher one.</param>
/// <param name="Revision">Of its settings.</param>
/// <param name="StoreRevision">Of its store's settings, which give it a calendar.</param>
/// <param name="From">Its day.</param>
/// <param name="To">Its day's end.</param>
/// <param name="Tally">Its readings of that day.</param>
public sealed record SensorFingerprint(
    Guid SensorId, int SensorKey, long Epoch, long Revision, long StoreRevision, DateTimeOffset From, DateTimeOffset To, DayTally Tally);
