import type { OptionNames } from '../base/check-options.ts';
import type { JsonValue } from '../python/json-value.ts';
import type { ConfigReader } from './config-reader.ts';
import type { JsonDataModel } from './json-data-model.ts';
import type { MaskOptions } from './key-matcher.ts';
import { inMask, outMask } from './mask.ts';

/**
 * Which fields of a target and of a prediction are compared.
 *
 * A name in a mask also stands for its plural and for its numbered kin (`answer`, `answers`, `answer_1`), and masks
 * reach into nested objects: a parent that is not listed is dropped with all it holds.
 */
export interface FieldMasks {
  /** Fields to keep. @default all */
  readonly inMask?: readonly string[] | null;
  /** Fields to drop. @default none */
  readonly outMask?: readonly string[] | null;
  /** A regular expression for further fields to keep. @default none */
  readonly inMaskPattern?: string | null;
  /** A regular expression for further fields to drop. @default none */
  readonly outMaskPattern?: string | null;
}

export const fieldMaskNames: OptionNames<FieldMasks> = {
  inMask: true,
  outMask: true,
  inMaskPattern: true,
  outMaskPattern: true,
};

/** Keeps what the masks leave of a value; null stays null. An empty list or pattern masks nothing. */
export function applyFieldMasks(model: JsonDataModel | null, masks: FieldMasks): JsonDataModel | null {
  const keep = maskOptions(masks.inMask, masks.inMaskPattern);
  const drop = maskOptions(masks.outMask, masks.outMaskPattern);
  const kept = keep === null ? model : inMask(model, keep);
  return drop === null ? kept : outMask(kept, drop);
}

function maskOptions(
  mask: readonly string[] | null = null,
  pattern: string | null = null,
): MaskOptions | null {
  return mask?.length || pattern ? { mask, pattern } : null;
}

/** The masks as the fields of a config, in Synalinks' order. */
export function fieldMasksConfig(masks: FieldMasks): readonly (readonly [string, JsonValue])[] {
  return [
    ['in_mask', masks.inMask ?? null],
    ['out_mask', masks.outMask ?? null],
    ['in_mask_pattern', masks.inMaskPattern ?? null],
    ['out_mask_pattern', masks.outMaskPattern ?? null],
  ];
}

/** Reads the masks of a config. @throws {DataError} `bad-field` */
export function readFieldMasks(config: ConfigReader): Required<FieldMasks> {
  return {
    inMask: config.strings('in_mask'),
    outMask: config.strings('out_mask'),
    inMaskPattern: config.string('in_mask_pattern'),
    outMaskPattern: config.string('out_mask_pattern'),
  };
}
