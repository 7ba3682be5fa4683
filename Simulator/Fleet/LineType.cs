namespace RetailOrleans.Simulator.Fleet;

/// <summary>What a counting line is for.</summary>
internal enum LineType
{
    Entrance,
    Exit,
    Passing,
}
