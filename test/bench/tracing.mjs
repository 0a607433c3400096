/** What Chromium itself records of a page: the tasks of its main thread, and its heap. */

/** A task that had the processor for less than this is long by the clock only because others had it. */
const trifleMs = 1;

/**
 * Begins something, records the tasks of the main thread from then on for so long, and takes the longest: by the clock, and in time of the processor,
 * which leaves out how long others had it meanwhile; and how long others held up a task that had next to nothing to do.
 * Garbage of what was measured before would be collected amid it.
 */
export async function longestTask(session, durationMs, begin) {
  await collectGarbage(session);
  const traceConfig = { includedCategories: ['toplevel'], excludedCategories: ['*'] };
  await session.send('Tracing.start', { transferMode: 'ReturnAsStream', traceConfig });
  await begin();
  await new Promise((resolve) => setTimeout(resolve, durationMs));
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  const { stream } = await complete;
  const { traceEvents } = JSON.parse(await readStream(session, stream));
  const tasks = mainThreadTasks(traceEvents);
  if (tasks.length === 0) throw new Error('Chromium has recorded no task of the main thread.');
  const [wallMs, processorMs] = [wallOf, processorOf].map((timeOf) => Math.max(...tasks.map(timeOf)));
  const trifles = tasks.filter((task) => processorOf(task) < trifleMs);
  return { wallMs, processorMs, heldUpMs: Math.max(0, ...trifles.map(wallOf)) };
}

/** None for a task that was under way when the recording began or ended. */
const wallOf = ({ dur = 0 }) => dur / 1000;

/** The two clocks are not read at once: now and then a task seems to have had the processor for longer than it took. */
const processorOf = ({ dur = 0, tdur = 0 }) => Math.min(dur, tdur) / 1000;

/** Tasks of all pages' main threads: those of other pages are short, as nothing is in them. */
function mainThreadTasks(events) {
  const threadOf = ({ pid, tid }) => `${pid} ${tid}`;
  const isMain = ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain';
  const mains = new Set(events.filter(isMain).map(threadOf));
  return events.filter((event) => event.name.endsWith('::RunTask') && mains.has(threadOf(event)));
}

async function readStream(session, handle) {
  const parts = [];
  for (;;) {
    const { data, eof, base64Encoded } = await session.send('IO.read', { handle, size: 4_000_000 });
    parts.push(base64Encoded ? Buffer.from(data, 'base64').toString() : data);
    if (eof) break;
  }
  await session.send('IO.close', { handle });
  return parts.join('');
}

/** Collects all garbage of a page. */
async function collectGarbage(session) {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.disable');
}

/** Bytes of a page's heap that are in use once all garbage is collected. */
export async function usedHeapBytes(session) {
  await collectGarbage(session);
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}
