import { LitElement, html, nothing, svg } from 'lit';
import type { PropertyValues, SVGTemplateResult, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { customElement } from '../internal/custom-element.ts';
import { formatCount, localeOf, nameInWords, shownName } from '../internal/format.ts';
import { proseStyles } from '../internal/prose-styles.ts';
import { tokens } from '../internal/tokens.ts';
import { layOut } from './graph-layout.ts';
import type { GraphBox, GraphLayout, GraphLine } from './graph-layout.ts';
import { describeNodes } from './graph-words.ts';
import '../internal/inspect-texts.ts';
import { followTexts, texts } from '../internal/texts.ts';
import { programGraphStyles } from './program-graph.styles.ts';
import type { OutlineEdge, OutlineNode, ProgramOutline } from './program-outline.ts';

/** A larger graph is no picture any more, and takes long to lay out. */
const MOST_NODES = 120;
const MOST_EDGES = 400;
/** Longer names are cut; they stand in full in words. */
const LONGEST_NAME = 28;
const LONGEST_LABEL = 24;
/** Widths of letters in the drawing, in pixels: its fonts are of one width. */
const NAME_WIDTH = 8;
const SMALL_WIDTH = 7;
const LINE_HEIGHT = 17;

/** The graph of a program as a picture, and in words. It is part of `<checkpoint-inspect>`. */
@customElement('checkpoint-graph')
export class CheckpointGraph extends LitElement {
  static override styles = [tokens, proseStyles, programGraphStyles];

  /** Null while it is being laid out; `undefined` when it cannot be. */
  @state() private layout: GraphLayout | null | undefined = null;

  @property({ attribute: false }) outline: ProgramOutline | null = null;

  constructor() {
    super();
    followTexts(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('outline') || !this.outline || this.#isTooLarge) return;
    this.layout = null;
    void this.#layOut(this.outline);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.outline) return nothing;
    return html`${this.#renderPicture(this.outline)}
      <details ?open=${this.#isTooLarge || this.layout === undefined}>
        <summary>${texts.inspect.inWords}</summary>
        <ol>
          ${describeNodes(this.outline).map((words) => html`<li>${words}</li>`)}
        </ol>
      </details>`;
  }

  get #isTooLarge(): boolean {
    const { nodes = [], edges = [] } = this.outline ?? {};
    return nodes.length > MOST_NODES || edges.length > MOST_EDGES;
  }

  async #layOut(outline: ProgramOutline): Promise<void> {
    let layout: GraphLayout | undefined;
    try {
      layout = await layOut(outline.nodes.map(boxOf), outline.edges.map(lineOf));
    } catch {
      // Without the picture there are still the words.
    }
    if (outline === this.outline) this.layout = layout;
  }

  #renderPicture({ name, nodes }: ProgramOutline): TemplateResult {
    const { length } = nodes.filter(({ kind }) => kind !== 'output');
    const count = formatCount(length, localeOf(this));
    if (this.#isTooLarge) return html`<p class="muted">${texts.inspect.tooMany(count)}</p>`;
    if (this.layout === undefined) return html`<p class="muted">${texts.inspect.notDrawn}</p>`;
    if (this.layout === null)
      return html`<div class="picture"><p class="muted">${texts.inspect.drawing}</p></div>`;
    const { width, height, boxes, lines } = this.layout;
    const label = texts.inspect.graphName(nameInWords(name), length, count);
    return html`<div class="picture" tabindex="0" role="group" aria-label=${texts.inspect.program}>
      <svg
        width=${width}
        height=${height}
        viewBox="0 0 ${width} ${height}"
        role="img"
        aria-label=${label}
        direction="ltr"
      >
        <defs>
          <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path class="tip" d="M0 0.5 7.5 4 0 7.5z" />
          </marker>
        </defs>
        ${lines.map(drawLine)} ${boxes.map(drawBox)}
      </svg>
    </div>`;
  }
}

function boxOf(node: OutlineNode): GraphBox {
  const [name, ...more] = linesOf(node);
  const letters = Math.max(name.length * NAME_WIDTH, ...more.map((line) => line.length * SMALL_WIDTH));
  return { node, width: letters + 28, height: (1 + more.length) * LINE_HEIGHT + 16 };
}

function lineOf(edge: OutlineEdge): GraphLine {
  const label = cut(shownName(edge.fields.join(', ')), LONGEST_LABEL);
  return { edge, label, width: label.length * SMALL_WIDTH + 8, height: label === '' ? 0 : LINE_HEIGHT };
}

/** What stands in a box: the name, then smaller lines. */
function linesOf(node: OutlineNode): readonly [string, ...string[]] {
  if (node.kind === 'output') return [texts.inspect.end];
  const facts = [
    node.kind === 'input' ? texts.inspect.start : node.className,
    ...(node.call === null ? [] : [texts.inspect.call(String(node.call))]),
    ...(node.isTrainable ? [texts.inspect.trainable] : []),
  ];
  const lines = [facts.join(' · '), ...(node.languageModel === null ? [] : [node.languageModel])];
  return [
    cut(shownName(node.name), LONGEST_NAME),
    ...lines.map((line) => cut(shownName(line), LONGEST_NAME + 4)),
  ];
}

function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text;
}

function drawBox({ node, x, y, width, height }: GraphLayout['boxes'][number]): SVGTemplateResult {
  const lines = linesOf(node);
  const top = y - ((lines.length - 1) * LINE_HEIGHT) / 2;
  const radius = node.kind === 'module' ? 8 : height / 2;
  return svg`<g class="box ${node.kind} ${node.isTrainable ? 'trainable' : ''}">
    <rect x=${x - width / 2} y=${y - height / 2} width=${width} height=${height} rx=${radius} />
    ${lines.map(
      (line, index) =>
        svg`<text class=${index === 0 ? 'name' : 'kind'} x=${x} y=${top + index * LINE_HEIGHT}>${line}</text>`,
    )}
  </g>`;
}

function drawLine({ points, label, x, y, width, height }: GraphLayout['lines'][number]): SVGTemplateResult {
  const [start, ...rest] = points.map((point) => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`);
  return svg`<g class="line">
    <path d="M${start ?? '0 0'}${rest.map((point) => `L${point}`).join('')}" marker-end="url(#tip)" />
    ${
      label === ''
        ? nothing
        : svg`<rect x=${x - width / 2} y=${y - height / 2} width=${width} height=${height} /><text x=${x} y=${y}>${label}</text>`
    }
  </g>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'checkpoint-graph': CheckpointGraph;
  }
}
