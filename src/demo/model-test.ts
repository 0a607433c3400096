import { dataModel, TidemarkError } from 'tidemark';
import type { ChatModel } from 'tidemark';
import { wordsOf } from './words-of.ts';

const { schema } = dataModel({
  title: 'Language',
  properties: {
    language: {
      type: 'string',
      enum: ['English', 'German'],
      description:
        'The language of the sentence.\nEnglish: good morning, how are you\nGerman: guten Morgen, wie geht es',
    },
  },
});

/** Asks a model one tiny question, and says in a sentence what came of it. */
export async function testModel(model: ChatModel, signal?: AbortSignal): Promise<TestResult> {
  const start = performance.now();
  try {
    const { content, tokens } = await model.complete({
      messages: [
        { role: 'system', content: 'Which language is the sentence in? Answer in JSON: {"language": …}.' },
        { role: 'user', content: 'Guten Morgen, wie geht es dir?' },
      ],
      schema,
      ...(signal ? { signal } : {}),
    });
    const cost = tokens ? `, for ${tokens.prompt} tokens in and ${tokens.completion} out` : '';
    return {
      worked: true,
      text: `It works: asked which language “Guten Morgen” is, it answered ${content.trim()} in ${timeOf(start)}${cost}.`,
    };
  } catch (error) {
    return { worked: false, text: signal?.aborted ? 'The test was stopped.' : failureText(error) };
  }
}

/** What a test came to. */
export interface TestResult {
  readonly worked: boolean;
  readonly text: string;
}

/** An error in its own words, with the code that help is found by. */
export function failureText(error: unknown): string {
  return error instanceof TidemarkError ? `${wordsOf(error)} (${error.code})` : wordsOf(error);
}

function timeOf(start: number): string {
  const ms = Math.max(1, Math.round(performance.now() - start));
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}
