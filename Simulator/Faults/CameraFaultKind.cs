namespace RetailOrleans.Simulator.Faults;

/// <summary>What can be wrong with a camera.</summary>
internal enum CameraFaultKind
{
    /// <summary>It hangs up on everybody.</summary>
    Offline,

    /// <summary>It takes requests and never answers, as a host that is gone.</summary>
    Silent,

    /// <summary>It answers after 20 seconds.</summary>
    Slow,

    /// <summary>It refuses whatever credentials.</summary>
    Unauthorized,

    /// <summary>A login page instead of data.</summary>
    Html,

    /// <summary>Its answer ends in the middle of a line.</summary>
    Truncated,

    /// <summary>It points to another address.</summary>
    Redirect,

    /// <summary>It answers 50 MB.</summary>
    Huge,

    /// <summary>A byte a second.</summary>
    Drip,

    /// <summary>It answers 502.</summary>
    Broken,

    /// <summary>Its counters begin anew when the fault is set.</summary>
    Reset,

    /// <summary>Its clock is wrong by so many minutes; the only fault with a number.</summary>
    Clock,
}
