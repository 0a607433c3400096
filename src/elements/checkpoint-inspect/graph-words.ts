import { nameInWords } from '../internal/format.ts';
import '../internal/inspect-texts.ts';
import { texts } from '../internal/texts.ts';
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
      return fields.length > 0
        ? texts.inspect.from(nameInWords(fields.join(', ')), source)
        : texts.inspect.somethingFrom(source);
    });
    if (node.kind === 'output') return texts.inspect.endTakes(sources.join('; '));
    return `${titleOf(node)}: ${sources.length > 0 ? texts.inspect.takes(sources.join('; ')) : texts.inspect.startsHere}.`;
  });
}

function titleOf(node: OutlineNode): string {
  const facts = [
    node.kind === 'input' ? texts.inspect.start : nameInWords(node.className),
    ...(node.isTrainable ? [texts.inspect.trainable] : []),
    ...(node.languageModel === null ? [] : [texts.inspect.asks(nameInWords(node.languageModel))]),
  ];
  return `${nameOf(node)} (${facts.join(', ')})`;
}

function nameOf(node: OutlineNode | undefined): string {
  if (!node) return '';
  const name = nameInWords(node.name);
  return node.call === null ? name : `${name}, ${texts.inspect.call(String(node.call))}`;
}
