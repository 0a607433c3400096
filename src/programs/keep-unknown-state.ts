import { isJsonObject } from '../python/json-value.ts';
import type { JsonObject } from '../python/json-value.ts';
import type { Module } from './module.ts';
import { OpaqueModule } from './opaque-module.ts';
import { Variable } from './variable.ts';

/** Holds what a file says of variables that are not known here: nothing changes it. */
class KeptVariable extends Variable {
  override assign(): void {
    // Nobody here knows what the value means.
  }

  override update(): void {
    // Nobody here knows what the value means.
  }
}

/**
 * Gives the values that no variable takes to the first module that is not known here, so that they are written back in
 * its place. Without such a module nothing is kept.
 */
export function keepUnknownState(modules: readonly Module<boolean>[], tree: JsonObject): void {
  const opaque = findOpaque(modules);
  if (!opaque) return;
  const known = new Set(modules.flatMap(({ variables }) => variables).map(({ path }) => path.split('/')[0]));
  for (const section of ['trainable_variables', 'non_trainable_variables']) {
    const values = tree.get(section);
    for (const [name, value] of isJsonObject(values) ? values : []) {
      if (known.has(name) || !isJsonObject(value)) continue;
      const trainable = section === 'trainable_variables';
      opaque.keep(new KeptVariable({ scope: '', name, schema: new Map(), value, trainable }));
    }
  }
}

function findOpaque(modules: readonly Module<boolean>[]): OpaqueModule | undefined {
  for (const module of modules) {
    const found = module instanceof OpaqueModule ? module : findOpaque(module.submodules);
    if (found) return found;
  }
  return undefined;
}
