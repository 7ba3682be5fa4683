/** Live payloads are whole states: the highest version wins, whatever order they come in. */
export interface Versioned {
  version: number;
}

export function newer<T extends Versioned>(held: T | undefined, incoming: T): T {
  return held === undefined || incoming.version > held.version ? incoming : held;
}
