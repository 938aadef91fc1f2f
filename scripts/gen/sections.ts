/**
 * Replaces what stands between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->`, for each name that is known.
 * A text without such markers stays as it is.
 */
export function fillSections(text: string, sections: Readonly<Record<string, string>>): string {
  return text.replace(SECTION, (whole, start: string, name: string, end: string) => {
    const content = sections[name];
    return content === undefined ? whole : `${start}\n\n${content.trim()}\n\n${end}`;
  });
}

const SECTION = /(<!-- generated:([\w-]+) -->)[^]*?(<!-- \/generated:\2 -->)/g;
