import { afterEach, describe, expect, it, vi } from 'vitest';
import { followTexts, setTexts, texts } from '../../../src/elements/internal/texts.ts';

const english = { panel: { ...texts.panel }, row: { ...texts.row } };
afterEach(() => setTexts(english));

describe('the words of the elements', () => {
  it('can be replaced one by one', () => {
    const { best } = texts.row;
    setTexts({ panel: { heading: 'Checkpoints auf Deutsch' } });
    expect(texts.panel.heading).toBe('Checkpoints auf Deutsch');
    expect(texts.panel.import).toBe(english.panel.import);
    expect(texts.row.best).toBe(best);
  });

  it('are drawn again when they change, by what is in the page', () => {
    const controllers: { hostConnected(): void; hostDisconnected(): void }[] = [];
    const requestUpdate = vi.fn<() => void>();
    followTexts({ addController: (controller) => controllers.push(controller), requestUpdate });
    setTexts({ row: { best: 'bedst' } });
    expect(requestUpdate).not.toHaveBeenCalled();
    controllers.forEach((controller) => controller.hostConnected());
    setTexts({ row: { best: 'beste' } });
    expect(requestUpdate).toHaveBeenCalledTimes(1);
    controllers.forEach((controller) => controller.hostDisconnected());
    setTexts({ row: { best: 'best' } });
    expect(requestUpdate).toHaveBeenCalledTimes(1);
  });

  it('wait for those that come later', async () => {
    setTexts({ activity: { byHand: 'von Hand' } });
    const { activityTexts } = await import('../../../src/elements/internal/report-texts.ts');
    expect(texts.activity.byHand).toBe('von Hand');
    expect(activityTexts.saved).toBe('Saved');
  });

  it('take no part of a prototype for words', () => {
    setTexts(JSON.parse('{"__proto__": {"polluted": true}}') as object);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
