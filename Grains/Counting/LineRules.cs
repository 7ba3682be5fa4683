using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Grains.Counting;

/// <summary>What each of a sensor's lines stands for, by its number from 0. Immutable.</summary>
public sealed class LineRules
{
    /// <summary>The most lines that a sensor can have.</summary>
    public const int MaxLines = 16;

    private readonly ImmutableArray<LineRule> _rules;

    private LineRules(ImmutableArray<LineRule> rules, bool isConfigured)
    {
        _rules = rules;
        IsConfigured = isConfigured;
    }

    /// <summary>False: nobody has said what the lines are, so every line counts as an entrance.</summary>
    public bool IsConfigured { get; }

    /// <summary>Whether some counted line has a factor other than 1.</summary>
    public bool IsCalibrated => _rules.Any(rule => rule.IsCounted && rule.Factor != Calibration.One);

    public LineRule this[int line] => _rules[line];

    /// <summary>The rules of a configuration. With some lines configured, the others are ignored.</summary>
    public static LineRules Of(SensorConfig config)
    {
        var configured = config.Lines.Count > 0;
        var rules = ImmutableArray.CreateBuilder<LineRule>(MaxLines);
        for (var line = 0; line < MaxLines; line++)
        {
            var key = LineKeys.All[line];
            rules.Add(config.Lines.TryGetValue(key, out var settings)
                ? new LineRule(settings.Name ?? key, settings.Type, settings.Invert, true, Calibration.FactorOf(settings.Calibration))
                : new LineRule(key, configured ? LineType.Ignore : LineType.Entrance, false, false));
        }

        return new LineRules(rules.MoveToImmutable(), configured);
    }
}
