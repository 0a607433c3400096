import { entryFilter } from './checkpoint-filter.ts';
import {
  comparePlaces,
  isBeyond,
  pageLimit,
  placeInStretch,
  readPageEnd,
  stretchesOf,
  writePageEnd,
} from './checkpoint-order.ts';
import type { ListStretch, PlaceKey } from './checkpoint-order.ts';
import type { CheckpointEntry, CheckpointPage, CheckpointQuery } from './checkpoint-store.ts';

/** An entry with its place in a list. */
interface Listed {
  readonly entry: CheckpointEntry;
  readonly place: PlaceKey;
  readonly stretch: ListStretch;
}

/** Lists one page of entries that are all at hand, in any order. */
export function pageOf(entries: readonly CheckpointEntry[], query: CheckpointQuery): CheckpointPage {
  const limit = pageLimit(query);
  const end = readPageEnd(query);
  const found = entries.filter(entryFilter(query));
  const listed = stretchesOf(query)
    .flatMap((stretch) => sorted(found, stretch))
    .filter(({ stretch, place }) => !end || isBeyond(end, stretch, place));
  const page = listed.slice(0, limit);
  const last = page.at(-1);
  const next =
    last && listed.length > limit
      ? writePageEnd(query, { stretch: last.stretch.index, place: last.place })
      : null;
  return { entries: page.map(({ entry }) => entry), next };
}

/** The entries of one stretch of a list, in its order. */
function sorted(entries: readonly CheckpointEntry[], stretch: ListStretch): Listed[] {
  const listed: Listed[] = [];
  for (const entry of entries) {
    const place = placeInStretch(entry, stretch);
    if (place) listed.push({ entry, place, stretch });
  }
  const sign = stretch.backwards ? -1 : 1;
  return listed.sort((a, b) => sign * comparePlaces(a.place, b.place));
}
