export interface WallPage<T> {
  /** Empty for stores without a region; null for the whole fleet on one screen. */
  region: string | null;
  entries: T[];
  /** Which part of its region, of how many. */
  part: number;
  parts: number;
}

/** One screen after the other: the whole fleet where a screen holds it, else each region's stores, in parts where need be. */
export function wallPages<T extends { store: { region: string | null } }>(entries: T[], perPage: number): WallPage<T>[] {
  const size = Math.max(1, perPage);
  if (entries.length === 0) return [];
  if (entries.length <= size) return [{ region: null, entries, part: 1, parts: 1 }];
  const byRegion = new Map<string, T[]>();
  for (const entry of entries) {
    const region = entry.store.region ?? '';
    byRegion.set(region, [...(byRegion.get(region) ?? []), entry]);
  }
  return [...byRegion].toSorted(([a], [b]) => a.localeCompare(b)).flatMap(([region, list]) => {
    const parts = Math.ceil(list.length / size);
    return Array.from({ length: parts }, (_, index) => ({ region, entries: list.slice(index * size, (index + 1) * size), part: index + 1, parts }));
  });
}
