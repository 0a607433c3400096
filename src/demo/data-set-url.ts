/** The data set lies beside the page; a worker is told where, as its script may lie elsewhere. */
export const dataSetUrl = new URL('data/languages.json', document.baseURI).href;
