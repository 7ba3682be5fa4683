namespace RetailOrleans.Storage.Alerts;

/// <summary>Whom a silo tells of changed alerts, whichever silo changed them.</summary>
public interface IAlertListener
{
    /// <summary>News, oldest first. An alert's older state, or the same again, may come; versions tell.</summary>
    Task HearAsync(IReadOnlyList<AlertNews> news);
}
