using RetailOrleans.Grains.Interfaces.Alerts;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>How the platform stands, as far as its silos have said so lately: of each number the worst.</summary>
internal sealed class PlatformState
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, (SiloHealth Health, DateTimeOffset At)> _silos = [];

    /// <summary>Takes what a silo says.</summary>
    public void Accept(SiloHealth health, DateTimeOffset now) => _silos[health.Silo] = (health, now);

    /// <summary>What a rule sees: nothing while no silo says anything.</summary>
    public Observation Observe(AlertRule rule, DateTimeOffset now)
    {
        double? worst = null;
        foreach (var (silo, (health, at)) in _silos)
        {
            if (now - at > Memory)
            {
                _silos.Remove(silo);
                continue;
            }

            var number = rule.Condition.Metric switch
            {
                "database_unreachable" => Math.Round(health.DatabaseAwayFor.TotalSeconds, 1),
                "writer_backlog" => Math.Round(health.WriterBacklog, 4),
                _ => health.SilosLost,
            };
            worst = worst > number ? worst : number;
        }

        return new Observation(AlertSubject.Platform, AlertEvaluator.Judge(rule.Condition, worst), worst, now);
    }
}
