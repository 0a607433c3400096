/** One state in which the gallery shows an element. */
export interface GalleryState {
  /** In a link, and as it is called: `ten-thousand` is shown as “ten thousand”. */
  readonly name: string;
  /** What there is to see in it. */
  readonly about: string;
  /** Makes the element in that state. */
  readonly make: () => HTMLElement | Promise<HTMLElement>;
}

/** Makes an element with these properties. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), properties);
}
