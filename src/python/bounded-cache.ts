/** Keys longer than this are not worth their memory, and no sensible template is. */
const maximumKeyLength = 512;

/** Remembers what a text was parsed to; when it is full, the oldest entry leaves. */
export class BoundedCache<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #size: number;
  readonly #make: (key: string) => Value;

  /** @param make parses a text that is not remembered; what it throws passes through, and is not remembered */
  constructor(size: number, make: (key: string) => Value) {
    this.#size = size;
    this.#make = make;
  }

  /** Returns what the text was, or now is, parsed to. */
  get(key: string): Value {
    const found = this.#entries.get(key);
    if (found !== undefined) return found;
    const made = this.#make(key);
    if (key.length <= maximumKeyLength) this.#add(key, made);
    return made;
  }

  #add(key: string, value: Value): void {
    const oldest = this.#entries.keys().next();
    if (this.#entries.size >= this.#size && oldest.done !== true) this.#entries.delete(oldest.value);
    this.#entries.set(key, value);
  }
}
