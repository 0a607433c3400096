import type { TemplateArguments } from './template-arguments.ts';
import { attributeOf, listFilters } from './template-list-filters.ts';
import { textFilters } from './template-text-filters.ts';
import { elementsOf, templateList } from './template-values.ts';
import type { TemplateValue } from './template-values.ts';

/**
 * Applies a filter of Jinja2 by its name.
 *
 * @throws TypeError for a name that is not known
 */
export function applyFilter(name: string, value: TemplateValue, given: TemplateArguments): TemplateValue {
  if (name === 'map') return mapped(value, given);
  const filters = Object.hasOwn(textFilters, name) ? textFilters : listFilters;
  const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (!filter) throw new TypeError(`No filter named '${name}'.`);
  return filter(value, given);
}

/** Reads a part of each item, or puts each through another filter. */
function mapped(value: TemplateValue, given: TemplateArguments): TemplateValue {
  const attribute = given.get(-1, 'attribute');
  const change = (item: TemplateValue): TemplateValue => {
    if (!attribute) return applyFilter(given.text(0, 'filter'), item, given.after(1));
    const part = attributeOf(attribute)(item);
    return part.type === 'UndefinedValue' ? (given.get(-1, 'default') ?? part) : part;
  };
  return templateList(elementsOf(value).map(change));
}
