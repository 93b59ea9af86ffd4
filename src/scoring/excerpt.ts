/** What a model wrote, as a reason may show it: in at most `limit` characters of one printable line. */
export function excerpt(text: string, limit: number): string {
  const line = text
    .slice(0, 4 * limit)
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join('')}…`;
}
