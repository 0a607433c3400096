import { byId } from './dom.ts';

/** Lets the page explain itself, in a dialog. */
export function offerHelp(): void {
  const dialog = byId('help', HTMLDialogElement);
  byId('help-open', HTMLButtonElement).addEventListener('click', () => dialog.showModal());
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
}
