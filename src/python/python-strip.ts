import { whiteSpace } from './white-space.ts';

const ends = new RegExp(`^[${whiteSpace}]+|[${whiteSpace}]+$`, 'g');

/** Python's `str.strip`: unlike JavaScript's `trim`, it leaves a byte order mark. */
export const pythonStrip = (text: string): string => text.replace(ends, '');
