namespace RetailOrleans.Storage.Registry;

/// <summary>What a token may do; each role may all that the ones before it may.</summary>
public enum Role
{
    /// <summary>May only write one sensor's readings.</summary>
    Ingest = 0,

    /// <summary>Reads.</summary>
    Viewer = 1,

    /// <summary>Ingests, acknowledges.</summary>
    StoreStaff = 2,

    /// <summary>Exports.</summary>
    Analyst = 3,

    /// <summary>Configures sensors, lines, rules.</summary>
    StoreManager = 4,

    /// <summary>Over several stores.</summary>
    RegionalManager = 5,

    /// <summary>Deletes, and gives out tokens.</summary>
    TenantAdmin = 6,

    /// <summary>Above all organizations.</summary>
    PlatformAdmin = 7,
}
