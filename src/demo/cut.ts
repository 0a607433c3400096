/** Cuts a text that is too long, between characters, and shows that it was cut. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${Array.from(text).slice(0, most).join('')}…`;
}
