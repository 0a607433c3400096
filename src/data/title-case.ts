const digraphs = 'ǄǅǆǇǈǉǊǋǌǱǲǳ';

/** The title case of one character, which for a few of them is not its upper case: `ǆ` → `ǅ`, `ß` → `Ss`. */
function titleCharacter(character: string): string {
  if (/^[\u10d0-\u10ff]/u.test(character)) return character; // Georgian has capitals, but titles do not use them
  const upper = character.toUpperCase();
  if (digraphs.includes(character)) return String.fromCharCode(upper.charCodeAt(0) + 1);
  if (/^[\u1f80-\u1fff]/u.test(character) && upper.length > 1 && upper.endsWith('Ι')) {
    const iotaBelow = `${upper.slice(0, -1)}\u0345`;
    return iotaBelow.length === 2 ? iotaBelow.normalize('NFC') : iotaBelow;
  }
  const [first = '', ...rest] = upper;
  return /^\p{Cased}/u.test(first) ? first + rest.join('').toLowerCase() : upper;
}

/** The lower case of the character at `index`; a capital sigma that ends a word becomes `ς`. */
function lowerCharacter(characters: readonly string[], index: number): string {
  const character = characters[index] ?? '';
  if (character !== 'Σ') return character.toLowerCase();
  const before = characters.slice(0, index).join('');
  const after = characters.slice(index + 1).join('');
  const ends =
    /(?!\p{Case_Ignorable})\p{Cased}\p{Case_Ignorable}*$/u.test(before) &&
    !/^\p{Case_Ignorable}*(?!\p{Case_Ignorable})\p{Cased}/u.test(after);
  return ends ? 'ς' : 'σ';
}

/**
 * Writes text as Python's `str.title()`: every letter that follows something else than a letter is a capital.
 *
 * @example titleCase("it's my_field2x"); // "It'S My_Field2X"
 */
export function titleCase(text: string): string {
  const characters = [...text];
  let insideWord = false;
  const titled = characters.map((character, index) => {
    const written = insideWord ? lowerCharacter(characters, index) : titleCharacter(character);
    insideWord = /\p{Cased}/u.test(character);
    return written;
  });
  return titled.join('');
}
