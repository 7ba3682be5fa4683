namespace RetailOrleans.Grains.Live;

/// <summary>Compares this silo's live state with what is stored.</summary>
public interface ILiveAudit
{
    /// <summary>The meter of the audit.</summary>
    const string MeterName = "RetailOrleans.Audit";

    /// <summary>To be called when silos come or go: everything is compared in a moment, and until then no sensor is called directly.</summary>
    void ClusterChanged();
}
