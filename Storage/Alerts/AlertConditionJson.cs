using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.Storage.Alerts;

/// <summary>The contract's <c>condition</c> of a rule. What it may hold depends on the rule's type.</summary>
internal static partial class AlertConditionJson
{
    private const int MaxFor = 24 * 3600;
    private const double MaxValue = 1e9;

    /// <summary>A utilization is a fraction; ten times the capacity is a typing error.</summary>
    private const double MaxUtilization = 10;

    public static AlertCondition Read(AlertRuleType type, StrictJson json)
    {
        var condition = new AlertCondition(
            json.Text("metric", 64), ReadOperator(json), json.Real("value", -MaxValue, MaxValue), json.Real("clear_value", -MaxValue, MaxValue),
            TimeSpan.FromSeconds(json.Number("for_seconds", 0, MaxFor) ?? 0), ReadPeriod(json) ?? (type == AlertRuleType.Metric ? AlertPeriod.Hour : AlertPeriod.Now));
        json.RejectUnknown();
        return type switch
        {
            AlertRuleType.Occupancy => Occupancy(condition, json),
            AlertRuleType.Metric => Metric(condition, json),
            AlertRuleType.Region => Region(condition, json),
            AlertRuleType.SensorOffline => Late(condition, json, "minutes_since_last_seen"),
            AlertRuleType.NoData => Late(condition, json, "minutes_without_data"),
            _ => Alarm(condition, json),
        };
    }

    /// <summary>The stored form keeps apart what somebody said and what follows from it.</summary>
    public static JsonObject Write(AlertCondition condition, bool stored) => new()
    {
        ["metric"] = condition.Metric,
        ["operator"] = condition.Operator?.NameOf(),
        ["value"] = condition.Value,
        ["clear_value"] = condition.ClearValue ?? (stored ? null : condition.Value),
        ["for_seconds"] = (int)condition.For.TotalSeconds,
        ["period"] = condition.Period.NameOf(),
    };

    private static AlertComparison? ReadOperator(StrictJson json) =>
        json.OneOf("operator", AlertNames.Comparisons.AsSpan()) is { } name ? (AlertComparison)AlertNames.Place(AlertNames.Comparisons, name) : null;

    private static AlertPeriod? ReadPeriod(StrictJson json) =>
        json.OneOf("period", AlertNames.Periods.AsSpan()) is { } name ? (AlertPeriod)AlertNames.Place(AlertNames.Periods, name) : null;

    private static AlertCondition Occupancy(AlertCondition condition, StrictJson json)
    {
        condition = condition with { Metric = condition.Metric ?? "occupancy" };
        OneOf(condition.Metric, json, "occupancy", "utilization");
        if (condition.Metric == "utilization" && (condition.Value > MaxUtilization || condition.ClearValue > MaxUtilization))
        {
            json.Add("value", "Expected a fraction of the capacity from 0 to 10, e.g. 0.9 for 90 %.");
        }

        Compared(condition, json);
        return Only(condition, json, AlertPeriod.Now);
    }

    private static AlertCondition Metric(AlertCondition condition, StrictJson json)
    {
        Compared(condition, json);
        if (condition.Metric is null)
        {
            json.Add("metric", "Required: one of entries, exits, net_flow, peak_occupancy; of a day also passing_traffic, capture_rate.");
        }
        else if (condition.Metric == "conversion_rate")
        {
            json.Add("metric", "A conversion rate needs the store's sales, which rules do not see yet. Use entries, exits, net_flow, peak_occupancy, passing_traffic or capture_rate.");
        }
        else
        {
            OneOf(condition.Metric, json, "entries", "exits", "net_flow", "peak_occupancy", "passing_traffic", "capture_rate");
        }

        if (condition.Period == AlertPeriod.Now)
        {
            json.Add("period", "Expected hour or day, got now. For people in the store now use a rule of type occupancy.");
        }
        else if (condition.Period == AlertPeriod.Hour && condition.Metric is "passing_traffic" or "capture_rate")
        {
            json.Add("period", $"Expected day, got hour: {condition.Metric} is known of the whole day.");
        }

        return condition;
    }

    private static AlertCondition Region(AlertCondition condition, StrictJson json)
    {
        Compared(condition, json);
        if (condition.Metric is { } region && !RegionKey().IsMatch(region))
        {
            json.Add("metric", $"Expected region1 to region16, or nothing for any region, got '{region}'.");
        }

        return Only(condition, json, AlertPeriod.Now);
    }

    private static AlertCondition Late(AlertCondition condition, StrictJson json, string metric)
    {
        if (condition.Metric is { } given)
        {
            OneOf(given, json, metric);
        }

        if (condition.Value is not null)
        {
            if (condition.Operator is AlertComparison.Below or AlertComparison.AtMost)
            {
                json.Add("operator", "Expected > or >=: more minutes are worse.");
            }

            condition = condition with { Metric = metric, Operator = condition.Operator ?? AlertComparison.Above };
            if (condition.Value < 0)
            {
                json.Add("value", "Expected minutes, 0 or more.");
            }

            Clearing(condition, json);
        }
        else if (condition.Operator is not null || condition.ClearValue is not null)
        {
            json.Add("value", "Required beside operator or clear_value: minutes. Leave all three out for the sensor's own measure.");
        }

        return Only(condition, json, AlertPeriod.Now);
    }

    private static AlertCondition Alarm(AlertCondition condition, StrictJson json)
    {
        if (condition.Metric is { } alarm && !AlarmName().IsMatch(alarm))
        {
            json.Add("metric", $"Expected counter, region1_in, region1_out, … or nothing for any alarm, got '{alarm}'.");
        }

        if (condition.Operator is not null || condition.Value is not null || condition.ClearValue is not null)
        {
            json.Add("value", "A device's alarm is raised or not: leave operator, value and clear_value out.");
        }

        return Only(condition, json, AlertPeriod.Now);
    }

    private static void Compared(AlertCondition condition, StrictJson json)
    {
        if (condition.Operator is null)
        {
            json.Add("operator", "Required: one of >, >=, <, <=.");
        }

        if (condition.Value is null)
        {
            json.Add("value", "Required: a number.");
        }

        Clearing(condition, json);
    }

    private static void Clearing(AlertCondition condition, StrictJson json)
    {
        if (condition is { Value: { } value, ClearValue: { } clear, Operator: { } comparison }
            && (comparison is AlertComparison.Above or AlertComparison.AtLeast ? clear > value : clear < value))
        {
            json.Add("clear_value", "Expected a value on the side where all is well: at most value for > and >=, at least value for < and <=.");
        }
    }

    private static AlertCondition Only(AlertCondition condition, StrictJson json, AlertPeriod period)
    {
        if (condition.Period != period)
        {
            json.Add("period", $"Expected {period.NameOf()} for this type, got {condition.Period.NameOf()}.");
        }

        return condition;
    }

    private static void OneOf(string metric, StrictJson json, params ReadOnlySpan<string> metrics)
    {
        if (!metrics.Contains(metric))
        {
            json.Add("metric", $"Expected one of {string.Join(", ", metrics!)}, got '{metric}'.");
        }
    }

    [GeneratedRegex("^region([1-9]|1[0-6])$")]
    private static partial Regex RegionKey();

    [GeneratedRegex("^(counter|region([1-9]|1[0-6])_(in|out))$")]
    private static partial Regex AlarmName();
}
