using System.Globalization;
using System.Text.Json;

namespace RetailOrleans.Storage.Validation;

/// <summary>
/// Reads one JSON object property by property and remembers which were asked for, so that <see cref="RejectUnknown"/> can name the
/// rest. Null counts as absent. Whatever is wrong goes to the errors under its full path; the reader then returns null.
/// </summary>
public sealed class StrictJson
{
    private readonly JsonElement _object;
    private readonly string _path;
    private readonly ValidationErrors _errors;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Reads <paramref name="element"/>; one that is no object is an error, and reads as empty.</summary>
    public StrictJson(JsonElement element, ValidationErrors errors, string path = "")
    {
        _path = path;
        _errors = errors;
        _object = element;
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add(path.Length == 0 ? "body" : path, $"Expected a JSON object, got {Describe(element)}.");
        }
    }

    /// <summary>The names and values that are present, null values included.</summary>
    public IEnumerable<JsonProperty> Properties =>
        _object.ValueKind == JsonValueKind.Object ? _object.EnumerateObject() : Enumerable.Empty<JsonProperty>();

    /// <summary>The value of a property; null when it is absent or null.</summary>
    public JsonElement? Value(string name)
    {
        _known.Add(name);
        return _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
    }

    /// <summary>A text, trimmed, of 1 to <paramref name="maxLength"/> characters.</summary>
    public string? Text(string name, int maxLength, bool required = false)
    {
        if (Value(name) is not { } value)
        {
            return Missing<string>(name, required, "a text");
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            return Wrong<string>(name, "a text", value);
        }

        var text = value.GetString()!.Trim();
        if (text.Length == 0 || text.Length > maxLength || text.Contains('\0'))
        {
            Add(name, $"Expected 1 to {maxLength} characters, got {text.Length}.");
            return null;
        }

        return text;
    }

    /// <summary>A password or key: any text of 1 to <paramref name="maxLength"/> characters, untouched and never quoted in an error.</summary>
    public string? Secret(string name, int maxLength)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 } secret || secret.Length > maxLength)
        {
            Add(name, $"Expected a text of 1 to {maxLength} characters.");
            return null;
        }

        return secret;
    }

    /// <summary>A whole number within a range, both bounds included.</summary>
    public int? Number(string name, int min, int max, bool required = false)
    {
        if (Value(name) is not { } value)
        {
            return Missing<int?>(name, required, "a whole number");
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number) || number < min || number > max)
        {
            return Wrong<int?>(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"), value);
        }

        return number;
    }

    /// <summary>A number within a range, both bounds included.</summary>
    public double? Real(string name, double min, double max, bool required = false)
    {
        if (Value(name) is not { } value)
        {
            return Missing<double?>(name, required, "a number");
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number) || !(number >= min && number <= max))
        {
            return Wrong<double?>(name, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"), value);
        }

        return number;
    }

    /// <summary>True or false.</summary>
    public bool? Flag(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Wrong<bool?>(name, "true or false", value);
    }

    /// <summary>A UUID.</summary>
    public Guid? Id(string name, bool required = false)
    {
        if (Value(name) is not { } value)
        {
            return Missing<Guid?>(name, required, "a UUID");
        }

        return value.ValueKind == JsonValueKind.String && Guid.TryParse(value.GetString(), out var id) ? id : Wrong<Guid?>(name, "a UUID", value);
    }

    /// <summary>An instant with its offset.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && Instants.TryParse(value.GetString(), out var instant))
        {
            return instant;
        }

        return Wrong<DateTimeOffset?>(name, "an ISO 8601 instant with an offset or Z, e.g. 2026-01-31T09:30:00Z", value);
    }

    /// <summary>One of some words.</summary>
    public string? OneOf(string name, params ReadOnlySpan<string> words)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && words.Contains(value.GetString()!)
            ? value.GetString()
            : Wrong<string>(name, $"one of {string.Join(", ", words!)}", value);
    }

    /// <summary>A nested object; null when it is absent.</summary>
    public StrictJson? Child(string name) => Value(name) is { } value ? new StrictJson(value, _errors, PathOf(name)) : null;

    /// <summary>An array's elements; null when it is absent.</summary>
    public JsonElement[]? Elements(string name, int maxLength)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= maxLength
            ? [.. value.EnumerateArray()]
            : Wrong<JsonElement[]>(name, $"an array of at most {maxLength} elements", value);
    }

    /// <summary>An error of one property of this object.</summary>
    public void Add(string name, string message) => _errors.Add(PathOf(name), message);

    /// <summary>An error for every property that nobody asked for.</summary>
    public void RejectUnknown()
    {
        foreach (var property in Properties)
        {
            if (!_known.Contains(property.Name))
            {
                var name = property.Name.Length <= 100 ? property.Name : property.Name[..100];
                Add(name, $"Unknown property '{name}'. Known here: {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
            }
        }
    }

    /// <summary>A property's full path, as errors name it.</summary>
    public string PathOf(string name) => _path.Length == 0 ? name : name.Length == 0 ? _path : $"{_path}.{name}";

    private T? Missing<T>(string name, bool required, string expected)
    {
        if (required && _object.ValueKind == JsonValueKind.Object)
        {
            Add(name, $"Required: {expected}.");
        }

        return default;
    }

    private T? Wrong<T>(string name, string expected, JsonElement value)
    {
        Add(name, $"Expected {expected}, got {Describe(value)}.");
        return default;
    }

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => $"an array of {value.GetArrayLength()} elements",
        JsonValueKind.Undefined => "nothing",
        _ => value.GetRawText() is { Length: <= 60 } text ? text : value.GetRawText()[..60] + "…",
    };
}
