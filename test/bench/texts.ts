/** What a program's file says, as plain objects: most of it examples; different each time. */
export function programJson(bytes: number): object {
  const sampleLength = JSON.stringify([example()], null, 2).length;
  const examples = Array.from({ length: Math.ceil(bytes / sampleLength) }, example);
  return { name: 'language_spotter', trainable_variables: [{ examples }] };
}

/** A text such as a program's file is: indented JSON. */
export function programText(bytes: number): string {
  const text = JSON.stringify(programJson(bytes), null, 2);
  // A string of its own, as a program's text is: a slice would be joined up by whoever reads it first.
  return JSON.parse(JSON.stringify(text.slice(0, bytes))) as string;
}

function example(): object {
  return {
    inputs: { sentence: `Der Zug nach Zürich fährt um ${Math.random()} Uhr ab, "pünktlich" wie immer.` },
    outputs: { thinking: 'Umlauts, and a noun with a capital letter.', language: 'de' },
    reward: Math.random(),
  };
}
