namespace RetailOrleans.Grains.Interfaces.Settings;

/// <summary>What a region stands for.</summary>
public enum RegionType
{
    /// <summary>Near the door.</summary>
    Entrance = 0,

    /// <summary>Shelves and displays.</summary>
    Browsing = 1,

    /// <summary>Where people wait.</summary>
    Queue = 2,

    /// <summary>Goods that deserve attention.</summary>
    HighValue = 3,

    /// <summary>Passed through.</summary>
    Transition = 4,

    /// <summary>Anything else.</summary>
    Custom = 5,
}
