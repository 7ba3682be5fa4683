namespace RetailOrleans.Storage.Registry;

/// <summary>What changed.</summary>
public enum RegistryChangeKind
{
    /// <summary>A sensor.</summary>
    Sensor = 's',

    /// <summary>A store.</summary>
    Store = 'r',

    /// <summary>A token.</summary>
    Token = 't',

    /// <summary>An alert rule.</summary>
    AlertRule = 'u',

    /// <summary>An alert was raised.</summary>
    AlertRaised = 'A',

    /// <summary>An alert changed otherwise.</summary>
    AlertChanged = 'a',
}
