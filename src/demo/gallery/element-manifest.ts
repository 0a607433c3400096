/** Something that an element offers. */
export interface Offer {
  readonly name: string;
  readonly description?: string;
  readonly type?: { readonly text: string };
  readonly default?: string;
  readonly attribute?: string;
  readonly kind?: string;
}

/** What the custom-elements manifest says of one element. */
export interface ElementDeclaration {
  readonly tagName: keyof HTMLElementTagNameMap;
  readonly summary?: string;
  readonly description?: string;
  readonly attributes?: readonly Offer[];
  readonly members?: readonly Offer[];
  readonly events?: readonly Offer[];
  readonly slots?: readonly Offer[];
  readonly cssParts?: readonly Offer[];
  readonly cssProperties?: readonly Offer[];
}

interface Manifest {
  readonly modules: readonly { readonly declarations: readonly ElementDeclaration[] }[];
}

/**
 * Reads what the elements offer, as the build has found it in their code.
 *
 * @throws Error when it cannot be fetched
 */
export async function loadDeclarations(): Promise<ElementDeclaration[]> {
  const response = await fetch(new URL('custom-elements.json', document.baseURI));
  if (!response.ok)
    throw new Error(`The manifest could not be loaded: the server answered ${response.status}.`);
  const { modules } = (await response.json()) as Manifest;
  return modules.flatMap(({ declarations }) => declarations);
}
