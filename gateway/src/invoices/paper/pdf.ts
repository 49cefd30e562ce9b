import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import { type Invoice, monthText, numberText } from '../invoice.ts';
import { drawFoot, drawHead, drawSections, drawTotal } from './parts.ts';
import { Sheet } from './sheet.ts';

const REGULAR = '@expo-google-fonts/geist/400Regular/Geist_400Regular.ttf';
const STRONG = '@expo-google-fonts/geist/600SemiBold/Geist_600SemiBold.ttf';

/** The invoice as a PDF, on A4, with its structure for screen readers. The same invoice gives the same bytes. */
export async function pdfOf(invoice: Invoice): Promise<Buffer> {
  // Only where somebody asks for one: the library takes memory.
  const { default: PDFDocument } = await import('pdfkit');
  const require = createRequire(import.meta.url);
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: 56, bottom: 72, left: 56, right: 56 },
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'en-US',
    info: {
      Title: `Invoice ${numberText(invoice.number)}, ${monthText(invoice.month)}`,
      Author: invoice.document.from.name,
      CreationDate: invoice.issuedAt,
      ModDate: invoice.issuedAt,
    },
  });
  doc.registerFont('regular', require.resolve(REGULAR));
  doc.registerFont('strong', require.resolve(STRONG));
  const sheet = new Sheet(doc, invoice);
  drawHead(sheet);
  drawSections(sheet);
  drawTotal(sheet);
  drawFoot(sheet);
  doc.end();
  return buffer(doc);
}
