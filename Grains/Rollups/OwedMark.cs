using System.Collections.Immutable;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>A mark and what a run pays of it: the whole, or the last part of a long one. The pieces of one mark, where its sensor had several stores, are paid together.</summary>
/// <param name="Ids">As in <see cref="DirtyRange.Ids"/>.</param>
/// <param name="Pieces">What this run pays.</param>
/// <param name="LeftUntil">Where the rest of a long mark, which stays owed, ends; null when there is none.</param>
internal sealed record OwedMark(ImmutableArray<long> Ids, ImmutableArray<DirtyRange> Pieces, DateTimeOffset? LeftUntil)
{
    /// <summary>How many business days are not yet recomputed. The mark is paid when there are none.</summary>
    public int DaysLeft { get; set; }

    /// <summary>How many of those were tried in vain.</summary>
    public int DaysFailed { get; set; }

    /// <summary>Whether a further run has something to do with it, but for trying in vain.</summary>
    public bool HasMore => DaysLeft > DaysFailed || (DaysLeft == 0 && LeftUntil is not null);

    /// <summary>The mark that these pieces belong to, or its last <paramref name="part"/>. A commit of readings touches less than that.</summary>
    public static OwedMark Of(IEnumerable<DirtyRange> pieces, TimeSpan part)
    {
        var all = pieces.ToImmutableArray();
        var cut = all.Max(piece => piece.To) - part;
        return all.Min(piece => piece.From) >= cut
            ? new(all[0].Ids, all, null)
            : new(all[0].Ids, [.. all.Where(piece => piece.To > cut).Select(piece => piece.From < cut ? piece with { From = cut } : piece)], cut);
    }
}
