namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>What a poll says about whether its device should be given a rest.</summary>
[GenerateSerializer, Alias("retail.PollTrouble")]
public enum PollTrouble
{
    /// <summary>The device gave something usable.</summary>
    None = 0,

    /// <summary>It gave nothing usable.</summary>
    Failed = 1,

    /// <summary>It gave nothing, because it refuses the credentials.</summary>
    CredentialsRefused = 2,
}
