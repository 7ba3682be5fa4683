using System.Globalization;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>What an alert about more than one store says to people. Of the platform no name and no address: tenants read it.</summary>
internal static class OrganizationText
{
    public static (string Title, string Message) OfRegion(string region, double? silent, int stores)
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"Region {region}: {silent ?? 0:0} of {stores} stores are offline");
        return (title, $"{title}: nothing has been heard of most of their sensors. Look for a common cause: the provider, the uplink or the power of the region.");
    }

    /// <summary>What is said of its end.</summary>
    public static string Over(AlertRule rule, string? region, double? silent) => rule.Condition.Metric switch
    {
        _ when region is not null => string.Create(CultureInfo.InvariantCulture, $"Most of region {region} is heard again; {silent ?? 0:0} of its stores are silent."),
        "database_unreachable" => "The database answers again.",
        "writer_backlog" => "The queue is short again.",
        _ => "There are as many silos as before.",
    };

    public static (string Title, string Message) OfPlatform(AlertRule rule, double? value) => rule.Condition.Metric switch
    {
        "database_unreachable" => (
            "The platform's database does not answer",
            string.Create(CultureInfo.InvariantCulture, $"The database has not answered for {value ?? 0:0.#} seconds. New readings are refused until it does and must be sent again; nothing that was acknowledged is lost.")),
        "writer_backlog" => (
            string.Create(CultureInfo.InvariantCulture, $"The platform stores readings late: {(value ?? 0) * 100:0.#} % of a queue is taken"),
            "Readings come faster than the database takes them. When the queue is full, they are refused and must be sent again."),
        _ => (
            string.Create(CultureInfo.InvariantCulture, $"{value ?? 0:0} of the platform's silos {(value is 1 ? "is" : "are")} lost"),
            "It died and was not replaced. The others do its work; start it again, or another in its place."),
    };
}
