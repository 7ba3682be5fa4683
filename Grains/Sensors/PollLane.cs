namespace RetailOrleans.Grains.Sensors;

/// <summary>Which of a silo's bounds a poll counts against, so that the slow do not take the place of the quick.</summary>
public enum PollLane
{
    /// <summary>The device answered last time, or was never asked.</summary>
    Live,

    /// <summary>The device's last poll failed.</summary>
    Failing,

    /// <summary>About the past.</summary>
    CatchUp,
}
