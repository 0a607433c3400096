import { ProgramError } from '../base/errors.ts';
import { isJsonObject } from '../python/json-value.ts';
import type { JsonValue } from '../python/json-value.ts';
import { parseJson } from '../python/parse-json.ts';

/** The state tree in the text of a variables file, or of a program file. @throws FormatError, ProgramError `bad-file` */
export function readVariablesText(text: string): JsonValue {
  const file = parseJson(text);
  if (!isJsonObject(file)) {
    throw new ProgramError(
      'bad-file',
      'The file holds no JSON object. Expected a program or a variables file.',
    );
  }
  return file.has('config') ? (file.get('variables') ?? null) : file;
}
