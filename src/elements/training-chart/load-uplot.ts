import type uPlot from 'uplot';

let loaded: Promise<typeof uPlot> | null = null;

/** Loads uPlot with the first curves that there are to draw; what could not be loaded is tried again. */
export function loadUplot(): Promise<typeof uPlot> {
  loaded ??= withLanguage(async () => (await import('uplot')).default);
  loaded.catch(() => (loaded = null));
  return loaded;
}

/**
 * uPlot writes figures in the browser's language, for which it asks while it is loaded; it fails where that is none.
 * WebKitGTK says `C` where nobody has chosen one.
 */
async function withLanguage<Result>(load: () => Promise<Result>): Promise<Result> {
  if (isLanguage(navigator.language)) return load();
  Object.defineProperty(navigator, 'language', { value: 'en', configurable: true });
  try {
    return await load();
  } finally {
    Reflect.deleteProperty(navigator, 'language');
  }
}

function isLanguage(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length > 0;
  } catch {
    return false;
  }
}
