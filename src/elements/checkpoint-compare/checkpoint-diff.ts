import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { buttonStyles } from '../internal/button-styles.ts';
import { customElement } from '../internal/custom-element.ts';
import { formatCount, localeOf } from '../internal/format.ts';
import { proseStyles } from '../internal/prose-styles.ts';
import { cutText, readableText } from '../internal/readable-text.ts';
import { tokens } from '../internal/tokens.ts';
import { checkpointDiffStyles } from './checkpoint-diff.styles.ts';
import '../internal/compare-texts.ts';
import '../internal/content-texts.ts';
import { followTexts, texts } from '../internal/texts.ts';
import { diffLines } from './diff-lines.ts';
import type { DiffLine } from './diff-lines.ts';
import { textChanges } from './text-changes.ts';
import type { ChangeUnit, TextChange } from './text-changes.ts';

/** How much is drawn before somebody asks for more. */
const LINES = 300;
const CHARACTERS = 20_000;
const CHARACTERS_A_LINE = 1000;

/** What came of a comparison: changes, or why there are none to show; `undefined` while it is under way. */
type Outcome = readonly TextChange[] | 'too-different' | 'not-loaded' | undefined;

/** Two texts as one, with what was added and removed marked. It is part of `<checkpoint-compare>`. */
@customElement('checkpoint-diff')
export class CheckpointDiff extends LitElement {
  static override styles = [tokens, buttonStyles, proseStyles, checkpointDiffStyles];

  @state() private outcome: Outcome;
  @state() private shownLines = LINES;

  @property({ attribute: false }) oldText = '';
  @property({ attribute: false }) newText = '';
  /** By what the texts are compared. @default 'words' */
  @property() unit: ChangeUnit = 'words';
  /** Whether to compare now, or when it is looked at. @default true */
  @property({ attribute: false }) isWanted = true;

  constructor() {
    super();
    followTexts(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = (['oldText', 'newText', 'unit'] as const).some((name) => changed.has(name));
    if (isOther) this.outcome = undefined;
    if (!this.isWanted || (!isOther && !changed.has('isWanted'))) return;
    this.shownLines = LINES;
    void this.#compare(this.oldText, this.newText, this.unit);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.isWanted) return nothing;
    if (this.outcome === undefined) return html`<p class="muted waiting">${texts.compare.comparing}</p>`;
    if (typeof this.outcome === 'string') return this.#renderBoth(this.outcome);
    if (this.outcome.every(({ kind }) => kind === 'same'))
      return html`<p class="muted">${texts.compare.noChange}</p>`;
    return this.unit === 'words' ? this.#renderWords(this.outcome) : this.#renderLines(this.outcome);
  }

  async #compare(oldText: string, newText: string, unit: ChangeUnit): Promise<void> {
    let outcome: Outcome;
    try {
      outcome = (await textChanges(oldText, newText, unit)) ?? 'too-different';
    } catch {
      // Without the library (the network is gone, say) both texts are still there to be read.
      outcome = 'not-loaded';
    }
    if (oldText === this.oldText && newText === this.newText && unit === this.unit) this.outcome = outcome;
  }

  #renderWords(changes: readonly TextChange[]): TemplateResult {
    let left = CHARACTERS;
    const parts = changes.map(({ kind, text }) => {
      const { text: shown } = cutText(text, Math.max(0, left));
      left -= text.length;
      return shown === '' ? nothing : renderRun(kind, html`${readableText(shown)}`);
    });
    return html`<pre class="text" dir="auto" tabindex="0" role="group" aria-label=${texts.compare.change}>
${parts}</pre>
      ${left < 0 ? html`<p class="muted small">${texts.content.leftOut(this.#count(-left))}</p>` : nothing}`;
  }

  #renderLines(changes: readonly TextChange[]): TemplateResult {
    const lines = diffLines(changes);
    const left = lines.length - this.shownLines;
    return html`<div
        class="text mono lines"
        dir="ltr"
        tabindex="0"
        role="group"
        aria-label=${texts.compare.change}
      >
        ${runsOf(lines.slice(0, this.shownLines)).map((run) => this.#renderLineRun(run))}
      </div>
      ${
        left > 0
          ? html`<button type="button" part="button" @click=${this.#showMore}>
              ${texts.content.more(this.#count(left))}
            </button>`
          : nothing
      }`;
  }

  #renderLineRun(lines: readonly DiffLine[]): TemplateResult | readonly TemplateResult[] {
    const [first] = lines;
    if (!first) return [];
    if (first.kind === 'fold')
      return html`<div class="fold">${texts.compare.fold(first.count, this.#count(first.count))}</div>`;
    const rows = lines.map((line) => (line.kind === 'fold' ? nothing : this.#renderLine(line.text)));
    return renderRun(first.kind, html`${rows}`);
  }

  #renderLine(line: string): TemplateResult {
    const { text, left } = cutText(readableText(line), CHARACTERS_A_LINE);
    return html`<span class="line"
      ><bdi>${text}</bdi
      >${left > 0 ? html`<i class="muted">${texts.content.leftOut(this.#count(left))}</i>` : nothing}</span
    >`;
  }

  #renderBoth(why: 'too-different' | 'not-loaded'): TemplateResult {
    const sides = [
      ['A', this.oldText],
      ['B', this.newText],
    ] as const;
    return html`<p class="muted">${texts.compare.noChanges[why]}</p>
      ${sides.map(([letter, whole]) => {
        const { text, left } = cutText(whole, CHARACTERS);
        return html`<details>
          <summary>${texts.compare.textOf(letter)}</summary>
          <pre
            class="text ${this.unit === 'words' ? '' : 'mono'}"
            dir="auto"
            tabindex="0"
            role="group"
            aria-label=${texts.compare.textOf(letter)}
          >
${readableText(text)}</pre>
          ${left > 0 ? html`<p class="muted small">${texts.content.leftOut(this.#count(left))}</p>` : nothing}
        </details>`;
      })}`;
  }

  #count(count: number): string {
    return formatCount(count, localeOf(this));
  }

  /** Shows more, and goes there: the button may be gone. */
  async #showMore(): Promise<void> {
    this.shownLines *= 4;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.lines')?.focus();
  }
}

/** A stretch of text. What was done to it is said before it, for those who do not see it. */
function renderRun(kind: TextChange['kind'], content: TemplateResult): TemplateResult {
  if (kind === 'added') return html`<ins><bdi class="unseen">${texts.compare.added} </bdi>${content}</ins>`;
  if (kind === 'removed')
    return html`<del><bdi class="unseen">${texts.compare.removed} </bdi>${content}</del>`;
  return html`<span class="same"><bdi class="unseen">${texts.compare.same} </bdi>${content}</span>`;
}

/** Groups lines of one kind that follow each other. */
function runsOf(lines: readonly DiffLine[]): readonly (readonly DiffLine[])[] {
  const runs: DiffLine[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run?.[0]?.kind === line.kind && line.kind !== 'fold') run.push(line);
    else runs.push([line]);
  }
  return runs;
}

declare global {
  interface HTMLElementTagNameMap {
    'checkpoint-diff': CheckpointDiff;
  }
}
