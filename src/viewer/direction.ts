/** In which order the items of two runs stand side by side. */

const DIRECTIONS = ['losses', 'gains', 'changes'] as const;

export type Direction = (typeof DIRECTIONS)[number];

/** As an address says it; losses where it says nothing. */
export function directionOf(text: string | null): Direction {
  return DIRECTIONS.find((direction) => direction === text) ?? 'losses';
}

/** What stands further to the front has more of it. */
export function weightOf(change: number, direction: Direction): number {
  switch (direction) {
    case 'losses':
      return -change;
    case 'gains':
      return change;
    case 'changes':
      return Math.abs(change);
  }
}
