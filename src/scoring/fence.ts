const FENCE = /^`{3,}[A-Za-z]{0,12}$/;

/** Whether a line only opens or closes a block of code. */
export function isFence(line: string): boolean {
  return FENCE.test(line.trim());
}
