import { DrizzleAdapter } from '@auth/drizzle-adapter';
import { and, eq, sql } from 'drizzle-orm';
import NextAuth, { CredentialsSignin, type DefaultSession } from 'next-auth';
import { encode as encodeJwt } from 'next-auth/jwt';
import Credentials from 'next-auth/providers/credentials';
import { db } from '@/db';
import { authAccounts, authSessions, authUsers, type Role } from '@/db/schema/auth';
import { knownRole, signUpRole } from '@/lib/access';
import { authSecret } from '@/lib/auth-secret';
import { oauthProviders } from '@/lib/oauth';
import { verifyPassword } from '@/lib/password';
import { signInLimit } from '@/lib/rate-limit';

declare module 'next-auth' {
  interface Session {
    user: { id: string; role: Role } & DefaultSession['user'];
  }
  interface User {
    role?: Role;
  }
}

export class TooManyAttempts extends CredentialsSignin {
  code = 'too-many-attempts';
}

const month = 30 * 24 * 60 * 60; // seconds

const adapter = DrizzleAdapter(db, {
  usersTable: authUsers,
  accountsTable: authAccounts,
  sessionsTable: authSessions,
});

export const { handlers, auth, signIn, signOut } = NextAuth({
  adapter,
  secret: authSecret(),
  trustHost: process.env.AUTH_TRUST_HOST !== 'false',
  pages: { signIn: '/sign-in', error: '/sign-in' },
  // No `strategy`: an adapter makes it "database", and Auth.js refuses the word beside a credentials provider.
  session: { maxAge: month },
  providers: [
    Credentials({
      credentials: { email: {}, password: {} },
      async authorize({ email, password }) {
        if (typeof email !== 'string' || typeof password !== 'string' || password.length > 200) return null;
        const address = email.trim().toLowerCase();
        if (!signInLimit.allows(address)) throw new TooManyAttempts();
        const user = await db.query.authUsers.findFirst({ where: eq(authUsers.email, address) });
        if (!(await verifyPassword(password, user?.passwordHash)) || !user) {
          signInLimit.count(address);
          return null;
        }
        signInLimit.reset(address);
        return { id: user.id, name: user.name, email: user.email };
      },
    }),
    ...oauthProviders().map(({ provider }) => provider),
  ],
  callbacks: {
    jwt({ token, account }) {
      if (account?.provider === 'credentials') token.credentials = true;
      return token;
    },
    session({ session, user }) {
      // Picked field by field: `user` is the whole row, and this answer reaches the browser.
      const { id, name, email, image } = user;
      return { expires: session.expires, user: { id, name, email, image, role: knownRole(user.role) } };
    },
  },
  events: {
    /** Somebody new came by another service, as pending. The first of all is the owner, as with a password. */
    async createUser({ user }) {
      if (!user.id) return;
      const { role, id } = authUsers;
      const noOwner = sql`not exists (select 1 from ${authUsers} as other where other.role = 'owner')`;
      const [owner] = await db
        .update(authUsers)
        .set({ role: 'owner' })
        .where(and(eq(id, user.id), noOwner))
        .returning({ role });
      if (!owner) await db.update(authUsers).set({ role: signUpRole() }).where(eq(id, user.id));
    },
  },
  jwt: {
    /** Auth.js makes a token of a credentials sign-in. Here a row of the session table takes its place. */
    async encode(params) {
      const { token } = params;
      if (!token?.credentials || !token.sub) return encodeJwt(params);
      const session = await adapter.createSession?.({
        sessionToken: crypto.randomUUID(),
        userId: token.sub,
        expires: new Date(Date.now() + month * 1000),
      });
      if (!session) throw new Error('The session could not be stored');
      return session.sessionToken;
    },
  },
  logger: {
    error(error) {
      if (!(error instanceof CredentialsSignin)) console.error(error);
    },
  },
});
