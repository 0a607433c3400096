import type { ModelAvailability } from 'tidemark';
import { isLocalHost } from './model-choice.ts';
import type { ModelChoice } from './model-choice.ts';

/** Says what a choice is, and where what is asked goes. */
export function describeChoice({ kind, localAddress, remoteAddress }: ModelChoice): string {
  switch (kind) {
    case 'embedded':
      return 'Learns from examples by counting letters. It is no neural network; it is fast, and works without a network.';
    case 'local':
      return isOnThisComputer(localAddress)
        ? `Asks a server on this computer, at ${hostOf(localAddress)}. Nothing leaves the computer.`
        : `Sends prompts, with the examples in them, to ${hostOf(localAddress)}.`;
    case 'built-in':
      return 'The model that comes with the browser. Nothing leaves the computer.';
    case 'web-gpu':
      return 'Runs in this page on the graphics processor, after one download. Nothing else leaves or enters the computer.';
    case 'remote':
      return `Sends prompts, with the examples in them, to ${hostOf(remoteAddress)}.`;
  }
}

/** Says whether a model of the page can be used. */
export function describeAvailability({ state, reason }: ModelAvailability): string {
  if (state === 'ready') return 'It is on this device, and works offline.';
  return state === 'downloadable'
    ? 'It has to be downloaded first: press Test to begin.'
    : `Not available here. ${reason}`;
}

/** Says whom the page tells what. */
export function describePrivacy(choice: ModelChoice): string {
  const address = addressOf(choice);
  return address === null || isOnThisComputer(address)
    ? 'Everything happens on this computer: nothing is sent anywhere.'
    : `Everything happens in this tab, but for what the language model is asked: that goes to ${hostOf(address)}, and nowhere else.`;
}

/** Where a choice's server is; null for a choice without one. */
function addressOf({ kind, localAddress, remoteAddress }: ModelChoice): string | null {
  if (kind === 'local') return localAddress;
  return kind === 'remote' ? remoteAddress : null;
}

function isOnThisComputer(address: string): boolean {
  return URL.canParse(address) && isLocalHost(new URL(address).hostname);
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : 'the address below';
}
