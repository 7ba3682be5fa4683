using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Grains.Sensors;

/// <summary>The contract's words for line types.</summary>
internal static class LineTypeNames
{
    public static string Of(LineType type) => type switch
    {
        LineType.Entrance => "entrance",
        LineType.Exit => "exit",
        LineType.Passing => "passing",
        LineType.Internal => "internal",
        _ => "ignore",
    };
}
