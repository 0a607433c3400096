import { inspectTexts as texts } from './inspect-texts.ts';
import type { OutlineEdge, OutlineNode, ProgramOutline } from './program-outline.ts';

/** The most that is told of one graph. */
const MOST_WORDS = 1000;

/** Tells a graph in words, a sentence for each place, in the order of the file. */
export function describeNodes({ nodes, edges }: ProgramOutline): readonly string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const arrivals = new Map<string, OutlineEdge[]>();
  for (const edge of edges) {
    const known = arrivals.get(edge.to);
    if (known) known.push(edge);
    else arrivals.set(edge.to, [edge]);
  }
  return nodes.slice(0, MOST_WORDS).map((node) => {
    const sources = (arrivals.get(node.id) ?? []).map(({ from, fields }) => {
      const source = nameOf(byId.get(from));
      return fields.length > 0 ? texts.from(fields.join(', '), source) : texts.somethingFrom(source);
    });
    if (node.kind === 'output') return texts.outputTakes(sources.join('; '));
    return `${titleOf(node)}: ${sources.length > 0 ? texts.takes(sources.join('; ')) : texts.startsHere}.`;
  });
}

function titleOf(node: OutlineNode): string {
  const facts = [
    node.kind === 'input' ? texts.input : node.className,
    ...(node.isTrainable ? [texts.trainable] : []),
    ...(node.languageModel === null ? [] : [texts.asks(node.languageModel)]),
  ];
  return `${nameOf(node)} (${facts.join(', ')})`;
}

function nameOf(node: OutlineNode | undefined): string {
  if (!node) return '';
  return node.call === null ? node.name : `${node.name}, ${texts.call(String(node.call))}`;
}
