/** The language in which an element writes numbers and times: that of the nearest `lang`, else the browser's. */
export function localeOf(element: Element): string | undefined {
  const lang = element.closest('[lang]')?.getAttribute('lang');
  const root = element.getRootNode();
  if (!lang && root instanceof ShadowRoot) return localeOf(root.host);
  return lang && isKnown(lang) ? lang : undefined;
}

/** Whether the browser writes in a language; what is none at all, such as `en_US`, throws. */
function isKnown(lang: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(lang).length > 0;
  } catch {
    return false;
  }
}

/** Makes what writes in a language only once: that takes longer than the writing, and a list writes at every frame. */
function madeOnce<Options, Format>(
  Maker: new (locale?: string, options?: Options) => Format,
): (locale: string | undefined, options?: Options) => Format {
  const made = new Map<string, Format>();
  return (locale, options) => {
    const key = JSON.stringify([locale, options]);
    const format = made.get(key) ?? new Maker(locale, options);
    made.set(key, format);
    return format;
  };
}

const numberFormat = madeOnce(Intl.NumberFormat);
const dateFormat = madeOnce(Intl.DateTimeFormat);
const ageFormat = madeOnce(Intl.RelativeTimeFormat);

/** Writes a logged value: three decimals, more digits only where the value is tiny or huge. */
export function formatValue(value: number, locale?: string): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 0.001 || magnitude >= 1e6)) {
    return numberFormat(locale, {
      notation: 'scientific',
      maximumFractionDigits: 2,
    }).format(value);
  }
  const digits = magnitude < 100 ? 3 : 1;
  return numberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

const maxTickDigits = 4;

/** Writes the labels of an axis: with as many decimals as it takes to tell neighbours apart. */
export function formatTicks(values: readonly number[], locale?: string): string[] {
  const step = Math.abs((values[1] ?? 0) - (values[0] ?? 0));
  let digits = 0;
  while (digits <= maxTickDigits && !isWhole(step * 10 ** digits)) digits += 1;
  const isLong = digits > maxTickDigits || values.some((value) => Math.abs(value) >= 1e6);
  const format = numberFormat(
    locale,
    isLong
      ? { notation: 'scientific', maximumSignificantDigits: 4 }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits },
  );
  return values.map((value) => format.format(value));
}

function isWhole(value: number): boolean {
  return value === 0 || (value > 0.5 && Math.abs(value - Math.round(value)) < 1e-6);
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Writes a size in decimal units, as file managers do: `12 kB`. */
export function formatBytes(bytes: number, locale?: string): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), byteUnits.length - 1);
  const amount = bytes / 1000 ** power;
  return numberFormat(locale, {
    style: 'unit',
    unit: byteUnits[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power > 0 && amount < 10 ? 1 : 0,
  }).format(amount);
}

/** Writes a count with the locale's grouping. */
export function formatCount(count: number, locale?: string): string {
  return numberFormat(locale).format(count);
}

const ageSteps = [
  { unit: 'second', ms: 1000, below: 60_000 },
  { unit: 'minute', ms: 60_000, below: 3_600_000 },
  { unit: 'hour', ms: 3_600_000, below: 86_400_000 },
  { unit: 'day', ms: 86_400_000, below: 30 * 86_400_000 },
] as const;

/** Writes how long ago a time was: `now`, `20 sec. ago`, … and from 30 days on, the date. */
export function formatAge(
  timeMs: number,
  nowMs: number,
  locale?: string,
  style: Intl.RelativeTimeFormatStyle = 'short',
): string {
  const ageMs = Math.max(0, nowMs - timeMs);
  if (ageMs < 5000) return ageFormat(locale, { numeric: 'auto' }).format(0, 'second');
  const step = ageSteps.find(({ below }) => ageMs < below);
  if (step === undefined) return dateFormat(locale, { dateStyle: 'medium' }).format(timeMs);
  const amount = Math.floor(ageMs / step.ms);
  // Whole tens of seconds: a figure that changes with every look is noise.
  const shown = step.unit === 'second' && amount >= 10 ? Math.floor(amount / 10) * 10 : amount;
  return ageFormat(locale, { style }).format(-shown, step.unit);
}

/** Writes a point in time in full, for a tooltip. */
export function formatMoment(timeMs: number, locale?: string): string {
  return dateFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'medium',
  }).format(timeMs);
}

/** Writes a duration in the two largest units that matter: `2 min 05 s`, `1 h 12 min`, `8 s`. */
export function formatDuration(durationMs: number, locale?: string): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours > 0) return `${unit(hours, 'hour', locale)}${andUnit(minutes, 'minute', locale)}`;
  if (minutes > 0) return `${unit(minutes, 'minute', locale)}${andUnit(seconds % 60, 'second', locale)}`;
  return unit(seconds, 'second', locale);
}

/** The smaller unit, where there is something of it. */
function andUnit(amount: number, name: string, locale?: string): string {
  return amount === 0 ? '' : ` ${unit(amount, name, locale)}`;
}

function unit(amount: number, name: string, locale?: string): string {
  return numberFormat(locale, {
    style: 'unit',
    unit: name,
    unitDisplay: 'short',
  }).format(amount);
}

/** What is shown of a text at most: enough to read, too little to hold up the page. */
const shownLength = 400;

/**
 * Makes what cannot be seen in a name visible: control and direction characters, which would let it pass for another.
 */
export function visibleText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd');
}

/** A name as it is shown: nothing in it invisible, and the middle left out where it is very long. */
export function shownName(name: string): string {
  const half = shownLength / 2;
  return visibleText(name.length > shownLength ? `${name.slice(0, half)}…${name.slice(1 - half)}` : name);
}

/** The start of a text of the user's own, on one line. */
export function shownWords(text: string): string {
  return (text.length > shownLength ? `${text.slice(0, shownLength)}…` : text).replace(/\s+/g, ' ').trim();
}

/** A path within a sentence: written from left to right, whatever the direction of the words around it. */
export function pathInWords(path: string): string {
  return `\u2066${shownName(path)}\u2069`;
}

/** A name within a sentence, kept from changing the direction of the words around it. */
export function nameInWords(name: string): string {
  return `\u2068${shownName(name)}\u2069`;
}
