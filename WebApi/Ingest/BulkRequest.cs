using System.Text.Json;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Ingest;

/// <summary>A body of POST /api/sensors/bulk-ingest: records of any types, of one sensor. Good ones are kept when others are bad.</summary>
internal sealed class BulkRequest : IRecordSink
{
    private const int MaxErrors = 1_000;

    private readonly Dictionary<string, int> _records = [];
    private readonly Dictionary<string, HashSet<int>> _bad = [];
    private readonly List<BulkError> _errors = [];
    private string _dataType = "";

    private BulkRequest(Guid sensorId) => SensorId = sensorId;

    public Guid SensorId { get; }

    public BatchBuilder Readings { get; } = new();

    /// <summary>How many records of each type came, in the order of their first batch.</summary>
    public IReadOnlyDictionary<string, int> Records => _records;

    public IReadOnlyList<BulkError> Errors => _errors;

    public int BadRecords(string dataType) => _bad.TryGetValue(dataType, out var bad) ? bad.Count : 0;

    /// <summary>Reads and judges a body.</summary>
    /// <exception cref="JsonException">Malformed.</exception>
    /// <exception cref="ValidationException">The sensor or the batches are missing.</exception>
    public static BulkRequest Read(ReadOnlySpan<byte> body, IngestRules rules)
    {
        try
        {
            return ReadAll(body, rules);
        }
        catch (InvalidOperationException exception)
        {
            // Text that is no Unicode, such as half a surrogate pair, shows only when it is read.
            throw new JsonException("A text is no Unicode.", exception);
        }
    }

    public void Accept(int index, Guid? sensorId, PeopleReading reading)
    {
        if (IsOwn(index, sensorId))
        {
            Readings.Add(index, reading);
        }
    }

    public void Accept(int index, Guid? sensorId, RegionReading reading, bool kindIsGiven)
    {
        if (IsOwn(index, sensorId))
        {
            Readings.Add(index, reading, kindIsGiven);
        }
    }

    public void Accept(int index, Guid? sensorId, HeatReading reading)
    {
        if (IsOwn(index, sensorId))
        {
            Readings.Add(index, reading);
        }
    }

    public void Accept(int index, Guid? sensorId, AlarmReading reading)
    {
        if (IsOwn(index, sensorId))
        {
            Readings.Add(index, reading);
        }
    }

    public void Refuse(int index, string field, string message) => Refuse(_dataType, index, field, message);

    public void Refuse(string dataType, int index, string field, string message)
    {
        if (!_bad.TryGetValue(dataType, out var bad))
        {
            _bad.Add(dataType, bad = []);
        }

        bad.Add(index);
        if (_errors.Count < MaxErrors)
        {
            _errors.Add(new BulkError(dataType, index, field, message));
        }
    }

    private void ReadBatch(ref Utf8JsonReader json, IngestRules rules)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw ValidationErrors.Of("data_batches", "A batch is an object {data_type, records}.");
        }

        // data_type may come behind the records: look first, then read.
        var start = json;
        var ahead = json;
        var dataType = TopLevel.MoveTo(ref ahead, "data_type"u8) && ahead.TokenType == JsonTokenType.String ? ahead.GetString() : null;
        var kind = DataTypes.Parse(dataType);
        _dataType = dataType ?? "";
        var reader = kind is { } known ? new RecordReader(known, rules, this) : null;
        var records = start;
        if (!TopLevel.MoveTo(ref records, "records"u8) || records.TokenType != JsonTokenType.StartArray)
        {
            throw ValidationErrors.Of("data_batches", "records is missing in a batch. Give an array of records.");
        }

        var count = _records.GetValueOrDefault(_dataType);
        while (records.Read() && records.TokenType != JsonTokenType.EndArray)
        {
            if (reader is null)
            {
                Refuse(count, "data_type", DataTypes.Unknown(dataType));
                records.Skip();
            }
            else
            {
                reader.Read(ref records, count);
            }

            count++;
        }

        _records[_dataType] = count;
        json.Skip();
    }

    private bool IsOwn(int index, Guid? sensorId)
    {
        if (sensorId is null || sensorId == SensorId)
        {
            return true;
        }

        Refuse(index, "sensor_id", $"The request is for sensor {SensorId}; a record of {sensorId} does not belong here. Send it in a request of its own.");
        return false;
    }

    private static BulkRequest ReadAll(ReadOnlySpan<byte> body, IngestRules rules)
    {
        var sensor = TopLevel.FindString(body, "sensor_id"u8);
        if (!Guid.TryParse(sensor, out var sensorId))
        {
            throw ValidationErrors.Of("sensor_id", sensor is null ? "sensor_id is missing. Give the sensor's UUID." : "sensor_id is no UUID.");
        }

        var request = new BulkRequest(sensorId);
        var json = new Utf8JsonReader(body);
        if (!TopLevel.MoveTo(ref json, "data_batches"u8) || json.TokenType != JsonTokenType.StartArray)
        {
            throw ValidationErrors.Of("data_batches", "data_batches is missing. Give an array of {data_type, records}.");
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            request.ReadBatch(ref json, rules);
        }

        TopLevel.MoveToEnd(ref json);
        return request;
    }
}
