import { type NextRequest, NextResponse } from 'next/server';

/** Tells pages their own address, so that a visitor who must sign in first comes back to it. Guards nothing. */
export function middleware(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.delete('x-path');
  if (request.method === 'GET') headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search);
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: ['/((?!api|_next|.*\\..*).+)'] };
