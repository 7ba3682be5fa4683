using System.Text.Json;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Rollups;

/// <summary>From when on a change of settings applies.</summary>
internal static class EffectiveFrom
{
    public const string Name = "effective_from";

    /// <summary>What a patch says; null = since the beginning.</summary>
    /// <exception cref="ValidationException">It is no instant, or in the future.</exception>
    public static DateTimeOffset? Read(JsonElement patch, DateTimeOffset now)
    {
        var errors = new ValidationErrors();
        var json = new StrictJson(patch, errors);
        var from = json.Instant(Name);
        if (from > now)
        {
            json.Add(Name, $"{from:yyyy-MM-ddTHH:mm:ssZ} is in the future; live numbers follow a change at once. Make the change when it is time.");
        }

        errors.ThrowIfAny();
        return from;
    }
}
