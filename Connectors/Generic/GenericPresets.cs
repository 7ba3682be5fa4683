using System.Collections.Immutable;

namespace RetailOrleans.Connectors.Generic;

/// <summary>Sensor types that are the generic connector with something said already.</summary>
internal static class GenericPresets
{
    /// <summary>Nothing is said: the configuration describes everything.</summary>
    public const string Any = "generic";

    /// <summary>JSON rows in the contract's own words, as the guide's own sensors send them.</summary>
    public const string Omnia = "omnia";

    public static readonly ImmutableDictionary<string, string> None = ImmutableDictionary<string, string>.Empty;

    public static readonly ImmutableDictionary<string, string> OmniaParameters = None
        .Add("people_counting.path", "/api/people_counting?start={start_utc}&end={end_utc}")
        .Add("people_counting.format", "json");
}
