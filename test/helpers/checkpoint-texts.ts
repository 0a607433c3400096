/** The text of a small variables file. */
export function variablesText(reward = 1): string {
  return JSON.stringify(
    {
      trainable_variables: {
        generator: { state_generator: { instructions: `Say “ä” ${reward} 😀`, examples: [] } },
      },
      non_trainable_variables: {},
      metrics_variables: { reward: { total: reward } },
    },
    null,
    2,
  );
}

/** The text of a small program file, as Python writes it: no line end, and raw characters beyond ASCII. */
export function programText(reward = 1): string {
  return JSON.stringify(
    {
      synalinks_version: '0.9.014',
      module: 'synalinks.src.programs.functional',
      class_name: 'Functional',
      config: { name: 'spotter', trainable: true, modules: [] },
      registered_name: 'Functional',
      variables: JSON.parse(variablesText(reward)) as unknown,
    },
    null,
    2,
  );
}

/** A file to be imported. */
export function fileOf(name: string, content: string | Uint8Array): File {
  return new File([content as BlobPart], name);
}
