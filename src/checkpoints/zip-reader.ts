import { Inflate } from 'fflate';
import { FormatError } from '../base/errors.ts';
import { Breather } from './breather.ts';

/** A file in a zip: where it lies, and how large it says it is. */
export interface ZippedFile {
  readonly name: string;
  /** Unpacked size. */
  readonly bytes: number;
  readonly packedBytes: number;
  /** 0: as it is; 8: deflated. */
  readonly method: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;
const endLength = 22;
const maxCommentLength = 65_535;

/** How much is unpacked before the thread may breathe; a little, as it may unpack to a thousand times as much. */
const sliceBytes = 4096;

/** Tells whether bytes begin as a zip does, an empty one too. */
export function looksLikeZip(bytes: Uint8Array): boolean {
  const [p, k, third = 0, fourth = 0] = bytes;
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));
}

/**
 * Lists the files of a zip from its central directory. Whatever could make two readers see different files is refused:
 * several disks, 64-bit sizes, encryption, unknown compression, files that overlap or lie outside.
 *
 * @throws FormatError `bad-zip`
 */
export function listZip(zip: Uint8Array): ZippedFile[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = findEnd(view);
  const [disk, count, total] = [
    view.getUint32(end + 4, true),
    view.getUint16(end + 8, true),
    view.getUint16(end + 10, true),
  ];
  const [size, start] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
  if (disk !== 0 || count !== total || start + size !== end) throw badZip('its directory is damaged');
  const files: ZippedFile[] = [];
  let at = start;
  while (files.length < count) {
    if (at + 46 > end || view.getUint32(at, true) !== centralSignature)
      throw badZip('its directory is damaged');
    const [file, length] = readCentral(view, at);
    files.push(file);
    at += length;
  }
  if (at !== end) throw badZip('its directory is damaged');
  refuseOverlaps(files, start);
  return files;
}

/**
 * Unpacks one file of a zip. Never yields more than the size that the zip declares for it.
 *
 * @throws FormatError `bad-zip`
 */
export async function unzipFile(zip: Uint8Array, file: ZippedFile): Promise<Uint8Array<ArrayBuffer>> {
  const packed = packedBytesOf(zip, file);
  if (file.method === 0) return new Uint8Array(packed);
  const unpacked = new Uint8Array(file.bytes);
  let length = 0;
  const inflate = new Inflate((chunk) => {
    if (length + chunk.length > unpacked.length) throw badZip(`"${file.name}" is larger than it says`);
    unpacked.set(chunk, length);
    length += chunk.length;
  });
  const breather = new Breather();
  for (let at = 0; at < packed.length; at += sliceBytes) {
    push(inflate, packed.subarray(at, at + sliceBytes), at + sliceBytes >= packed.length, file.name);
    await breather.breathe();
  }
  if (length !== unpacked.length) throw badZip(`"${file.name}" is smaller than it says`);
  return unpacked;
}

function push(inflate: Inflate, packed: Uint8Array, isLast: boolean, name: string): void {
  try {
    inflate.push(packed, isLast);
  } catch (error) {
    throw error instanceof FormatError ? error : badZip(`"${name}" cannot be unpacked`, error);
  }
}

/** The end record lies at the very end, but for a comment; without one a zip has been cut short. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - endLength - maxCommentLength);
  for (let at = view.byteLength - endLength; at >= first; at -= 1) {
    if (view.getUint32(at, true) !== endSignature) continue;
    if (at + endLength + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  throw badZip('it has no end: it was cut short, or it is no zip');
}

/** Reads one entry of the directory, and tells how long it is. */
function readCentral(view: DataView, at: number): [ZippedFile, number] {
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  const [packedBytes, bytes] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
  const nameLength = view.getUint16(at + 28, true);
  const length = 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (at + length > view.byteLength) throw badZip('its directory is damaged');
  const name = decodeName(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength));
  if (flags % 2 === 1) throw badZip(`"${name}" is encrypted`);
  if (method !== 0 && method !== 8) throw badZip(`"${name}" is packed in an unknown way (${method})`);
  if (method === 0 && bytes !== packedBytes) throw badZip(`"${name}" has two sizes`);
  return [{ name, bytes, packedBytes, method, offset: view.getUint32(at + 42, true) }, length];
}

function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw badZip('a name in it is not UTF-8', error);
  }
}

/** Files that share their bytes are how a small zip unpacks to more than the world holds. */
function refuseOverlaps(files: readonly ZippedFile[], end: number): void {
  const inOrder = [...files].sort((a, b) => a.offset - b.offset);
  for (const [index, { name, offset, packedBytes }] of inOrder.entries()) {
    const next = inOrder[index + 1]?.offset ?? end;
    if (offset + 30 + packedBytes > next) throw badZip(`"${name}" overlaps with what follows`);
  }
}

/** The packed bytes lie behind the local header, which repeats the name. */
function packedBytesOf(zip: Uint8Array, { name, offset, packedBytes }: ZippedFile): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  if (view.getUint32(offset, true) !== localSignature) throw badZip(`"${name}" is not where it should be`);
  const nameLength = view.getUint16(offset + 26, true);
  const start = offset + 30 + nameLength + view.getUint16(offset + 28, true);
  if (start + packedBytes > zip.length) throw badZip(`"${name}" is cut short`);
  return zip.subarray(start, start + packedBytes);
}

function badZip(reason: string, cause?: unknown): FormatError {
  return new FormatError('bad-zip', `The zip cannot be read: ${reason}.`, { details: { reason }, cause });
}
