/// <reference types="vite/client" />
/// <reference types="vite-plugin-pwa/vanillajs" />
import { registerSW } from 'virtual:pwa-register';

/** What the page is told about the copy of it that is kept on this device. */
interface OfflineNews {
  /** A new version is kept too, and waits. @param load puts it in place of this one, in every tab */
  readonly updateReady: (load: () => void) => void;
  /** The new version is in place: what this page has not loaded yet, it can no longer load. */
  readonly updated: () => void;
}

const hourMs = 3_600_000;

/**
 * Makes the page work without a network from now on. Resolves once all of it is kept; false without service workers (an
 * insecure address, a private window) and while the page is developed: it then needs its network for each visit.
 */
export async function goOffline({ updateReady, updated }: OfflineNews): Promise<boolean> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return false;
  const registered = new Promise<boolean>((resolve) => {
    const load = registerSW({
      immediate: true,
      onNeedRefresh: () => void isNewer().then((isSo) => isSo && updateReady(() => void load())),
      // What follows below sees every such change, also on the very first visit.
      onNeedReload: () => undefined,
      onRegisteredSW: (_, registration) => {
        if (registration) lookForUpdates(registration);
        resolve(true);
      },
      onRegisterError: () => resolve(false),
    });
  });
  // What is kept already need not wait for the browser's look for a newer one: amid a run that takes seconds.
  if (!navigator.serviceWorker.controller) {
    if (!(await registered)) return false;
    await untilControlled();
  }
  navigator.serviceWorker.addEventListener('controllerchange', updated);
  return true;
}

/** Whether what waits is a newer version: a page that is reloaded amid the very first installation hears of that one too. */
async function isNewer(): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration();
  return Boolean(registration?.waiting && registration.active);
}

/** A page that stays open for days would never hear of a new version. */
function lookForUpdates(registration: ServiceWorkerRegistration): void {
  let lookedMs = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - lookedMs < hourMs) return;
    lookedMs = Date.now();
    // Without a network there is nothing to hear; the next look is as good.
    registration.update().catch(() => undefined);
  });
}

async function untilControlled(): Promise<void> {
  if (navigator.serviceWorker.controller) return;
  await new Promise((resolve) =>
    navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
  );
}
