using System.Text.Json.Nodes;

namespace RetailOrleans.Connectors.Configuration;

/// <summary>Takes an older file apart key by key; what nobody takes is unknown.</summary>
internal sealed class ConfigurationReader(JsonObject source, string path, ConfigurationWriter writer)
{
    public bool Has(string name) => source[name] is not null;

    /// <summary>Takes a value out; null when it is absent.</summary>
    public JsonNode? Take(string name)
    {
        var value = source[name];
        source.Remove(name);
        return value;
    }

    /// <summary>Takes an object out; one that is no object is unknown.</summary>
    public ConfigurationReader? Child(string name)
    {
        if (source[name] is not JsonObject child)
        {
            return null;
        }

        source.Remove(name);
        return new ConfigurationReader(child, PathOf(name), writer);
    }

    /// <summary>What is left, by name.</summary>
    public IReadOnlyList<string> Names => [.. source.Select(property => property.Key)];

    /// <summary>Takes keys that mean nothing here, and warns of each that is there.</summary>
    public void Unused(string why, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (source.Remove(name))
            {
                writer.Warn(PathOf(name), why);
            }
        }
    }

    /// <summary>Everything that is still there is unknown.</summary>
    public void Finish() => writer.Unknown.AddRange(source.Select(property => PathOf(property.Key)));

    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
