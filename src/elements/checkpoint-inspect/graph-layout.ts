import type { OutlineEdge, OutlineNode } from './program-outline.ts';

/** A box to be placed, in pixels. */
export interface GraphBox {
  readonly node: OutlineNode;
  readonly width: number;
  readonly height: number;
}

/** A label on an edge, in pixels. */
export interface GraphLine {
  readonly edge: OutlineEdge;
  readonly label: string;
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything stands; `x` and `y` are the middle of a box or a label. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly (GraphBox & Point)[];
  readonly lines: readonly (GraphLine & Point & { readonly points: readonly Point[] })[];
}

/** Lays out a graph from top to bottom. Loads the library for it when it is first called. */
export async function layOut(boxes: readonly GraphBox[], lines: readonly GraphLine[]): Promise<GraphLayout> {
  const { Graph, layout } = await import('@dagrejs/dagre');
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 36, marginx: 8, marginy: 8 });
  for (const { node, width, height } of boxes) graph.setNode(node.id, { width, height });
  for (const { edge, width, height } of lines)
    graph.setEdge(edge.from, edge.to, { width, height, labelpos: 'c' });
  layout(graph);
  const size = graph.graph() as { width?: number; height?: number };
  return {
    width: size.width ?? 0,
    height: size.height ?? 0,
    boxes: boxes.map((box) => ({ ...box, ...pointOf(graph.node(box.node.id)) })),
    lines: lines.map((line) => {
      const placed = graph.edge(line.edge.from, line.edge.to) as Partial<Point> & { points?: Point[] };
      return { ...line, ...pointOf(placed), points: placed.points ?? [] };
    }),
  };
}

function pointOf(placed: unknown): Point {
  const { x = 0, y = 0 } = placed as Partial<Point>;
  return { x, y };
}
