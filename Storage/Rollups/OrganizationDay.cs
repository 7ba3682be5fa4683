using System.Collections.Immutable;

namespace RetailOrleans.Storage.Rollups;

/// <summary>What the business days of one date of an organization's stores add up to.</summary>
/// <param name="Date">The local date on which each store's day starts.</param>
/// <param name="Stores">How many were counted.</param>
/// <param name="Entries">Persons.</param>
/// <param name="Exits">Persons.</param>
/// <param name="Passing">Persons.</param>
/// <param name="BusinessHoursEntries">Entries while the stores were open.</param>
/// <param name="CoveredSeconds">Covered by readings, inside operating hours, summed over sensors.</param>
/// <param name="ExpectedSeconds">Expected to be covered, summed over sensors.</param>
/// <param name="Transactions">Null without sales.</param>
/// <param name="Revenue">By currency; nothing is converted.</param>
/// <param name="BothEntries">Entries of the stores that were counted and have sales.</param>
/// <param name="BothTransactions">Transactions of those stores; null when there are none.</param>
public sealed record OrganizationDay(
    DateOnly Date, int Stores, long Entries, long Exits, long Passing, long BusinessHoursEntries, long CoveredSeconds, long ExpectedSeconds,
    long? Transactions, ImmutableSortedDictionary<string, decimal> Revenue, long BothEntries, long? BothTransactions);
