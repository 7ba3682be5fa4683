using System.Text.Json.Nodes;

namespace RetailOrleans.Connectors.Configuration;

/// <summary>Collects a registration in the contract's form, with what was left over.</summary>
internal sealed class ConfigurationWriter
{
    public JsonObject Body { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<string> Unknown { get; } = [];

    /// <summary>Sets the value at a path of names with dots, unless there is one or the value is null.</summary>
    public void Set(string path, JsonNode? value)
    {
        if (value is null)
        {
            return;
        }

        var names = path.Split('.');
        var at = Body;
        foreach (var name in names[..^1])
        {
            if (at[name] is not JsonObject next)
            {
                next = [];
                at[name] = next;
            }

            at = next;
        }

        if (!at.ContainsKey(names[^1]))
        {
            at[names[^1]] = value.DeepClone();
        }
    }

    /// <summary>Sets a parameter of a device; its name has dots of its own.</summary>
    public void SetEndpoint(string name, JsonNode? value)
    {
        if (value is not null)
        {
            Set("config.collection.endpoints", new JsonObject());
            Body["config"]!["collection"]!["endpoints"]![name] = value.DeepClone();
        }
    }

    public void Warn(string path, string why) => Warnings.Add($"{path} is not used: {why}.");
}
