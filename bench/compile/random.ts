/** A stream of numbers that depends on its seed only. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  readonly below: (below: number) => number;
  /** One of the list, which must not be empty. */
  readonly pick: <T>(list: readonly T[]) => T;
  /** True in `percent` of 100 cases. */
  readonly chance: (percent: number) => boolean;
}

/** Numbers from a seed (mulberry32): the same on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => next() % limit;
  return {
    below,
    pick: (list) => {
      const [first] = list;
      if (first === undefined) throw new Error("nothing to pick from");
      return list[below(list.length)] ?? first;
    },
    chance: (percent) => below(100) < percent,
  };
}
