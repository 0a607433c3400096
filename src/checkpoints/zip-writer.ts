import { Zip, ZipDeflate } from 'fflate';
import { Breather } from './breather.ts';

/** A file to be packed. */
export interface ZipMember {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970. */
  readonly mtime: number;
}

/** How much is compressed before the thread may breathe. */
const sliceBytes = 65_536;

/** The years that a zip can tell. */
const [earliest, latest] = [Date.UTC(1980, 0, 2), Date.UTC(2099, 11, 30)];

/** Packs files, as they come, into one zip. */
export async function packZip(members: AsyncIterable<ZipMember>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    failure ??= error;
    if (chunk) chunks.push(chunk as Uint8Array<ArrayBuffer>);
  });
  const breather = new Breather();
  for await (const { name, bytes, mtime } of members) {
    const member = new ZipDeflate(name, { level: 6 });
    member.mtime = Math.min(Math.max(mtime, earliest), latest);
    zip.add(member);
    for (let at = 0; at < bytes.length; at += sliceBytes) {
      member.push(bytes.subarray(at, at + sliceBytes));
      await breather.breathe();
    }
    member.push(new Uint8Array(0), true);
  }
  zip.end();
  if (failure) throw failure;
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
