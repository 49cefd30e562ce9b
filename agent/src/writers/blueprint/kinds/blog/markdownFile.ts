import { PREVIEW_TAB, WRITE_TAB } from '@appfactory/plan/kinds/blog/words';

/** src/components/markdown.tsx: Markdown as React elements. The same in every app that has some. */
export const MARKDOWN_FILE = `import type { ReactNode } from 'react';

/**
 * Text in Markdown: headings, lists, quotes, code, rules, pictures, links, emphasis. Markup that somebody types stays
 * text, and a link leads to the web, to an address or to a part of this page, never to a script. A picture of another
 * host is a link to it.
 */
export function Markdown({ text }: { text: string }) {
  return <div className="flex flex-col gap-5 leading-relaxed [overflow-wrap:anywhere]">{blocks(text)}</div>;
}

const FENCE = /^\`\`\`/;
const HEADING = /^(#{1,4})\\s+(.+?)\\s*#*$/;
const BULLET = /^\\s*[-*+]\\s+/;
const NUMBER = /^\\s*\\d{1,9}[.)]\\s+/;
const QUOTE = /^>\\s?/;
const RULE = /^\\s*(?:(?:-\\s*){3,}|(?:\\*\\s*){3,}|(?:_\\s*){3,})$/;

const starts = (line: string) =>
  [FENCE, HEADING, BULLET, NUMBER, QUOTE, RULE].some((pattern) => pattern.test(line)) || line.trim() === '';

/** Quotes within quotes that are set as such: what is deeper is text of the deepest. */
const DEEPEST = 6;

function blocks(text: string, depth = 1): ReactNode[] {
  const lines = text.replace(/\\r\\n?/g, '\\n').split('\\n');
  const made: ReactNode[] = [];
  /** Takes lines as long as they belong to what has begun. */
  const take = (from: number, belongs: (line: string) => boolean): string[] => {
    let end = from;
    while (end < lines.length && belongs(lines[end] ?? '')) end += 1;
    return lines.slice(from, end);
  };
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const key = made.length;
    const heading = HEADING.exec(line);
    if (line.trim() === '') {
      at += 1;
    } else if (FENCE.test(line)) {
      const code = take(at + 1, (other) => !FENCE.test(other));
      at += code.length + 2;
      made.push(
        <pre key={key} className="overflow-x-auto rounded-lg bg-muted p-4 font-mono text-sm">
          <code>{code.join('\\n')}</code>
        </pre>,
      );
    } else if (heading) {
      at += 1;
      made.push(headingOf(heading[1]?.length ?? 1, inline(heading[2] ?? ''), key));
    } else if (RULE.test(line)) {
      at += 1;
      made.push(<hr key={key} />);
    } else if (QUOTE.test(line)) {
      const quoted = take(at, (other) => QUOTE.test(other));
      at += quoted.length;
      made.push(
        <blockquote key={key} className="flex flex-col gap-3 border-primary border-l-2 pl-5 text-muted-foreground">
          {depth < DEEPEST ? (
            blocks(quoted.map((each) => each.replace(QUOTE, '')).join('\\n'), depth + 1)
          ) : (
            <p>{inline(quoted.map((each) => each.replace(/^[>\\s]+/, '')).join('\\n'))}</p>
          )}
        </blockquote>,
      );
    } else if (BULLET.test(line) || NUMBER.test(line)) {
      const mark = BULLET.test(line) ? BULLET : NUMBER;
      const items = take(at, (other) => mark.test(other) || (/^\\s{2,}\\S/.test(other) && !starts(other.trim())));
      at += items.length;
      made.push(listOf(items, mark, key));
    } else {
      const paragraph = take(at, (other) => !starts(other));
      at += paragraph.length;
      made.push(<p key={key}>{inline(paragraph.join('\\n'))}</p>);
    }
  }
  return made;
}

/** The page has its own first heading: those of the text begin below it. */
function headingOf(level: number, content: ReactNode, key: number): ReactNode {
  if (level <= 2)
    return (
      <h2 key={key} className="mt-4 font-semibold text-2xl leading-tight">
        {content}
      </h2>
    );
  return (
    <h3 key={key} className="mt-2 font-semibold text-lg">
      {content}
    </h3>
  );
}

function listOf(lines: string[], mark: RegExp, key: number): ReactNode {
  const items: string[] = [];
  for (const line of lines) {
    if (mark.test(line)) items.push(line.replace(mark, ''));
    else items.push(\`\${items.pop() ?? ''}\\n\${line.trim()}\`);
  }
  const children = items.map((item, index) => <li key={index}>{inline(item)}</li>);
  return mark === BULLET ? (
    <ul key={key} className="flex list-disc flex-col gap-1.5 pl-6">
      {children}
    </ul>
  ) : (
    <ol key={key} className="flex list-decimal flex-col gap-1.5 pl-6">
      {children}
    </ol>
  );
}

const INLINE =
  /\`([^\`\\n]+)\`|!\\[([^\\]\\n]*)\\]\\(([^()\\s]+)\\)|\\[([^\\]\\n]+)\\]\\(([^()\\s]+)\\)|\\*\\*(?=\\S)([\\s\\S]+?\\S?)\\*\\*|\\*(?=\\S)([^*\\n]+)\\*|(?<![\\p{L}\\p{N}])_(?=\\S)([^_\\n]+)_(?![\\p{L}\\p{N}])/u;

function inline(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let rest = text;
  for (let match = INLINE.exec(rest); match; match = INLINE.exec(rest)) {
    if (match.index > 0) parts.push(rest.slice(0, match.index));
    parts.push(element(match, parts.length));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

function link(href: string, content: ReactNode, key: number): ReactNode {
  return (
    <a
      key={key}
      href={href}
      rel={/^https?:/i.test(href) ? 'noopener' : undefined}
      className="text-primary-text underline underline-offset-4 hover:no-underline"
    >
      {content}
    </a>
  );
}

function element(match: RegExpExecArray, key: number): ReactNode {
  const [whole, code, alt, source, label, href, strong, star, underscore] = match;
  if (code !== undefined)
    return (
      <code key={key} className="rounded bg-muted px-1.5 py-0.5 font-mono text-[0.9em]">
        {code}
      </code>
    );
  if (source !== undefined) {
    // Browsers load no pictures of other hosts here (Content-Security-Policy), nor would readers want to be known to them.
    if (/^https?:\\/\\//i.test(source)) return link(source, alt || source, key);
    if (!/^\\/(?!\\/)/.test(source)) return whole;
    return (
      // biome-ignore lint/performance/noImgElement: nobody knows the size of a picture that a text names.
      <img key={key} src={source} alt={alt ?? ''} loading="lazy" className="h-auto max-w-full rounded-lg" /> // eslint-disable-line @next/next/no-img-element
    );
  }
  if (href !== undefined) {
    if (!/^(?:https?:\\/\\/|mailto:|\\/(?!\\/)|#)/i.test(href)) return whole;
    return link(href, inline(label ?? ''), key);
  }
  if (strong !== undefined) return <strong key={key}>{inline(strong)}</strong>;
  return <em key={key}>{inline(star ?? underscore ?? '')}</em>;
}

/** The words of a text without its marks, for excerpts and search engines. */
export function plainText(text: string): string {
  return text
    .replace(/\`\`\`[^\\n]*\\n?/g, '')
    .replace(/!?\\[([^\\]\\n]*)\\]\\([^()\\s]+\\)/g, '$1')
    .replace(/^(?:#{1,4}\\s+|>\\s?|\\s*[-*+]\\s+|\\s*\\d+[.)]\\s+)/gm, '')
    .replace(/[*\`]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])/gu, '')
    .replace(/\\s+/g, ' ')
    .trim();
}
`;

/** src/components/markdown.test.tsx */
export const MARKDOWN_TEST = `import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown, plainText } from '@/components/markdown';

const html = (text: string) => renderToStaticMarkup(<Markdown text={text} />).replace(/ class="[^"]*"/g, '');

describe('Markdown', () => {
  it('sets headings, lists, quotes, code and emphasis', () => {
    expect(html('## A *part*\\n\\nFirst **strong** line\\nand \`code\`.')).toBe(
      '<div><h2>A <em>part</em></h2><p>First <strong>strong</strong> line\\nand <code>code</code>.</p></div>',
    );
    expect(html('- one\\n- two\\n\\n1. three')).toBe('<div><ul><li>one</li><li>two</li></ul><ol><li>three</li></ol></div>');
    expect(html('> said\\n\\n---\\n\\n\`\`\`\\n<b>\\n\`\`\`')).toBe(
      '<div><blockquote><p>said</p></blockquote><hr/><pre><code>&lt;b&gt;</code></pre></div>',
    );
  });

  it('keeps markup and scripts text', () => {
    expect(html('<script>alert(1)</script>')).toBe('<div><p>&lt;script&gt;alert(1)&lt;/script&gt;</p></div>');
    expect(html('[go](javascript:alert)')).toBe('<div><p>[go](javascript:alert)</p></div>');
    expect(html('[go](https://example.com/)')).toBe(
      '<div><p><a href="https://example.com/" rel="noopener">go</a></p></div>',
    );
  });

  it('shows pictures of this app, and links to those of others', () => {
    expect(html('![A peak](/peak.jpg)')).toContain('<img src="/peak.jpg" alt="A peak" loading="lazy"/>');
    expect(html('![A peak](https://example.com/peak.jpg)')).toBe(
      '<div><p><a href="https://example.com/peak.jpg" rel="noopener">A peak</a></p></div>',
    );
    expect(html('![](https://example.com/peak.jpg)')).toContain('>https://example.com/peak.jpg</a>');
    expect(html('![x](javascript:alert)')).toBe('<div><p>![x](javascript:alert)</p></div>');
  });

  it('ends for whatever is typed', () => {
    for (const text of ['\`\`\`', '**', '*a', '[', '![](', '> ', '-', '1.', '#', '***', '  - x\\n   y'])
      expect(html(text)).toMatch(/^<div>/);
    expect(html(\`\${'>'.repeat(10_000)} deep\`).match(/<blockquote>/g)).toHaveLength(6);
    expect(html(\`\${'>'.repeat(10_000)} deep\`)).toContain('deep');
  });

  it('tells the words of a text', () => {
    expect(plainText('# A **day**\\n\\n- [up](https://example.com) and down')).toBe('A day up and down');
  });
});
`;

/** src/components/fields/markdown-field.tsx */
export const MARKDOWN_FIELD_FILE = `'use client';

import type { FieldValues } from 'react-hook-form';
import { type FieldProps, FormField } from '@/components/fields/form-field';
import { Markdown } from '@/components/markdown';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { Textarea } from '@/components/ui/textarea';

/** Text in Markdown, with a look at what it will be. */
export function MarkdownField<Input extends FieldValues, Output>(props: FieldProps<Input, Output>) {
  return (
    <FormField {...props}>
      {(field, control) => (
        <Tabs defaultValue="write">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <TabsList>
              <TabsTrigger value="write">${WRITE_TAB}</TabsTrigger>
              <TabsTrigger value="preview">${PREVIEW_TAB}</TabsTrigger>
            </TabsList>
            <span className="text-muted-foreground text-xs">## heading, **strong**, *stress*, - list, [link](https://…)</span>
          </div>
          <TabsContent value="write">
            <Textarea {...field} {...control} className="min-h-80 font-mono text-[13px] leading-relaxed" />
          </TabsContent>
          <TabsContent value="preview">
            <div className="min-h-80 rounded-md border px-4 py-3">
              {field.value.trim() === '' ? (
                <p className="text-muted-foreground">Nothing to show yet.</p>
              ) : (
                <Markdown text={field.value} />
              )}
            </div>
          </TabsContent>
        </Tabs>
      )}
    </FormField>
  );
}
`;

/** src/lib/slug.ts */
export const SLUG_FILE = `/** Text as the end of a web address: "A day out" gives a-day-out; null where no letter is left. */
export function slugOf(text: string): string | null {
  const slug = text
    .normalize('NFKD')
    .replace(/[\\u0300-\\u036f]/g, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^\\p{L}\\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return slug === '' ? null : slug;
}
`;
