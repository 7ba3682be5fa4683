namespace RetailOrleans.Grains.Alerts;

/// <summary>What a rule sees of one subject.</summary>
/// <param name="Subject">Of what.</param>
/// <param name="Verdict">What it says about the condition.</param>
/// <param name="Value">The number; null where there is none.</param>
/// <param name="At">The instant that it is about; the rule's schedule is asked about it.</param>
internal readonly record struct Observation(AlertSubject Subject, Verdict Verdict, double? Value, DateTimeOffset At);
