using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Ingest;

/// <summary>
/// Reads records of one kind straight from the body into the contract's readings, judging each field as it comes. One per request;
/// its buffers are used again for every record. Properties that it does not know are skipped on purpose: devices send more than we need.
/// </summary>
internal sealed class RecordReader(ReadingKind kind, IngestRules rules, IRecordSink sink)
{
    private const int MaxNumber = 16;

    private readonly int[] _counts = new int[MaxNumber * 2];
    private int _used;
    private int _index;
    private bool _refused;
    private Guid? _sensorId;
    private DateTimeOffset? _start;
    private DateTimeOffset? _end;
    private RegionCountKind? _regionKind;
    private double? _heat;
    private int _counterStatus;
    private int _regionIn;
    private int _regionOut;

    /// <summary>Reads the record that the reader stands on; leaves it at the record's end.</summary>
    public void Read(ref Utf8JsonReader json, int index)
    {
        Reset(index);
        if (json.TokenType != JsonTokenType.StartObject)
        {
            Refuse("", $"A record is an object, got {json.TokenType}.");
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadProperty(ref json);
        }

        Finish();
    }

    private void ReadProperty(ref Utf8JsonReader json)
    {
        var name = json.HasValueSequence || json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan;
        json.Read();

        // Counts first: they are most of a record.
        if (!ReadValue(ref json, name))
        {
            if (name.SequenceEqual("timestamp"u8))
            {
                _start = Instant(ref json, "timestamp");
            }
            else if (name.SequenceEqual("end_time"u8))
            {
                _end = json.TokenType == JsonTokenType.Null ? null : RoundedUp(Instant(ref json, "end_time"));
            }
            else if (name.SequenceEqual("sensor_id"u8))
            {
                _sensorId = json.TokenType == JsonTokenType.String && json.TryGetGuid(out var id) ? id : null;
                if (_sensorId is null && json.TokenType != JsonTokenType.Null)
                {
                    Refuse("sensor_id", $"Expected a UUID, got {Shown(ref json)}.");
                }
            }
        }

        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            // What was not wanted, or is not of the wanted form.
            json.Skip();
        }
    }

    /// <summary>Whether the property is one of the kind's own.</summary>
    private bool ReadValue(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        switch (kind)
        {
            case ReadingKind.People when Numbered(name, "line"u8, out var line, out var rest) && DirectionOf(rest) is var direction and >= 0:
                Count(ref json, ((line - 1) * 2) + direction);
                return true;
            case ReadingKind.Regions when Numbered(name, "region"u8, out var region, out var rest) && rest.SequenceEqual("_count"u8):
                Count(ref json, region - 1);
                return true;
            case ReadingKind.Regions when name.SequenceEqual("kind"u8):
                ReadRegionKind(ref json);
                return true;
            case ReadingKind.Heat when name.SequenceEqual("heat_value"u8):
                ReadHeat(ref json);
                return true;
            case ReadingKind.Alarms when name.SequenceEqual("counter_alarm_status"u8):
                _counterStatus = Flag(ref json, name, 255);
                return true;
            case ReadingKind.Alarms when Numbered(name, "region"u8, out var region, out var rest) && rest.SequenceEqual("_in_alarm"u8):
                _regionIn |= Flag(ref json, name, 1) << (region - 1);
                return true;
            case ReadingKind.Alarms when Numbered(name, "region"u8, out var region, out var rest) && rest.SequenceEqual("_out_alarm"u8):
                _regionOut |= Flag(ref json, name, 1) << (region - 1);
                return true;
            default:
                return false;
        }
    }

    private void Finish()
    {
        if (_start is not { } start)
        {
            if (!_refused)
            {
                Refuse("timestamp", "timestamp is missing. Give the start of the interval, e.g. 2026-01-20T10:00:00Z.");
            }

            return;
        }

        if (rules.Start(start, kind) is { } problem)
        {
            Refuse("timestamp", problem);
        }

        if (kind is ReadingKind.People or ReadingKind.Regions && _end is null && !_refused)
        {
            Refuse("end_time", "end_time is missing. Give the end of the interval, exclusive, e.g. 2026-01-20T10:05:00Z.");
        }
        else if (kind != ReadingKind.Alarms && _end is { } end && IngestRules.End(start, end) is { } wrong)
        {
            Refuse("end_time", wrong);
        }

        if (kind == ReadingKind.Heat && _heat is null && !_refused)
        {
            Refuse("heat_value", "heat_value is missing. Give a number of at least 0.");
        }

        if (!_refused)
        {
            Accept(start);
        }
    }

    private void Accept(DateTimeOffset start)
    {
        switch (kind)
        {
            case ReadingKind.People:
                sink.Accept(_index, _sensorId, new PeopleReading(start, _end!.Value, Counts()));
                break;
            case ReadingKind.Regions:
                sink.Accept(_index, _sensorId, new RegionReading(start, _end!.Value, _regionKind ?? RegionCountKind.Occupancy, Counts()), _regionKind is not null);
                break;
            case ReadingKind.Heat:
                sink.Accept(_index, _sensorId, new HeatReading(start, _end ?? start, _heat!.Value));
                break;
            default:
                sink.Accept(_index, _sensorId, new AlarmReading(start, _counterStatus, _regionIn, _regionOut));
                break;
        }
    }

    private ImmutableArray<int> Counts() => ImmutableCollectionsMarshal.AsImmutableArray(_counts.AsSpan(0, _used).ToArray());

    private void Reset(int index)
    {
        _counts.AsSpan(0, _used).Clear();
        (_index, _refused, _used, _sensorId, _start, _end) = (index, false, 0, null, null, null);
        (_regionKind, _heat, _counterStatus, _regionIn, _regionOut) = (null, null, 0, 0, 0);
    }

    private void Refuse(string field, string message)
    {
        _refused = true;
        sink.Refuse(_index, field, message);
    }

    private void Count(ref Utf8JsonReader json, int place)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (json.TokenType != JsonTokenType.Number || !json.TryGetInt32(out var count) || count is < 0 or > IngestRules.MaxCount)
        {
            Refuse(CountField(place), $"Expected a whole number from 0 to {IngestRules.MaxCount}, got {Shown(ref json)}.");
            return;
        }

        _counts[place] = count;
        if (count != 0 && place >= _used)
        {
            _used = place + 1;
        }
    }

    private string CountField(int place) => kind == ReadingKind.Regions ? $"region{place + 1}_count" : $"line{(place / 2) + 1}_{(place % 2 == 0 ? "in" : "out")}";

    private int Flag(ref Utf8JsonReader json, ReadOnlySpan<byte> field, int most)
    {
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var flag) && flag >= 0 && flag <= most)
        {
            return flag;
        }

        if (json.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            return json.GetBoolean() ? 1 : 0;
        }

        if (json.TokenType != JsonTokenType.Null)
        {
            Refuse(Encoding.UTF8.GetString(field), $"Expected a whole number from 0 to {most}, got {Shown(ref json)}.");
        }

        return 0;
    }

    private void ReadHeat(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var heat) && heat >= 0 && double.IsFinite(heat))
        {
            _heat = heat;
        }
        else
        {
            Refuse("heat_value", $"Expected a number of at least 0, got {Shown(ref json)}.");
        }
    }

    private void ReadRegionKind(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String && json.ValueTextEquals("visits"u8))
        {
            _regionKind = RegionCountKind.Visits;
        }
        else if (json.TokenType == JsonTokenType.String && json.ValueTextEquals("occupancy"u8))
        {
            _regionKind = RegionCountKind.Occupancy;
        }
        else if (json.TokenType != JsonTokenType.Null)
        {
            Refuse("kind", $"Expected 'visits' or 'occupancy', got {Shown(ref json)}.");
        }
    }

    private DateTimeOffset? Instant(ref Utf8JsonReader json, string field)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            // The form that nearly everybody sends, without making a string of it.
            if (!json.HasValueSequence && !json.ValueIsEscaped && json.ValueSpan is { Length: 20 } span && span[^1] == (byte)'Z'
                && json.TryGetDateTimeOffset(out var instant))
            {
                return instant;
            }

            if (Instants.TryParse(json.GetString(), out instant))
            {
                return instant;
            }
        }

        Refuse(field, $"Expected an instant with an offset or Z, e.g. 2026-01-20T10:00:00Z or 2026-01-20T11:00:00+01:00, got {Shown(ref json)}. "
            + "Without an offset nobody can tell which 10 o'clock is meant.");
        return null;
    }

    /// <summary>Cameras end an hour at 59:59; the interval ends a second later.</summary>
    private static DateTimeOffset? RoundedUp(DateTimeOffset? end) => end is { Second: 59, Year: < 9999 } e ? e.AddTicks(TimeSpan.TicksPerSecond - (e.Ticks % TimeSpan.TicksPerSecond)) : end;

    /// <summary>A name of a prefix, a number from 1 to 16, and the rest.</summary>
    private static bool Numbered(ReadOnlySpan<byte> name, ReadOnlySpan<byte> prefix, out int number, out ReadOnlySpan<byte> rest)
    {
        number = 0;
        rest = name.StartsWith(prefix) ? name[prefix.Length..] : default;
        while (!rest.IsEmpty && (uint)(rest[0] - '0') <= 9 && number <= MaxNumber)
        {
            number = (number * 10) + rest[0] - '0';
            rest = rest[1..];
        }

        return number is >= 1 and <= MaxNumber;
    }

    private static int DirectionOf(ReadOnlySpan<byte> rest) => rest.SequenceEqual("_in"u8) ? 0 : rest.SequenceEqual("_out"u8) ? 1 : -1;

    private static string Shown(ref Utf8JsonReader json)
    {
        var text = json.TokenType switch
        {
            JsonTokenType.String => $"'{json.GetString()}'",
            JsonTokenType.Number => Encoding.UTF8.GetString(json.HasValueSequence ? [] : json.ValueSpan),
            JsonTokenType.Null => "null",
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            JsonTokenType.StartArray => "an array",
            _ => "an object",
        };
        return text.Length <= 60 ? text : text[..60] + "…";
    }
}
