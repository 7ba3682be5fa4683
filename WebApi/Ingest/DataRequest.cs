using System.Globalization;
using System.Text.Json;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Ingest;

/// <summary>A body of POST /api/sensors/data: records of one type, of any sensors. Valid as a whole or not at all.</summary>
internal sealed class DataRequest : IRecordSink
{
    private readonly ValidationErrors _errors = new();
    private readonly List<(Guid SensorId, BatchBuilder Builder)> _sensors = new(1);

    // Made for the second sensor: most requests have one.
    private Dictionary<Guid, BatchBuilder>? _bySensor;
    private bool _isArray;

    private DataRequest()
    {
    }

    /// <summary>The readings by sensor.</summary>
    public IReadOnlyList<(Guid SensorId, BatchBuilder Builder)> Sensors => _sensors;

    public int Count { get; private set; }

    /// <summary>Reads and judges a body.</summary>
    /// <exception cref="JsonException">Malformed.</exception>
    /// <exception cref="ValidationException">Some record is bad; every bad one is named.</exception>
    public static DataRequest Read(ReadOnlySpan<byte> body, IngestRules rules)
    {
        try
        {
            return ReadText(body, rules);
        }
        catch (InvalidOperationException exception)
        {
            // The reader's word for half of a surrogate pair, which JSON's grammar allows and Unicode does not.
            throw new JsonException("A text is not valid Unicode.", exception);
        }
    }

    /// <summary>The path of a record's field, for an error.</summary>
    public string Path(int index, string field) =>
        (_isArray ? string.Create(CultureInfo.InvariantCulture, $"data[{index}]") : "data") + (field.Length == 0 ? "" : "." + field);

    public void Accept(int index, Guid? sensorId, PeopleReading reading) => Builder(index, sensorId)?.Add(index, reading);

    public void Accept(int index, Guid? sensorId, RegionReading reading, bool kindIsGiven) => Builder(index, sensorId)?.Add(index, reading, kindIsGiven);

    public void Accept(int index, Guid? sensorId, HeatReading reading) => Builder(index, sensorId)?.Add(index, reading);

    public void Accept(int index, Guid? sensorId, AlarmReading reading) => Builder(index, sensorId)?.Add(index, reading);

    public void Refuse(int index, string field, string message) => _errors.Add(Path(index, field), message);

    private BatchBuilder? Builder(int index, Guid? sensorId)
    {
        if (sensorId is not { } id)
        {
            Refuse(index, "sensor_id", "sensor_id is missing. Give the id that the sensor's registration answered.");
            return null;
        }

        if (_sensors is [.., var last] && last.SensorId == id)
        {
            return last.Builder;
        }

        if (_sensors.Count > 0)
        {
            _bySensor ??= new() { [_sensors[0].SensorId] = _sensors[0].Builder };
            if (_bySensor.TryGetValue(id, out var known))
            {
                return known;
            }
        }

        var builder = new BatchBuilder();
        _sensors.Add((id, builder));
        _bySensor?.Add(id, builder);
        return builder;
    }

    private static DataRequest ReadText(ReadOnlySpan<byte> body, IngestRules rules)
    {
        var request = new DataRequest();
        var json = new Utf8JsonReader(body);
        var dataType = TopLevel.FindString(body, "data_type"u8);
        if (DataTypes.Parse(dataType) is not { } kind)
        {
            throw ValidationErrors.Of("data_type", DataTypes.Unknown(dataType));
        }

        if (!TopLevel.MoveTo(ref json, "data"u8))
        {
            throw ValidationErrors.Of("data", "data is missing. Give a record, or an array of records.");
        }

        var reader = new RecordReader(kind, rules, request);
        request._isArray = json.TokenType == JsonTokenType.StartArray;
        if (request._isArray)
        {
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                reader.Read(ref json, request.Count++);
            }
        }
        else
        {
            request.Count = 1;
            reader.Read(ref json, 0);
        }

        TopLevel.MoveToEnd(ref json);
        request._errors.ThrowIfAny();
        return request;
    }
}
