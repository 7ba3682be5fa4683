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

    /// <summary>Receipts by visitors; more than ten of each is a percentage that should have been a fraction.</summary>
    private const double MaxConversion = 10;

    private const double LeastCoverage = 0.5;
    private const double MostCoverage = 0.9999;

    /// <summary>What a device's test calls off.</summary>
    private const double ClockSeconds = 120;

    public static AlertCondition Read(AlertRuleType type, StrictJson json)
    {
        var condition = new AlertCondition(
            json.Text("metric", 64), ReadOperator(json), json.Real("value", -MaxValue, MaxValue), json.Real("clear_value", -MaxValue, MaxValue),
            TimeSpan.FromSeconds(json.Number("for_seconds", 0, MaxFor) ?? 0), ReadPeriod(json) ?? (type is AlertRuleType.Metric or AlertRuleType.Anomaly ? AlertPeriod.Hour : AlertPeriod.Now));
        json.RejectUnknown();
        return type switch
        {
            AlertRuleType.Occupancy => Occupancy(condition, json),
            AlertRuleType.Metric => Metric(condition, json),
            AlertRuleType.Region => Region(condition, json),
            AlertRuleType.SensorOffline => Late(condition, json, "minutes_since_last_seen"),
            AlertRuleType.NoData => Late(condition, json, "minutes_without_data"),
            AlertRuleType.Clock => Clock(condition, json),
            AlertRuleType.Platform => Platform(condition, json),
            AlertRuleType.Anomaly => Anomaly(condition, json),
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
            json.Add("metric", $"Required: one of {string.Join(", ", AlertNames.Metrics)}.");
        }
        else
        {
            OneOf(condition.Metric, json, AlertNames.Metrics.AsSpan());
            if (condition.Metric == "conversion_rate" && (condition.Value > MaxConversion || condition.ClearValue > MaxConversion))
            {
                json.Add("value", "Expected a fraction of the visitors from 0 to 10, e.g. 0.25 for 25 %.");
            }
        }

        if (condition.Period == AlertPeriod.Now)
        {
            json.Add("period", "Expected hour or day, got now. For people in the store now use a rule of type occupancy.");
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

    /// <summary>The distance, in whichever direction.</summary>
    private static AlertCondition Clock(AlertCondition condition, StrictJson json)
    {
        condition = condition with
        {
            Metric = condition.Metric ?? "clock_offset", Operator = condition.Operator ?? AlertComparison.Above, Value = condition.Value ?? ClockSeconds,
        };
        OneOf(condition.Metric, json, "clock_offset");
        if (condition.Operator is AlertComparison.Below or AlertComparison.AtMost)
        {
            json.Add("operator", "Expected > or >=: the farther off, the worse.");
        }

        if (condition.Value < 0)
        {
            json.Add("value", "Expected seconds, 0 or more: how far the clock is off, ahead or behind.");
        }

        Clearing(condition, json);
        return Only(condition, json, AlertPeriod.Now);
    }

    private static AlertCondition Platform(AlertCondition condition, StrictJson json)
    {
        if (condition.Metric is not { } metric)
        {
            json.Add("metric", "Required: one of database_unreachable, writer_backlog, silos_lost.");
            return condition;
        }

        OneOf(metric, json, "database_unreachable", "writer_backlog", "silos_lost");
        condition = condition with
        {
            Operator = condition.Operator ?? AlertComparison.AtLeast,
            Value = condition.Value ?? metric switch { "database_unreachable" => 5, "writer_backlog" => 0.5, _ => 1 },
        };
        if (condition.Operator is AlertComparison.Below or AlertComparison.AtMost)
        {
            json.Add("operator", "Expected > or >=: more is worse.");
        }

        if (condition.Value < 0 || (metric == "writer_backlog" && condition.Value > 1))
        {
            json.Add("value", "Expected seconds for database_unreachable, a fraction of the queue from 0 to 1 for writer_backlog, a number of silos for silos_lost.");
        }

        Clearing(condition, json);
        return Only(condition, json, AlertPeriod.Now);
    }

    /// <summary>The value is how much of what is ordinary lies within the band; the operator, if any, says that one side alone matters.</summary>
    private static AlertCondition Anomaly(AlertCondition condition, StrictJson json)
    {
        condition = condition with { Metric = condition.Metric ?? "entries" };
        OneOf(condition.Metric, json, "entries");
        if (condition.Value is < LeastCoverage or > MostCoverage)
        {
            json.Add("value", "Expected the part of ordinary hours that is usual, from 0.5 to 0.9999, or nothing for 0.99.");
        }

        if (condition.ClearValue is { } clear && clear != condition.Value)
        {
            json.Add("clear_value", "It is over with the next usual hour: leave clear_value out.");
        }

        return Only(condition with { ClearValue = null }, json, AlertPeriod.Hour);
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
