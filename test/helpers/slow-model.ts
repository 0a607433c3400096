import { NgramModel } from '../../src/index.ts';
import type { ChatReply, ChatRequest } from '../../src/index.ts';

/** The embedded model, slow enough that things can be done while it is asked; it counts its calls. */
export class SlowModel extends NgramModel {
  begun = 0;
  underWay = 0;

  override async complete(request: ChatRequest): Promise<ChatReply> {
    this.begun += 1;
    this.underWay += 1;
    await new Promise((resolve) => setTimeout(resolve, 3));
    this.underWay -= 1;
    return super.complete(request);
  }
}
