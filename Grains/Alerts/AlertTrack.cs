using System.Collections.Immutable;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>All that a rule must remember of one subject. Immutable; made anew from what is stored when the store's grain starts.</summary>
internal sealed record AlertTrack
{
    /// <summary>How many raises are remembered; from as many within the window on an alert flaps.</summary>
    public const int Flaps = 3;

    /// <summary>Raises closer together than this are one flapping alert.</summary>
    public static readonly TimeSpan FlapWindow = TimeSpan.FromMinutes(10);

    /// <summary>Nothing has happened.</summary>
    public static AlertTrack None { get; } = new();

    public AlertPhase Phase { get; init; }

    /// <summary>The alert that is pending, open or muted.</summary>
    public Guid AlertId { get; init; }

    /// <summary>Since when the condition holds; of a pending one.</summary>
    public DateTimeOffset PendingSince { get; init; }

    /// <summary>Since when the condition is over without a break; of an open one that flaps.</summary>
    public DateTimeOffset? ClearSince { get; init; }

    public bool IsAcknowledged { get; init; }

    public bool IsEscalated { get; init; }

    /// <summary>When the last alerts were raised, oldest first, at most <see cref="Flaps"/>.</summary>
    public ImmutableArray<DateTimeOffset> Raised { get; init; } = [];

    /// <summary>Whether the last alert is the third or a later one within the window.</summary>
    public bool IsFlapping => Raised.Length == Flaps && Raised[^1] - Raised[0] <= FlapWindow;

    /// <summary>Whether there is nothing to remember any more.</summary>
    public bool IsForgettable(DateTimeOffset now) => Phase == AlertPhase.Clear && (Raised.IsEmpty || now - Raised[^1] > FlapWindow);

    /// <summary>The track after an alert was raised.</summary>
    public AlertTrack Raise(Guid alertId, DateTimeOffset at) => this with
    {
        Phase = AlertPhase.Open, AlertId = alertId, ClearSince = null, IsAcknowledged = false, IsEscalated = false,
        Raised = [.. Raised.TakeLast(Flaps - 1), at],
    };

    /// <summary>The track with what is stored of one more of the subject's alerts; they come oldest first.</summary>
    public AlertTrack With(Alert alert)
    {
        var track = alert.TriggeredAt is { } at ? this with { Raised = [.. Raised.TakeLast(Flaps - 1), at] } : this;
        return alert switch
        {
            { Status: AlertStatus.Pending } => track with { Phase = AlertPhase.Pending, AlertId = alert.Id, PendingSince = alert.PendingSince ?? alert.CreatedAt },
            { IsOpen: true } => track with
            {
                Phase = AlertPhase.Open, AlertId = alert.Id, IsAcknowledged = alert.Status == AlertStatus.Acknowledged, IsEscalated = alert.EscalatedAt is not null,
            },
            { IsMuted: true } => track with { Phase = AlertPhase.Muted, AlertId = alert.Id },
            _ => track,
        };
    }
}
