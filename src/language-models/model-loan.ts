import type { CallControl } from '../base/call-control.ts';
import type { WireError } from '../base/wire-error.ts';
import type { ChatReply, ChatRequest } from './chat-model.ts';

/** What a page and its worker say of a loan, beside all else that they say to each other. */
export type LoanMessage =
  | { readonly type: 'tidemark-borrow'; readonly model: string }
  | { readonly type: 'tidemark-offer'; readonly model: string }
  | { readonly type: 'tidemark-loan'; readonly model: string; readonly port: MessagePort };

/** From the borrower, through the port. */
export type LoanQuestion =
  | { readonly type: 'ask'; readonly id: number; readonly request: Omit<ChatRequest, keyof CallControl> }
  | { readonly type: 'abort' | 'hold' | 'release'; readonly id: number };

/** From the lender, through the port. */
export type LoanAnswer =
  | { readonly type: 'reply'; readonly id: number; readonly reply: ChatReply }
  | { readonly type: 'error'; readonly id: number; readonly error: WireError };
