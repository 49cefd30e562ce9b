import type { Invoice } from '../invoice.ts';

type Font = 'regular' | 'strong';
type Struct = PDFKit.PDFStructureElement;

export interface TextStyle {
  font?: Font;
  size?: number;
  colour?: string;
  align?: 'left' | 'right';
}

export const INK = '#14171f';
export const MUTED = '#5b6270';
export const LINE = '#e3e5ea';

/** Left and right edge of what is written, in points. */
export const LEFT = 56;
export const RIGHT = 595.28 - 56;

/** The pages of an invoice: where one is on them, and their structure for screen readers. */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly invoice: Invoice;
  /** Everything that is read aloud; what only decorates is drawn by `artifact`. */
  readonly root: Struct;
  /** Points from the top of the page: where the next thing goes. */
  y: number;
  /** Drawn again at the top of each further page; set while a table is written. */
  onNewPage: (() => void) | undefined;

  constructor(doc: PDFKit.PDFDocument, invoice: Invoice) {
    this.doc = doc;
    this.invoice = invoice;
    this.root = doc.struct('Document');
    doc.addStructure(this.root);
    this.y = doc.page.margins.top;
  }

  /** Text that is read aloud as part of `parent`; gives its height. Cut with an ellipsis where it has no more than `lines` lines. */
  text(
    parent: Struct,
    type: string,
    text: string,
    place: { x: number; y: number; width: number; lines?: number },
    style: TextStyle = {},
  ): number {
    const { doc } = this;
    const shown = this.#writable(text, style.font);
    this.#use(style);
    const options = { width: place.width, align: style.align ?? 'left', lineGap: 2 } as const;
    const line = doc.currentLineHeight(true) + options.lineGap;
    const height = Math.min(doc.heightOfString(shown, options), line * (place.lines ?? Number.POSITIVE_INFINITY));
    parent.add(
      doc.struct(type, {}, () => {
        this.#use(style);
        doc.text(shown, place.x, place.y, { ...options, height: height + 1, ellipsis: true });
      }),
    );
    return height;
  }

  /** What a text takes, in points. */
  heightOf(text: string, width: number, style: TextStyle = {}): number {
    this.#use(style);
    return this.doc.heightOfString(this.#writable(text, style.font), { width, lineGap: 2 });
  }

  widthOf(text: string, style: TextStyle = {}): number {
    this.#use(style);
    return this.doc.widthOfString(this.#writable(text, style.font));
  }

  struct(parent: Struct, type: string): Struct {
    const made = this.doc.struct(type);
    parent.add(made);
    return made;
  }

  /** Draws what is not read aloud. */
  artifact(draw: (doc: PDFKit.PDFDocument) => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.doc.markContent('Artifact', { type });
    draw(this.doc);
    this.doc.endMarkedContent();
  }

  rule(y: number, colour = LINE, width = 0.75): void {
    this.artifact((doc) => doc.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(width).strokeColor(colour).stroke());
  }

  /** Goes on at the top of a new page where less than `height` points are left. */
  room(height: number): void {
    const { doc } = this;
    if (this.y + height <= doc.page.height - doc.page.margins.bottom) return;
    doc.addPage();
    this.y = doc.page.margins.top;
    this.onNewPage?.();
  }

  #use({ font = 'regular', size = 9.5, colour = INK }: TextStyle): void {
    this.doc.font(font).fontSize(size).fillColor(colour);
  }

  /** Characters that the font cannot draw are shown as a question mark, not as nothing. */
  #writable(text: string, font: Font = 'regular'): string {
    this.doc.font(font);
    const { font: fontkit } = (
      this.doc as unknown as { _font: { font: { hasGlyphForCodePoint(point: number): boolean } } }
    )._font;
    return Array.from(text.replace(/\s+/g, ' '), (char) =>
      fontkit.hasGlyphForCodePoint(char.codePointAt(0) ?? 0) ? char : '?',
    ).join('');
  }
}
