import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useServer } from '../../helpers/page-server.ts';
import { PageSession, newProfile, removeProfile } from '../../helpers/page-session.ts';

const server = useServer();
let profile: string;
let session: PageSession;

beforeAll(async () => {
  profile = await newProfile();
  session = await PageSession.open(server.url, profile);
});

afterAll(async () => {
  await session.close();
  await removeProfile(profile);
});

describe('a second tab, while the first one trains', () => {
  it('says so, may not train into the same folder, and takes no checkpoint for its own', async () => {
    await session.set({ epochs: '1000' });
    await session.pressTrain();
    await session.epochsDone(1);

    const other = await session.context.newPage();
    await other.goto(server.url);
    const message = other.locator('#run-message');
    await message.getByText('another tab was at this run').waitFor();
    await other.click('#train');
    await message.getByText('Another tab or worker is training into the folder "runs" now.').waitFor();
    expect(await other.textContent('#best-figure')).toBe('–');

    await session.page.bringToFront();
    await session.page.click('#stop');
    await session.runEnded();
    expect(await session.message()).toMatch(/^Stopped\. The best is .+\.json\.$/);
    expect((await session.figures()).best).toBeGreaterThan(0.5);
  });
});
