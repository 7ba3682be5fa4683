using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Grains.Counting;

/// <summary>What one line stands for.</summary>
/// <param name="Name">As configured, else its key.</param>
/// <param name="Type">As configured.</param>
/// <param name="Invert">Swaps in and out before anything else.</param>
/// <param name="IsConfigured">Whether the configuration names it.</param>
/// <param name="Factor">What analytics multiply its counts with, in ten-thousandths.</param>
public readonly record struct LineRule(string Name, LineType Type, bool Invert, bool IsConfigured, int Factor = Calibration.One)
{
    /// <summary>A door: its in and out are entries and exits.</summary>
    public bool IsDoor => Type is LineType.Entrance or LineType.Exit;

    /// <summary>A door or a line that is passed by; the others count nowhere.</summary>
    public bool IsCounted => Type is LineType.Entrance or LineType.Exit or LineType.Passing;
}
