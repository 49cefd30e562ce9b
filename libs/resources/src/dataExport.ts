import { z } from 'zod';
import { cel, conditionsSchema, digestSchema, type Resource } from './meta.ts';

/** Label on what makes the archive of a data export; its value is the DataExport's name. */
export const LABEL_DATA_EXPORT = 'appfactory.dev/data-export';

/** Hours that an archive is kept. */
export const keepHoursSchema = z.int().min(1).max(168);

export const dataExportSpecSchema = z
  .object({
    release: z
      .string()
      .min(1)
      .max(40)
      .meta(cel({ rule: 'self == oldSelf', message: 'the release of a DataExport cannot change: make a new one' }))
      .describe('The Release whose data it is.'),
    keepHours: keepHoursSchema
      .default(24)
      .meta(
        cel({ rule: 'self == oldSelf', message: 'an archive is kept as long as was said at first: make a new one' }),
      )
      .describe('The archive, and the DataExport with it, is deleted so long after it was made.'),
  })
  .describe('The data of a released app, as they are at one moment, as one archive to take away.');

export const dataExportStatusSchema = z.object({
  observedGeneration: z.int().optional(),
  phase: z.enum(['Pending', 'Packing', 'Ready', 'Failed']).optional().describe('Made from the conditions.'),
  releaseUid: z.string().max(64).optional().describe('The very Release; with it, and with no other, the export goes.'),
  archive: z
    .object({
      digest: digestSchema.describe('sha256 of the archive.'),
      size: z.int().min(0).describe('Bytes.'),
      at: z.string().meta({ format: 'date-time' }).describe('When it was made.'),
    })
    .optional()
    .describe('The archive, a tar.gz; whoever may read this object downloads it from the gateway.'),
  contents: z
    .object({
      database: z.int().min(0).optional().describe('Bytes of the SQLite file; absent where the app has none.'),
      files: z.int().min(0).describe('Uploaded files.'),
    })
    .optional()
    .describe('What is in it.'),
  expiresAt: z.string().meta({ format: 'date-time' }).optional().describe('When it is deleted.'),
  conditions: conditionsSchema.optional(),
});

export type DataExportSpec = z.output<typeof dataExportSpecSchema>;
export type DataExportStatus = z.infer<typeof dataExportStatusSchema>;
export type DataExport = Resource<DataExportSpec, DataExportStatus>;
