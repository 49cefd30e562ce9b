import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@appfactory/kube/log';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { personOf } from '../accounts/identifyRequest.ts';
import { notSignedIn } from '../graphql/context.ts';
import { nothingHere, orHttpFailure } from '../http/httpFailure.ts';
import { PeopleKube } from '../kube/personKube.ts';
import { LOG } from '../oidc/oidc.controller.ts';
import { numberText } from './invoice.ts';
import { Invoices } from './invoices.ts';
import { csvOf } from './paper/csv.ts';
import { pdfOf } from './paper/pdf.ts';

/** Under which invoices are served as files; names have the number of the invoice and its kind: AF-000012.pdf. */
export const INVOICE_FILES_PATH = '/files/invoices';

export function invoiceLinks(number: string): { pdf: string; csv: string } {
  return { pdf: `${INVOICE_FILES_PATH}/${number}.pdf`, csv: `${INVOICE_FILES_PATH}/${number}.csv` };
}

/** Invoices as files, for those who see them. */
@Controller(INVOICE_FILES_PATH)
export class InvoiceFilesController {
  @Inject(Invoices) readonly invoices!: Invoices;
  @Inject(PeopleKube) readonly people!: PeopleKube;
  @Inject(LOG) readonly log!: Log;

  @Get(':file')
  file(@Param('file') file: string, @Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return orHttpFailure(response, this.log, async () => {
      const person = personOf(request);
      if (!person) throw notSignedIn();
      const [, number = '', kind] = /^([\w-]{1,40})\.(pdf|csv)$/.exec(file) ?? [];
      const invoice = await this.invoices.find({ person, kube: this.people.for(person) }, number);
      if (!invoice) throw nothingHere();
      const content = kind === 'pdf' ? await pdfOf(invoice) : csvOf(invoice);
      response.writeHead(200, {
        'content-type': kind === 'pdf' ? 'application/pdf' : 'text/csv; charset=utf-8',
        'content-length': Buffer.byteLength(content),
        'content-disposition': `attachment; filename="${numberText(invoice.number)}.${kind}"`,
        'cache-control': 'private, no-store',
      });
      response.end(content);
    });
  }
}
