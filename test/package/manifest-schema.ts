import { z } from 'zod';

const named = z.object({ name: z.string(), description: z.string().default('') });
const list = z.array(named).default([]);

const declaration = z.object({
  tagName: z.string(),
  description: z.string().default(''),
  attributes: list,
  members: list,
  events: z.array(named.extend({ type: z.object({ text: z.string() }) })).default([]),
  slots: list,
  cssParts: list,
  cssProperties: list,
});

/** What the tests read of a custom-elements manifest. */
export const manifestSchema = z.object({
  modules: z.array(z.object({ path: z.string(), declarations: z.array(declaration) })),
});
