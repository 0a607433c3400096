/** A text such as a program's file is: indented JSON, most of it examples; different each time. */
export function programText(bytes: number): string {
  const sampleLength = JSON.stringify([example()], null, 2).length;
  const examples = Array.from({ length: Math.ceil(bytes / sampleLength) }, example);
  const text = JSON.stringify({ name: 'language_spotter', trainable_variables: [{ examples }] }, null, 2);
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
