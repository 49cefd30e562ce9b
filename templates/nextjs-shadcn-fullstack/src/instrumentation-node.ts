import { prepareDatabase } from '@/db/prepare';

await prepareDatabase();
