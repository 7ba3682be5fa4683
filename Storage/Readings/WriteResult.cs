using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>What a commit did with one request.</summary>
/// <param name="Outcome">For the caller.</param>
/// <param name="Changes">The buckets inserted or replaced that end after the instant the request named, every alarm, and the newest of each kind.</param>
public sealed record WriteResult(RecordOutcome Outcome, ImmutableArray<RowChange> Changes);
