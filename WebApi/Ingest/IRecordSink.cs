using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.WebApi.Ingest;

/// <summary>Where parsed records go, good and bad.</summary>
internal interface IRecordSink
{
    /// <summary>A valid record; <paramref name="sensorId"/> as it came, null when it names none.</summary>
    void Accept(int index, Guid? sensorId, PeopleReading reading);

    /// <summary>The same; without <paramref name="kindIsGiven"/> the record does not say what its numbers mean, and the sensor's type decides.</summary>
    void Accept(int index, Guid? sensorId, RegionReading reading, bool kindIsGiven);

    void Accept(int index, Guid? sensorId, HeatReading reading);

    void Accept(int index, Guid? sensorId, AlarmReading reading);

    /// <summary>What is wrong with a record's field; empty for the record as a whole.</summary>
    void Refuse(int index, string field, string message);
}
