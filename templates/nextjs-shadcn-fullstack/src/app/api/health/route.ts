import { sql } from 'drizzle-orm';
import { db } from '@/db';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  try {
    await db.run(sql`select 1`);
    return Response.json({ ok: true });
  } catch (error) {
    console.error('The database does not answer', error);
    return Response.json({ ok: false }, { status: 503 });
  }
}
