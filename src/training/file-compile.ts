import type { TidemarkError } from '../base/errors.ts';
import type { JsonObject } from '../python/json-value.ts';

/**
 * What a program file says of compiling. It is written back as it stands until the program is compiled otherwise.
 */
export interface FileCompile {
  readonly config: JsonObject;
  /** State of an optimizer and of metrics that are not in force here, by section. */
  readonly variables: JsonObject;
  /** What of it is not known here, so that it is not in force; null when nothing is. */
  readonly refusal: TidemarkError | null;
}
