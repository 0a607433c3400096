import { isTrue, textOf } from './template-values.ts';
import type { TemplateValue } from './template-values.ts';

/** What a filter or a test is called with, by place or by name. */
export class TemplateArguments {
  readonly #placed: readonly TemplateValue[];
  readonly #named: ReadonlyMap<string, TemplateValue>;

  constructor(placed: readonly TemplateValue[] = [], named: ReadonlyMap<string, TemplateValue> = new Map()) {
    this.#placed = placed;
    this.#named = named;
  }

  get(place: number, name: string): TemplateValue | undefined {
    return this.#placed[place] ?? this.#named.get(name);
  }

  text(place: number, name: string, fallback = ''): string {
    const value = this.get(place, name);
    return value === undefined ? fallback : textOf(value);
  }

  number(place: number, name: string, fallback: number): number {
    const value = this.get(place, name);
    return value === undefined ? fallback : Number(value.value);
  }

  flag(place: number, name: string): boolean {
    const value = this.get(place, name);
    return value !== undefined && isTrue(value);
  }

  /** The arguments behind the first so many: those of a filter or test that is named by an argument. */
  after(count: number): TemplateArguments {
    return new TemplateArguments(this.#placed.slice(count), this.#named);
  }
}
