import axe from 'axe-core';

/** What axe-core finds wrong with an element, open shadow roots included: `rule: markup`. */
export async function accessibilityProblems(element: Element): Promise<readonly string[]> {
  const { violations } = await axe.run(element, {
    // A part of a page has no landmarks of its own, and does not begin with a level-1 heading.
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
